"""Insights: how a guild got on, week by week, and who gained."""

from flask import Flask

from webapp.insights import views


def init_app(app: Flask) -> None:
    """Add the page of insights to the app."""
    app.register_blueprint(views.bp)
