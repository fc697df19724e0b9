"""Numbers for Prometheus: what all processes counted, and how the engine is at this moment."""
