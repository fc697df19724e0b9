"""Characters side by side, slot by slot, and two guilds: as much of each as the viewer may see there."""

from flask import Flask

from webapp.compare.views import bp


def init_app(app: Flask) -> None:
    """Add the comparison to the app."""
    app.register_blueprint(bp)
