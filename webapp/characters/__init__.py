"""The card of a character: what is worn, what is missing, what was done, and how old each part is."""

from flask import Flask

from webapp.characters import views
from webapp.characters.officers import views as officers


def init_app(app: Flask) -> None:
    """Add the characters' pages to the app."""
    app.register_blueprint(views.bp)
    app.register_blueprint(officers.bp)
