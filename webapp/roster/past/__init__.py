"""The roster as it was: on a day, and what changed from one weekly reset to another."""
