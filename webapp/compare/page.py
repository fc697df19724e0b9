"""What the comparison shows: a column of each character or guild, and rows of what they have. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from webapp.characters.gear_page import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one has of a row; ``less`` is how much less than the most, empty where nothing differs."""

    text: str
    quality: str = ""
    note: str = ""
    less: str = ""
    is_most: bool = False
    marks: Sequence[Mark] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, and what each has of it."""

    head: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Whom a column is about."""

    name: str
    path: str
    line: str
    class_id: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as a table."""

    key: str
    title: str
    columns: Sequence[Column]
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """The page; the fields hold what was typed, and room for more."""

    at: datetime
    tables: Sequence[Table]
    character_fields: Sequence[str]
    guild_fields: Sequence[str]
    problems: Sequence[str]

    def export_url(self, table: Table) -> str:
        """Return where a table is handed out as a file."""
        field, typed = ("g", self.guild_fields) if table.key == "guilds" else ("c", self.character_fields)
        return "/compare/csv?" + urlencode([("of", table.key), *((field, one) for one in typed if one)])
