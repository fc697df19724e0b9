"""flask character …: print a card, and have a character looked at."""

import shlex
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import click
import orjson
from flask.cli import AppGroup, with_appcontext

from webapp.cards.work import build_due_cards
from webapp.characters.printed import printed_absence, printed_card, printed_why
from webapp.characters.queries import FoundCharacter, find_character, page_of
from webapp.cli.following import PATIENCE_SECONDS, POLL_SECONDS, ProgressLine
from webapp.cli.refusals import (
    Refused,
    need_credentials,
    need_no_pause,
    need_ready_database,
    place_or_refuse,
)
from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.loading.actions import folder_of, load_character
from webapp.lib import clock
from webapp.models.forgotten import is_address_forgotten
from webapp.permissions.policy import ALL_TOOLS
from webapp.sync import jobs
from webapp.sync.outside import battlenet
from webapp.sync.queries import character_strip
from webapp.sync.tracking import TooManyWaiting, track_lone_character
from webapp.sync.typed_names import BadAddress
from webapp.sync.wishes import wish_character_refresh
from webapp.sync.work import sync_character_now
from webapp.web.freshness_words import place_words
from webapp.words import SeekOutcome

FORGOTTEN = (
    "is not kept here: somebody of this name asked to be forgotten, so nobody looks it up."
    " It comes back when its player signs in and says so."
)
UNPLACED = (
    "A file has a character of this name, but does not say on which realm; it waits for a place, which an"
    " officer can give it, or: flask character import FILE --region … --realm …"
)
CARD_WITHIN = timedelta(seconds=30)
"""How long a command builds cards at most after it looked at one character."""


@click.group(cls=AppGroup)
@with_appcontext
def character() -> None:
    """Print the card of a character, or bring it up to date."""
    need_ready_database()


@character.command()
@click.argument("place", metavar="REGION/REALM/NAME")
@click.option("--json", "is_json", is_flag=True, help="Print the card as it is stored.")
def show(place: str, *, is_json: bool) -> None:
    """Print a character's card: what to fix, vault, gear, progress, and how old each part is."""
    found = _found(place) or _loaded(place)
    if found is None:
        raise Refused(_not_kept(place))
    _print(found, is_json=is_json)


@character.command()
@click.argument("place", metavar="REGION/REALM/NAME")
@click.option("--now", "in_this_process", is_flag=True, help="Do it in this process, without workers.")
def refresh(place: str, *, in_this_process: bool) -> None:
    """Look at a character ahead of everything else, follow that, and print what came of it."""
    need_credentials()
    need_no_pause(None)
    character_id = _kept(place)
    wish_character_refresh(character_id, asked_by=None, now=clock.now(), has_cool_down=False)
    if in_this_process:
        report = sync_character_now(
            character_id, battlenet(interactive=True), clock=clock.now, worker=jobs.worker_name()
        )
        if report.resume_at is not None:
            raise Refused(f"All calls are paused until {report.resume_at:%H:%M:%S} UTC; workers go on then.")
        build_due_cards(clock.now, until=clock.now() + CARD_WITHIN)
    else:
        _follow(character_id, clock.now)
    _say_outcome(place)


def _found(place: str) -> FoundCharacter | None:
    wanted = place_or_refuse(place)
    return find_character(wanted.region, wanted.realm.lower(), wanted.name, now=clock.now())


def _loaded(place: str) -> FoundCharacter | None:
    """Have a character read from its file where the database has nobody, and return it from there."""
    folder, wanted = folder_of(current_settings()), place_or_refuse(place)
    if folder is None:
        return None
    try:
        loaded = load_character(wanted.region, wanted.realm, wanted.name, folder=folder, now=clock.now())
    except BadAddress as error:
        raise Refused(str(error)) from error
    if loaded.outcome is SeekOutcome.UNPLACED:
        raise Refused(UNPLACED)
    db.session.rollback()
    return _found(place)


def _not_kept(place: str) -> str:
    """Say why nobody is shown, and what helps: nothing does where whoever had the name wants none of it."""
    wanted = place_or_refuse(place)
    if is_address_forgotten(db.session(), wanted.region, wanted.realm.lower(), wanted.name):
        return f"{place} {FORGOTTEN}"
    return f"{place} is not kept here; have it looked up with: flask character refresh {shlex.quote(place)}"


def _kept(place: str) -> int:
    """Return the id of a character that is kept from now on, if it was not before."""
    found = _found(place)
    if found is not None:
        return found.id
    wanted = place_or_refuse(place)
    try:
        return track_lone_character(wanted.region, wanted.realm, wanted.name, now=clock.now())
    except (BadAddress, TooManyWaiting) as error:
        raise Refused(str(error)) from error


def _print(found: FoundCharacter, *, is_json: bool) -> None:
    if is_json:
        card = orjson.dumps(found.row["player_card"], option=orjson.OPT_INDENT_2)
        click.echo(card.decode())
        return
    for line in printed_card(page_of(found, tools=ALL_TOOLS, now=clock.now())):
        click.echo(line)


def _follow(character_id: int, now: Callable[[], datetime]) -> None:
    """Show where the wish stands until the look is over."""
    line, since, before = ProgressLine(), time.monotonic(), ""
    while True:
        db.session.rollback()
        strip = character_strip(character_id, now())
        if not strip.is_under_way:
            line.close()
            return
        text = place_words(strip.place) if strip.place else "Looking now"
        if text != before:
            before = text
            line.show(text, None)
        if time.monotonic() - since > PATIENCE_SECONDS:
            line.close()
            raise Refused("Nothing moves: is a worker running? Check with: flask doctor")
        time.sleep(POLL_SECONDS)


def _say_outcome(place: str) -> None:
    db.session.rollback()
    found = _found(place)
    if found is None:
        raise Refused(f"Nothing that may be shown was learned about {place}.")
    page = page_of(found, tools=ALL_TOOLS, now=clock.now())
    click.echo(f"{page.address.name}: {printed_why(page)}")
    if page.parts is None:
        raise Refused("\n".join(printed_absence(page.absence)))
