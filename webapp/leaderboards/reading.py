"""Put a page of leaderboards together, of a guild and of all that show themselves."""

from collections.abc import Mapping
from datetime import datetime

from webapp.leaderboards import queries
from webapp.leaderboards.asking import Asked, read_asked
from webapp.leaderboards.boards import OF_THE_WEEK, TOOLS, Board, Standings, standings
from webapp.leaderboards.page import NOT_KNOWN, TITLES, BoardPage, board_lines, boards_for, choices
from webapp.leaderboards.parts import FIRST, Part
from webapp.lib.forms import FieldProblem
from webapp.permissions.policy import FOR_VISITORS, Tool
from webapp.permissions.viewer import Access
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences

ONLY_RATING = FieldProblem("board", "Over all guilds there is only the Mythic+ rating.")


def guild_board(
    guild: GuildAddress, given: Mapping[str, str], access: Access, now: datetime, *, part: Part = FIRST
) -> BoardPage:
    """Return a board of a guild; one that is not open to the viewer is said to be so, and another shown."""
    asked, problems = read_asked(given, has_regions=False, has_mains=True)
    tool = TOOLS[asked.board]
    if tool not in access.tools:
        problems.append(FieldProblem("board", f"{TITLES[asked.board]} is not open to you."))
        asked = Asked(class_id=asked.class_id, role=asked.role, is_mains=asked.is_mains)
    reset_at = queries.week_began(guild.region, now) if asked.board in OF_THE_WEEK else None
    people = queries.members(guild.id, asked.board, reset_at=reset_at, now=now)
    found = standings(asked.board, [one for one in people if asked.keeps(one)], part)
    closed = closed_sentences(sorted(set(TOOLS.values())), access, now)
    return BoardPage(
        guild=guild.name,
        here=f"{guild.path}leaderboards/",
        at=now,
        title=TITLES[asked.board],
        asked=asked,
        boards=boards_for(asked, access.tools),
        lines=board_lines(asked, found),
        known=found.known,
        number=found.number,
        more=found.more,
        after=found.after,
        why_unknown=NOT_KNOWN[asked.board],
        is_of_week=asked.board in OF_THE_WEEK,
        week_since=reset_at,
        problems=problems,
        closed=closed,
        has_mains=True,
        has_export=Tool.EXPORT in access.tools,
        **{**choices(asked), "regions": []},
    )


def board_of_all(given: Mapping[str, str], now: datetime, *, part: Part = FIRST) -> BoardPage:
    """Return the best by rating in the guilds that show their roster to everybody: no other figure is theirs.

    Whose alt somebody is is not for visitors, so mains cannot be picked out.
    """
    asked, problems = read_asked(given, has_regions=True, has_mains=False)
    if asked.board is not Board.RATING:
        problems.append(ONLY_RATING)
        asked = Asked(class_id=asked.class_id, role=asked.role, region=asked.region)
    found = best(asked, now, part)
    return BoardPage(
        guild=None,
        here="/leaderboards/",
        at=now,
        title=TITLES[asked.board],
        asked=asked,
        boards=boards_for(asked, FOR_VISITORS),
        lines=board_lines(asked, found),
        known=None,
        number=None,
        more=found.more,
        after=found.after,
        why_unknown=NOT_KNOWN[asked.board],
        is_of_week=False,
        week_since=None,
        problems=problems,
        closed=(),
        has_mains=False,
        has_export=True,
        **choices(asked),
    )


def best(asked: Asked, now: datetime, part: Part) -> Standings:
    """Return the places of the best of all guilds; ``more`` is 1 where there are others beyond the last."""
    return standings(Board.RATING, queries.best_of_all(asked, now, part), part)
