"""One table of a season file: takes values out of it and collects everything that is wrong. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

T = TypeVar("T")


class BadSeasonFile(ValueError):
    """A season file that cannot be used; the message lists all its problems, one a line."""


@dataclass(slots=True)
class Table:
    """A table at a place in a file; wrong values are noted in ``problems`` and replaced by empty ones."""

    place: str
    values: Mapping[str, Any]
    problems: list[str]
    seen: set[str] = field(default_factory=set)

    def text(self, key: str) -> str:
        """Take a text that has to be there."""
        text: str = self._needed(key, self._take(key, str), default="")
        return text

    def text_or_none(self, key: str) -> str | None:
        """Take a text that may be absent."""
        text: str | None = self._take(key, str)
        return text

    def whole(self, key: str) -> int:
        """Take a whole number, at least 0, that has to be there."""
        number: int = self._needed(key, self.whole_or_none(key), default=0)
        return number

    def whole_or_none(self, key: str) -> int | None:
        """Take a whole number, at least 0, that may be absent."""
        number: int | None = self._take(key, int)
        if number is not None and number < 0:
            self.complain(key, "must not be below 0")
        return number

    def number(self, key: str) -> float:
        """Take a number that has to be there."""
        return float(self._needed(key, self._take(key, (int, float)), default=0.0))

    def flag(self, key: str) -> bool:
        """Take a yes or no that has to be there."""
        self.seen.add(key)
        value = self.values.get(key)
        if not isinstance(value, bool):
            self.complain(key, "must be true or false")
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts that has to be there."""
        return self._several(key, str)

    def wholes(self, key: str, *, is_optional: bool = False) -> tuple[int, ...]:
        """Take a list of whole numbers."""
        if is_optional and key not in self.values:
            return ()
        return self._several(key, int)

    def table(self, key: str) -> "Table":
        """Go into a table that has to be there."""
        inner: Mapping[str, Any] = self._needed(key, self._take(key, dict), default={})
        return Table(self._at(key), inner, self.problems)

    def tables(self, key: str) -> list["Table"]:
        """Go into each of a list of tables; an absent list is an empty one."""
        rows = self._take(key, list) or []
        named = [(f"{self._at(key)}[{place}]", row) for place, row in enumerate(rows)]
        for place, row in named:
            if not isinstance(row, dict):
                self.problems.append(f"{place}: must be a table")
        return [Table(place, row, self.problems) for place, row in named if isinstance(row, dict)]

    def moments(self, *, regions: tuple[str, ...]) -> dict[str, datetime]:
        """Take a moment with its offset for every region."""
        moments = {region: moment for region in regions if (moment := self._moment(region)) is not None}
        self.done()
        return moments

    def claims(self) -> dict[str, int]:
        """Take what each source says, by its name; at least one does."""
        if not self.values:
            self.problems.append(f"{self.place}: is empty")
        return {source: self.whole(source) for source in self.values}

    def complain(self, key: str, problem: str) -> None:
        """Note what is wrong with a key."""
        self.problems.append(f"{self._at(key)}: {problem}")

    def done(self) -> None:
        """Note every key that nobody took: a slip of the pen, or a file of a newer version."""
        for key in self.values.keys() - self.seen:
            self.complain(key, "is not a key that is known here")

    def _moment(self, key: str) -> datetime | None:
        moment: datetime | None = self._needed(key, self._take(key, datetime), default=None)
        if moment is not None and moment.tzinfo is None:
            self.complain(key, "needs an offset, as in 2026-08-18T15:00:00Z")
            return None
        return moment

    def _several(self, key: str, kind: type[T]) -> tuple[T, ...]:
        rows = self._needed(key, self._take(key, list), default=[])
        if any(not isinstance(row, kind) or isinstance(row, bool) for row in rows):
            self.complain(key, f"must hold nothing but {kind.__name__}")
            return ()
        if len(set(rows)) != len(rows):
            self.complain(key, "names something twice")
        return tuple(rows)

    def _take(self, key: str, kind: Any) -> Any:
        self.seen.add(key)
        value = self.values.get(key)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            self.complain(key, f"has the wrong type ({type(value).__name__})")
            return None
        return value

    def _needed(self, key: str, value: Any, *, default: Any) -> Any:
        if value is None and key not in self.values:
            self.complain(key, "is missing")
        return default if value is None else value

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
