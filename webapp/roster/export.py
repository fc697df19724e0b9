"""The rows of a roster as cells of a file: those that a view keeps, in the columns that it shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from webapp.lib.csv_text import Cell
from webapp.roster.choices import Sort
from webapp.roster.labels import LABELS
from webapp.roster.page import RosterPage
from webapp.roster.rows import NEUTRAL, MemberRow
from webapp.web.classes import UNKNOWN

AS_OF = "As of"
Cells = Callable[[MemberRow], Sequence[Cell]]
_TEXTS: Mapping[Sort, Cells] = {
    Sort.CLASS: lambda row: (_known(row.class_name),),
    Sort.SPEC: lambda row: (_known(row.spec_name),),
    Sort.ROLE: lambda row: (None if row.role == NEUTRAL else row.role_name,),
    Sort.RANK: lambda row: (_plain(row.rank_name),),
    Sort.LEVEL: lambda row: (_known(row.level),),
    Sort.ITEM_LEVEL: lambda row: (_known(row.item_level),),
    Sort.RATING: lambda row: (_number(row.rating),),
    Sort.AUDIT: lambda row: (row.problems,),
    Sort.TIER: lambda row: (_known(row.tier),),
    Sort.VAULT: lambda row: (_known(row.vault),),
    Sort.RAID: lambda row: (_known(row.raid),),
    Sort.LOG: lambda row: (_number(row.log),),
    Sort.SEEN: lambda row: (_moment(row.seen),),
    Sort.FRESHNESS: lambda row: (row.state_word, _moment(row.checked)),
}
_MORE_HEADS: Mapping[Sort, Sequence[str]] = {Sort.NAME: ("Realm",), Sort.FRESHNESS: ("Checked",)}

_KEYS: Mapping[Sort, Sequence[str]] = {
    **{column: (column.value,) for column in Sort},
    Sort.NAME: ("name", "realm"),
    Sort.ITEM_LEVEL: ("item_level",),
    Sort.AUDIT: ("problems",),
    Sort.SEEN: ("last_seen_at",),
    Sort.FRESHNESS: ("freshness", "checked_at"),
}
"""What programs call the cells of a column: that stays when a head is worded anew."""


def keys_of(page: RosterPage) -> list[str]:
    """Return the identifiers of the cells of a row, without the moment that the rows are of."""
    return [key for column in _columns(page) for key in _KEYS[column]]


def head_of(page: RosterPage) -> list[str]:
    """Return the heads of the columns that the page shows, and of the moment that the rows are of."""
    heads = [head for column in _columns(page) for head in (LABELS[column], *_MORE_HEADS.get(column, ()))]
    return [*heads, AS_OF]


def cells_of(page: RosterPage, at: datetime) -> list[Sequence[Cell]]:
    """Return the rows in the order of the page; what nobody knows is an empty cell."""
    texts = [
        _named(page.guild.realm_name) if column is Sort.NAME else _TEXTS[column] for column in _columns(page)
    ]
    return [[*(cell for cells in texts for cell in cells(row)), at] for row in page.rows]


def _columns(page: RosterPage) -> list[Sort]:
    return [column for column in Sort if column in page.shown.columns]


def _named(home: str) -> Cells:
    """Return what tells name and realm; the page leaves out the realm that is the guild's own."""
    return lambda row: (_plain(row.name), _plain(row.realm_name) or home)


def _plain(text: Markup | None) -> str | None:
    """Return a text as it was before it was escaped for a page."""
    return None if text is None else text.unescape()


def _known(value: Markup | str | int) -> str | int | None:
    if value == UNKNOWN:
        return None
    return value.unescape() if isinstance(value, Markup) else value


def _moment(minute: str | None) -> str | None:
    """Return a minute of a row with its zone, in ISO 8601."""
    return None if minute is None else f"{minute}Z"


def _number(text: str) -> int | None:
    return None if text == UNKNOWN else int(text.replace(",", ""))
