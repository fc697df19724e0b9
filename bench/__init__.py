"""Benchmarks: each compares two ways of doing one thing in one run, and says the ratio."""
