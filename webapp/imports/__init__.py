"""The pages where officers bring in files of an older tool, and give a place to whoever has none."""

from flask import Flask

from webapp.imports import views


def init_app(app: Flask) -> None:
    """Add the pages to the app."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.server)
