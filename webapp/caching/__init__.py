"""The tiered cache behind Flask-Caching: the process's memory, Redis, the rows. Start at ``api.py``."""
