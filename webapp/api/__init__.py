"""JSON for programs: the enrichment cache, characters and guilds, and the document that tells of all."""

from flask import Flask

from webapp.api import cache_views, docs_views, health_views, openapi
from webapp.api.characters import views as character_views
from webapp.api.guilds import leaderboard_views
from webapp.api.guilds import views as guild_views
from webapp.extensions import csrf


def init_app(app: Flask) -> None:
    """Add the API to the app; what a token opens needs no form token, because no cookie opens it."""
    operations = (cache_views.bp, character_views.bp, guild_views.bp, leaderboard_views.bp)
    for blueprint in operations:
        csrf.exempt(blueprint)
    openapi.init_app(app, operations)
    app.register_blueprint(docs_views.bp)
    app.register_blueprint(health_views.bp)
