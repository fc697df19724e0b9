"""flask cards …: which cards are stale and why, and have them built or refreshed."""

from datetime import datetime, timedelta

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cards import jobs, upkeep
from webapp.cards.stale import StaleBecause
from webapp.cards.stale_cards import Among, Priority, StaleCard, stale_cards
from webapp.cards.work import build_due_cards
from webapp.characters.freshness_view import KINDS
from webapp.cli.refusals import Refused, need_ready_database, tracked_guild
from webapp.cli.tables import print_table
from webapp.extensions import db
from webapp.freshness.states import PARKING
from webapp.freshness.telling import duration
from webapp.freshness.why import error_word
from webapp.lib import clock
from webapp.sync.jobs import ring_due
from webapp.web.failure_words import LABELS
from webapp.words import Section

SHOWN = 50
REFRESHED = 1000
"""Stale cards that one command refreshes at most."""
AT_ONCE_FOR = timedelta(hours=1)
HEADER = ("character", "wanted because", "stale", "looks", "next look")
TITLES = {kind.section: kind.title for kind in KINDS.values()} | {Section.MYTHIC_SEASON: "Mythic+ season"}
"""The parts as the card names them; a season has no part of its own there."""
WANTED = {
    Priority.WAITED_FOR: "somebody waits",
    Priority.LOOKED_AT: "looked at",
    Priority.RAIDER: "raider",
    Priority.REST: "",
}


@click.group(cls=AppGroup)
@with_appcontext
def cards() -> None:
    """See which cards are stale, and have them refreshed."""
    need_ready_database()


@cards.command()
@click.option("--guild", metavar="REGION/REALM/NAME", help="Only members of this guild.")
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(1), help="How many at most.")
def stale(guild: str | None, limit: int) -> None:
    """Print stale cards, the most wanted first, each with the reason."""
    now = clock.now()
    found = stale_cards(db.session(), now, limit=limit, among=_among(guild))
    if not found:
        click.echo("No card is stale.")
        return
    print_table(HEADER, [_line(card, now) for card in found])
    if len(found) == limit:
        click.echo(f"\nThe first {limit}; more with --limit.")


@cards.command()
@click.option("--stale", "what", flag_value="stale", help="Have the stale ones looked at again.")
@click.option("--all", "what", flag_value="all", help="Build every card anew from what is stored.")
@click.option("--guild", metavar="REGION/REALM/NAME", help="Only members of this guild.")
@click.option("--now", "in_this_process", is_flag=True, help="Build in this process, without workers.")
def refresh(what: str | None, guild: str | None, *, in_this_process: bool) -> None:
    """Have cards built anew, or the stale ones looked at again."""
    if what is None and guild is None:
        raise Refused("Say which cards: --stale, --all, or --guild REGION/REALM/NAME")
    now, among = clock.now(), _among(guild)
    if what == "stale":
        _refresh_stale(now, among)
    else:
        click.echo(f"{upkeep.make_built_due(among.guild_id, now)} cards are to be built.")
    if in_this_process:
        built = build_due_cards(clock.now, until=now + AT_ONCE_FOR)
        click.echo(f"{built} cards were built.")
    else:
        jobs.ring_cards()


def _refresh_stale(now: datetime, among: Among) -> None:
    woken, found = upkeep.wake_stale(now, limit=REFRESHED, among=among)
    if woken:
        ring_due(1)
    click.echo(f"{found} cards are stale; {woken} characters are looked at again now.")
    if rest := found - woken:
        click.echo(f"The other {rest} keep the time of their next look; with the reason: flask cards stale")


def _among(guild: str | None) -> Among:
    return Among(guild_id=None if guild is None else tracked_guild(guild).id)


def _line(card: StaleCard, now: datetime) -> tuple[str, ...]:
    return (
        f"{card.region}/{card.realm}/{card.name}",
        WANTED[card.priority],
        _reason(card, now),
        str(card.looks or ""),
        _next_look(card, now),
    )


def _next_look(card: StaleCard, now: datetime) -> str:
    """Say when each service that owes an answer is asked next; logs have a time of their own."""
    are_logs = {one.section is Section.LOGS for one in card.sections}
    said = [_until(card.next_due_at, now)] if False in are_logs else []
    said += [f"logs {_until(card.logs_due_at, now)}"] if True in are_logs else []
    return ", ".join(said)


def _until(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "none"
    return "due" if moment <= now else f"in {duration(moment - now)}"


def _reason(card: StaleCard, now: datetime) -> str:
    """Say why Battle.net's parts cannot be had, or for each reason which parts have it and what failed."""
    parked = error_word(card.outcome) if card.outcome in PARKING else None
    open_parts = [one for one in card.sections if parked is None or one.section is Section.LOGS]
    said = [parked.sentence.removesuffix(".")] if parked and len(open_parts) < len(card.sections) else []
    for because in StaleBecause:
        sections = [one for one in open_parts if one.because is because]
        if sections:
            names = ", ".join(TITLES.get(one.section, one.section.value) for one in sections)
            said.append(f"{_because(because, [one.confirmed_at for one in sections], now)}: {names}")
    words = {one.outcome: error_word(one.outcome) for one in open_parts}
    trouble = sorted({LABELS[word] for word in words.values() if word is not None})
    return "; ".join(said) + (f" ({', '.join(trouble)})" if trouble else "")


def _because(because: StaleBecause, moments: list[datetime | None], now: datetime) -> str:
    if because is StaleBecause.NEVER:
        return "never fetched"
    if because is StaleBecause.RESET:
        return "from before the weekly reset"
    oldest = min(moment for moment in moments if moment is not None)
    return f"{duration(now - oldest)} old"
