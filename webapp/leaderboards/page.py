"""What a page of leaderboards shows. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from webapp.leaderboards.asking import Asked
from webapp.leaderboards.boards import OF_THE_WEEK, TOOLS, WEEKS_OF_GAIN, Board, Placed, Standings
from webapp.leaderboards.parts import After
from webapp.lib.csv_text import Cell
from webapp.lib.forms import Choice, FieldProblem
from webapp.permissions.policy import Tool
from webapp.web.classes import CLASS_NAMES
from webapp.words import REGIONS, Role

TITLES = {
    Board.RATING: "Mythic+ rating",
    Board.GAIN: f"Item level gained in {WEEKS_OF_GAIN} weeks",
    Board.KEYS: "Mythic+ keys this week",
    Board.VAULT: "Great Vault slots this week",
}
NOT_KNOWN = {
    Board.RATING: "who has no rating, or was not read so far, has no place",
    Board.GAIN: f"of the others nobody knows how they were {WEEKS_OF_GAIN} weeks ago, or how they are now",
    Board.KEYS: "the others were not seen since the weekly reset, so that nobody knows",
    Board.VAULT: "the others were not seen since the weekly reset, so that nobody knows",
}
"""Why somebody has no place."""
ALL_SLOTS = 9
"""A vault has no more: this many are no lower bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One line in words; the realm stands beside a name that more than one line has."""

    place: int
    is_shared: bool
    name: str
    is_name_shared: bool
    realm: str
    realm_name: str
    region: str
    path: str
    class_id: int
    class_name: str
    role: str
    figure: str
    number: int
    guild: str | None
    guild_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLink:
    """A board that the viewer may choose."""

    title: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """A board with its filters; over all guilds ``guild`` is None.

    ``known`` of ``number`` have a figure; over all guilds, where nobody counts them, both are None.
    """

    guild: str | None
    here: str
    at: datetime
    title: str
    asked: Asked
    boards: Sequence[BoardLink]
    lines: Sequence[BoardLine]
    known: int | None
    number: int | None
    more: int
    after: After | None
    why_unknown: str
    is_of_week: bool
    week_since: datetime | None
    problems: Sequence[FieldProblem]
    closed: Sequence[str]
    classes: Sequence[Choice]
    roles: Sequence[Choice]
    regions: Sequence[Choice]
    has_mains: bool
    has_export: bool


def boards_for(asked: Asked, tools: frozenset[Tool]) -> list[BoardLink]:
    """Return the boards that these tools open."""
    return [
        BoardLink(title=TITLES[board], query=asked.on(board), is_chosen=board is asked.board)
        for board in Board
        if TOOLS[board] in tools
    ]


def board_lines(asked: Asked, found: Standings) -> list[BoardLine]:
    """Return the lines in words; equals show that they are."""
    called = Counter(one.who.name for one in found.lines)
    return [_line(asked.board, one, is_name_shared=called[one.who.name] > 1) for one in found.lines]


def choices(asked: Asked) -> dict[str, list[Choice]]:
    """Return what the filters offer."""
    return {
        "classes": [Choice(str(one), name, asked.class_id == one) for one, name in CLASS_NAMES.items()],
        "roles": [Choice(role.value, role.value.capitalize(), asked.role is role) for role in Role],
        "regions": [Choice(one, one.upper(), asked.region == one) for one in REGIONS],
    }


def csv_head(page: BoardPage) -> list[str]:
    """Return the names of the columns: those of the page, who it is by realm, and as of when."""
    guild = [] if page.guild else ["Guild"]
    return ["Place", "Name", "Realm", "Region", "Class", "Role", *guild, "Figure", "Certainty", "As of"]


def csv_rows(page: BoardPage) -> list[list[Cell]]:
    """Return the lines of the page; what the page calls a lower bound is one here."""
    return [
        [
            *(one.place, one.name, one.realm_name, one.region, one.class_name, one.role),
            *([] if page.guild else [one.guild]),
            *(one.number, "at least" if one.figure.startswith("≥") else "exact", page.at),
        ]
        for one in page.lines
    ]


def _line(board: Board, one: Placed, *, is_name_shared: bool) -> BoardLine:
    who = one.who
    return BoardLine(
        place=one.place,
        is_shared=one.is_shared,
        name=who.name,
        is_name_shared=is_name_shared,
        realm=who.realm,
        realm_name=who.realm_name,
        region=who.region,
        path=f"/characters/{who.region}/{quote(who.realm, safe='')}/{quote(who.name, safe='')}",
        class_id=who.class_id or 0,
        class_name=CLASS_NAMES.get(who.class_id or 0, "not known"),
        role=who.role.value if who.role else "not known",
        figure=_figure(board, one.figure),
        number=one.figure,
        guild=who.guild,
        guild_path=who.guild_path,
    )


def _figure(board: Board, figure: int) -> str:
    if board is Board.GAIN:
        return f"{figure:+,}".replace("-", "\N{MINUS SIGN}") if figure else "±0"
    is_bound = board in OF_THE_WEEK and not (board is Board.VAULT and figure >= ALL_SLOTS)
    return f"≥ {figure:,}" if is_bound else f"{figure:,}"
