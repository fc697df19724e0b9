"""Battle.net's answers, written by us in the shapes of 2025 and 2026."""
