"""Player cards: built from stored sections, kept in the enrichment cache, never fetched by a page."""

from flask import Flask

from webapp.cards import jobs

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Make the jobs of the cards known."""
    app.extensions.setdefault("muster_cards", jobs)
