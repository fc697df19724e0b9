"""Deliveries of notices: written down, then sent, then judged."""
