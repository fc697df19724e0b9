"""The smallest simulator: it listens, which is all that ./dev up asks of it."""
