"""The card of a character: what is worn, what is missing, what was done, and how old each part is."""

from flask import Flask

from webapp.caching.regions import Region
from webapp.caching.warming import keep_warm
from webapp.characters import views
from webapp.characters.adding import views as adding
from webapp.characters.before import views as before
from webapp.characters.officers import views as officers
from webapp.characters.warming import ask_again


def init_app(app: Flask) -> None:
    """Add the characters' pages to the app, and what makes a card before people come."""
    app.register_blueprint(views.bp)
    app.register_blueprint(officers.bp)
    app.register_blueprint(before.bp)
    app.register_blueprint(adding.bp)
    keep_warm(app, Region.CARD, ask_again)
