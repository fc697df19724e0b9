"""Runs and kills of a character for programs."""
