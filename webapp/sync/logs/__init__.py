"""Warcraft Logs for tracked characters: an own queue, own limits, own runs; the sync never waits for it."""
