"""flask guild …: track guilds, sync them, and print what is known about them."""

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cli.following import NobodyWorks, follow
from webapp.cli.refusals import (
    Failed,
    Refused,
    address_of,
    need_credentials,
    need_no_pause,
    need_ready_database,
    place_or_refuse,
    tracked_guild,
)
from webapp.cli.tables import print_table
from webapp.config import current_settings
from webapp.freshness.states import FreshnessState
from webapp.freshness.telling import duration
from webapp.freshness.why import error_word
from webapp.lib import clock
from webapp.permissions.policy import ALL_TOOLS
from webapp.roster.printed import header, printed_roster
from webapp.sync import jobs
from webapp.sync.facts import Strip
from webapp.sync.held import CannotAccept, NothingHeld, accept_held_roster, discard_held_roster
from webapp.sync.outside import battlenet
from webapp.sync.overview import sync_overview
from webapp.sync.queries import guild_strip
from webapp.sync.removal import forget_guild
from webapp.sync.tracking import CannotTrack, track_guild
from webapp.sync.wishes import wish_guild_refresh
from webapp.sync.work import sync_guild_now
from webapp.web.freshness_words import STATE_WORDS
from webapp.words import RunTrigger


@click.group(cls=AppGroup)
@with_appcontext
def guild() -> None:
    """Track guilds, sync them, print what is known about them."""
    need_ready_database()


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
@click.option("--follow", "is_followed", is_flag=True, help="Show the progress of the first sync.")
def add(place: str, *, is_followed: bool) -> None:
    """Track a guild; realm and name as the game writes them, or their slugs."""
    wanted = place_or_refuse(place)
    need_credentials()
    try:
        tracked = track_guild(
            region=wanted.region,
            realm=wanted.realm,
            name=wanted.name,
            client=battlenet(interactive=True),
            now=clock.now(),
        )
    except CannotTrack as error:
        raise Refused(str(error)) from error
    jobs.ring_due(1)
    word = "is tracked now" if tracked.is_new else "was tracked already"
    click.echo(f"{tracked.name} on {tracked.realm_name} ({wanted.region}) {word}.")
    if is_followed:
        _follow(tracked.guild_id)


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
@click.option("--now", "in_this_process", is_flag=True, help="Do it in this process, without workers.")
@click.option("--follow", "is_followed", is_flag=True, help="Show the progress.")
def sync(place: str, *, in_this_process: bool, is_followed: bool) -> None:
    """Ask for a guild to be brought up to date, ahead of everything else.

    Running workers then do it, and this command ends at once; --follow stays and shows the progress. Without
    workers, --now does it here and prints how it ended.
    """
    guild_id = tracked_guild(place).id
    need_credentials()
    if in_this_process or is_followed:
        need_no_pause(guild_id)
    wish = wish_guild_refresh(guild_id, asked_by=None, now=clock.now(), trigger=RunTrigger.COMMAND)
    if in_this_process:
        report = sync_guild_now(
            guild_id,
            battlenet(interactive=True),
            threads=current_settings().sync_threads,
            clock=clock.now,
            worker=jobs.worker_name(),
        )
        if report.resume_at is not None:
            raise Refused(f"All calls are paused until {report.resume_at:%H:%M:%S} UTC; workers go on then.")
        _say_state(place, guild_id)
    elif is_followed:
        _follow(guild_id)
    else:
        ahead = f", {wish.place.ahead} guilds ahead of it" if wish.place and wish.place.ahead else ""
        click.echo(f"Asked for{ahead}. Watch it with: flask sync status")


@guild.command("list")
def list_guilds() -> None:
    """Print the tracked guilds and how old their rosters are."""
    now = clock.now()
    rows = [
        (
            f"{one.region}/{one.realm}/{one.name}",
            str(one.members),
            "never" if one.roster_succeeded_at is None else f"{duration(now - one.roster_succeeded_at)} ago",
            _state_of(
                one.roster_outcome, has_held=one.has_held_roster, is_archived=one.archived_at is not None
            ),
        )
        for one in sync_overview(now).guilds
    ]
    if not rows:
        click.echo("No guild is tracked. Add one: flask guild add REGION/REALM/NAME")
        return
    print_table(("guild", "members", "roster", "state"), rows)


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
def roster(place: str) -> None:
    """Print a guild's roster as a table."""
    found = tracked_guild(place)
    print_table(header(ALL_TOOLS), printed_roster(address_of(found), tools=ALL_TOOLS, now=clock.now()))
    _say_state(place, found.id)


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
def accept(place: str) -> None:
    """Believe the roster that was held because it would remove too many members."""
    found = tracked_guild(place)
    try:
        plan = accept_held_roster(found.id, now=clock.now())
    except NothingHeld as error:
        raise Refused(f"no roster of {place} is held") from error
    except CannotAccept as error:
        raise Refused(str(error)) from error
    jobs.ring_due(1)
    click.echo(f"Accepted: {len(plan.joined) + len(plan.adopted)} joined, {len(plan.left)} left.")


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
def discard(place: str) -> None:
    """Drop the roster that was held, and ask Battle.net again."""
    found = tracked_guild(place)
    try:
        discard_held_roster(found.id, now=clock.now())
    except NothingHeld as error:
        raise Refused(f"no roster of {place} is held") from error
    jobs.ring_due(1)
    click.echo("Dropped; Battle.net is asked again.")


@guild.command()
@click.argument("place", metavar="REGION/REALM/NAME")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
def remove(place: str, *, is_sure: bool) -> None:
    """Stop tracking a guild and delete what is stored about it.

    It stays removed, whoever of it signs in, until it is added again.
    """
    found = tracked_guild(place)
    if not is_sure:
        click.confirm(f"Delete {found.name} and everything that is stored about it?", abort=True)
    characters = forget_guild(found.id, now=clock.now())
    click.echo(f"{place} is no longer tracked; {characters} characters were deleted with it.")


def _follow(guild_id: int) -> None:
    try:
        strip = follow(guild_id, clock.now)
    except NobodyWorks as error:
        raise Refused("Nothing moves: is a worker running? Check with: flask doctor") from error
    click.echo(_summary(strip))


def _say_state(place: str, guild_id: int) -> None:
    strip = guild_strip(guild_id, clock.now())
    click.echo(f"\n{place}: {_summary(strip)}")
    if (word := error_word(strip.roster_outcome)) is not None:
        raise Failed(f"The roster was not read: {word.sentence}")


def _summary(strip: Strip) -> str:
    counts = [
        f"{strip.states[state]} {STATE_WORDS[state]}" for state in FreshnessState if strip.states.get(state)
    ]
    said = [f"{strip.members} members: {', '.join(counts) or 'nothing fetched yet'}."]
    if strip.held:
        said.append(f"A roster is held: {strip.held.reason}.")
    if strip.alert:
        said.append(strip.alert)
    return " ".join(said)


def _state_of(outcome: str | None, *, has_held: bool, is_archived: bool) -> str:
    if is_archived:
        return "archived"
    if has_held:
        return "held: needs an operator"
    word = error_word(outcome)
    return word.sentence if word else (outcome or "waiting")
