"""flask token …: make, list and revoke the tokens with which programs read and write."""

from collections.abc import Sequence
from datetime import datetime

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cli.refusals import Refused, need_ready_database, tracked_guild
from webapp.cli.tables import print_table
from webapp.lib import clock
from webapp.lib.names import BadName, checked_name
from webapp.permissions.actions import make_token, revoke_token
from webapp.permissions.queries import TokenEntry, list_tokens, tokens_that_begin
from webapp.permissions.tokens import BadLife, Scope, life_of, shown_prefix

HEADER = ("token", "name", "of", "scopes", "made", "last used", "state")
SCOPES = click.Choice([scope.value for scope in Scope])


@click.group(cls=AppGroup)
@with_appcontext
def token() -> None:
    """Make, list and revoke the tokens of the JSON API."""
    need_ready_database()


@token.command()
@click.option("--name", required=True, help="What the token is for; lists show it.")
@click.option("--guild", metavar="REGION/REALM/NAME", help="Reads and writes only this guild's characters.")
@click.option("--operator", "is_operator", is_flag=True, help="Reads and writes all characters.")
@click.option("--scope", "scopes", type=SCOPES, multiple=True, required=True, help="May be given repeatedly.")
@click.option("--expires", metavar="90d", help="Hours, days, weeks or years: 12h, 90d, 8w, 1y.")
def create(
    *, name: str, guild: str | None, is_operator: bool, scopes: Sequence[str], expires: str | None
) -> None:
    """Make a token and show it, this once."""
    if (guild is None) != is_operator:
        raise Refused("Say whose token it is: either --guild REGION/REALM/NAME or --operator.")
    guild_id = None if guild is None else tracked_guild(guild).id
    made = make_token(
        _checked(name),
        [Scope(scope) for scope in scopes],
        guild_id=guild_id,
        expires_at=_end_of_life(expires, clock.now()),
    )
    click.echo(made)
    click.echo(
        "It is shown this once and cannot be read again. Send it as a header: Authorization: Bearer …\n"
        f"Take it back with: flask token revoke {shown_prefix(made)}",
        err=True,
    )


@token.command("list")
def list_all() -> None:
    """Print all tokens, never the secret part; "last used" may be some minutes behind."""
    now = clock.now()
    rows = [
        (
            f"{one.prefix}…",
            one.name,
            one.guild or "operator",
            " ".join(one.scopes),
            _day(one.created_at),
            "never" if one.last_used_at is None else f"{one.last_used_at:%Y-%m-%d %H:%M} UTC",
            _state(one, now),
        )
        for one in list_tokens()
    ]
    if not rows:
        click.echo("There is no token. Make one: flask token create --name … --operator --scope cache:read")
        return
    print_table(HEADER, rows)


@token.command()
@click.argument("prefix", metavar="TOKEN")
def revoke(prefix: str) -> None:
    """Make a token useless from the next request on; TOKEN is what the list shows of it."""
    found = tokens_that_begin(shown_prefix(prefix.rstrip("…")))
    if not found:
        raise Refused(f"No token in use begins with {shown_prefix(prefix)!r}; see: flask token list")
    if len(found) > 1:
        raise Refused(f"{len(found)} tokens begin like that; write more of it, as flask token list shows it.")
    revoke_token(found[0].token_id, clock.now())
    click.echo(f"{found[0].prefix}… ({found[0].name}) opens nothing any more.")


def _checked(name: str) -> str:
    try:
        return checked_name(name, what="name")
    except BadName as error:
        raise Refused(str(error)) from error


def _end_of_life(expires: str | None, now: datetime) -> datetime | None:
    try:
        return None if expires is None else now + life_of(expires)
    except BadLife as error:
        raise Refused(str(error)) from error


def _state(one: TokenEntry, now: datetime) -> str:
    if one.revoked_at is not None:
        return f"revoked {_day(one.revoked_at)}"
    if one.expires_at is None:
        return "in use"
    return f"expired {_day(one.expires_at)}" if one.expires_at <= now else f"until {_day(one.expires_at)}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
