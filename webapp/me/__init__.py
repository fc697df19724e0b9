"""A person's own pages: their guilds and characters, what they are told, what is stored about them."""

from flask import Flask

from webapp.me import views


def init_app(app: Flask) -> None:
    """Add a person's own pages to the app."""
    app.register_blueprint(views.bp)
