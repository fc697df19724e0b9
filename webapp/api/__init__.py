"""JSON for programs: the enrichment cache and /api/v1."""
