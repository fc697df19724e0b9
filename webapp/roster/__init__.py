"""The roster page: who is in the guild, what they are, and how fresh each line is."""

from flask import Flask

from webapp.caching.regions import Region
from webapp.caching.warming import keep_warm
from webapp.roster.past.views import bp as past_bp
from webapp.roster.saved.views import bp as views_bp
from webapp.roster.views import bp
from webapp.roster.warming import ask_again, ask_strip_again


def init_app(app: Flask) -> None:
    """Add the roster's addresses to the app, and what makes a roster before people come."""
    app.register_blueprint(bp)
    app.register_blueprint(views_bp)
    app.register_blueprint(past_bp)
    keep_warm(app, Region.ROSTER, ask_again)
    keep_warm(app, Region.STRIP, ask_strip_again)
