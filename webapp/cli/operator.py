"""flask operator …: who runs this server, sees all guilds and adds them."""

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cli.refusals import Refused, need_ready_database
from webapp.cli.tables import print_table
from webapp.config import current_settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.permissions.operators import Operator, operators, people_called, set_operator


@click.group(cls=AppGroup)
@with_appcontext
def operator() -> None:
    """Say who runs this server; such people see all guilds."""
    need_ready_database()


@operator.command()
@click.argument("who", metavar="BATTLETAG")
def add(who: str) -> None:
    """Make somebody an operator who has signed in once; an account number will do as well."""
    one = _found(who)
    with transaction() as session:
        set_operator(session, one.user_id, is_operator=True)
    click.echo(f"{one.battletag} runs this server from the next click on.")


@operator.command()
@click.argument("who", metavar="BATTLETAG")
def remove(who: str) -> None:
    """Let somebody be an operator no longer."""
    one = _found(who)
    with transaction() as session:
        set_operator(session, one.user_id, is_operator=False)
    click.echo(f"{one.battletag} does not run this server any more.")
    if one.user_id in current_settings().operator_bnet_ids:
        click.echo(
            "OPERATOR_BNET_IDS names them: without a change there they are back at their next sign-in."
        )


@operator.command("list")
def list_all() -> None:
    """Print everybody who runs this server."""
    rows = [
        (
            one.battletag,
            str(one.user_id),
            "never" if one.last_login_at is None else f"{one.last_login_at:%Y-%m-%d %H:%M} UTC",
        )
        for one in operators(db.session())
    ]
    if not rows:
        click.echo("Nobody runs this server. Sign in once, then: flask operator add BATTLETAG")
        return
    print_table(("battletag", "account", "signed in"), rows)


def _found(who: str) -> Operator:
    found = people_called(db.session(), who)
    if not found:
        raise Refused(f"Nobody called {who!r} has signed in here. They sign in once, then this works.")
    if len(found) > 1:
        numbers = ", ".join(str(one.user_id) for one in found)
        raise Refused(f"{len(found)} people are called {who}; say which by the account number: {numbers}")
    return found[0]
