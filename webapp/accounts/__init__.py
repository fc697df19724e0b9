"""Signing in with Battle.net, and whose characters are whose."""
