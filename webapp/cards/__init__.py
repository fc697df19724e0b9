"""Player cards: built from stored sections, kept in the enrichment cache, never fetched by a page."""
