"""How old things are and why: states computed from the clock, never stored."""
