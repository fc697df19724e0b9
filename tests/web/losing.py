"""Ways in which somebody loses a page between one look and the next."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from tests.support.deciding import decide
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Guild, GuildMember, UserSession
from webapp.permissions.policy import Tool
from webapp.sync.removal import forget_guild

Change = Callable[[Flask, int], None]


def change(app: Flask, model: type, **values: object) -> None:
    """Change all rows of a table behind the app's back."""
    with app.app_context(), transaction() as session:
        session.execute(update(model).values(**values))


def demoted(app: Flask, guild_id: int) -> None:
    """Let a sync have seen that everybody has the lowest rank."""
    decide(app, guild_id, Tool.ROSTER, min_rank=2)
    change(app, GuildMember, rank=9)
    change(app, Guild, permission_version=Guild.permission_version + 1)


def closed(app: Flask, guild_id: int) -> None:
    """Let the guild's master close the roster to all but the first ranks."""
    decide(app, guild_id, Tool.ROSTER, min_rank=1)


def signed_out(app: Flask, _guild_id: int) -> None:
    """End every session."""
    change(app, UserSession, revoked_at=clock.now())


def idle(app: Flask, _guild_id: int) -> None:
    """Let every session be one that nobody used for a day."""
    change(app, UserSession, seen_at=clock.now() - timedelta(days=1))


def removed(app: Flask, guild_id: int) -> None:
    """Let the guild be removed by who runs the server."""
    with app.app_context():
        forget_guild(guild_id, now=clock.now())


WAYS: tuple[Change, ...] = (demoted, closed, signed_out, idle, removed)
