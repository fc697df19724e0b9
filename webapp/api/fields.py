"""The kinds of values that programs send, for marshmallow: names, moments, regions."""

import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

from webapp.lib.names import LONGEST_NAME, BadName, checked_name, has_room
from webapp.words import REGIONS

EARLIEST_YEAR, LATEST_YEAR = 2000, 9998
"""Before them there was no World of Warcraft; behind them a change of the zone has no date."""
NAME = r"^[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd/\\?#%]+$"
"""U+FFFD stands for bytes that were no text: a name that has it was not read right."""
DIGITS = re.compile(r"-?[0-9]{1,18}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REGION = "^(" + "|".join("".join(f"[{a.upper()}{a}]" for a in region) for region in REGIONS) + ")$"


class Spelled(validate.Regexp):
    """Holds for texts that match a pattern as a whole; Python's ``$`` would let a line end through."""

    def __call__(self, value: Any) -> Any:
        """Return the text, or raise ValidationError."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


class Region(fields.String):
    """A region in any case; lower case inside."""

    def __init__(self) -> None:
        names = ", ".join(REGIONS)
        wrong = f"There is no such region; use one of {names.upper()}."
        super().__init__(
            required=True,
            validate=Spelled(REGION, error=wrong),
            metadata={"description": f"One of {names.upper()}, in any case.", "example": "EU"},
        )

    def deserialize(self, *args: Any, **kwargs: Any) -> Any:
        """Return the region in lower case."""
        return super().deserialize(*args, **kwargs).lower()


class Name(fields.String):
    """The name of a character or realm, in NFC and without outer blanks."""

    def __init__(self, what: str, *, description: str, example: str) -> None:
        wrong = f"There is a letter that no {what} has."
        super().__init__(
            required=True,
            validate=[validate.Length(1, LONGEST_NAME), Spelled(NAME, error=wrong)],
            metadata={"description": description, "example": example},
        )
        self.what = what

    def deserialize(self, *args: Any, **kwargs: Any) -> Any:
        """Return the tidy name, or raise ValidationError."""
        try:
            name = checked_name(super().deserialize(*args, **kwargs), what=self.what)
        except BadName as error:
            raise ValidationError(f"{str(error).capitalize()}.") from error
        if not has_room(name):
            raise ValidationError(f"This {self.what} is too long.")
        return name


class WholeNumber(fields.Integer):
    """A whole number of an address, in the digits 0 to 9 alone: Python would take others too, and blanks."""

    def __init__(
        self, lowest: int, highest: int, *, default: int | None, description: str | None = None
    ) -> None:
        super().__init__(
            load_default=default,
            validate=validate.Range(lowest, highest),
            metadata={} if description is None else {"description": description},
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if not (isinstance(value, str) and DIGITS.fullmatch(value)):
            raise ValidationError("Not a whole number in the digits 0 to 9.")
        return super()._deserialize(value, *args, **kwargs)


class DayOfAddress(fields.Date):
    """A day of an address as YYYY-MM-DD, not in the shorter forms of ISO 8601; None where left out."""

    def __init__(self, description: str, *, data_key: str | None = None) -> None:
        super().__init__(load_default=None, data_key=data_key, metadata={"description": description})

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if not (isinstance(value, str) and DAY.fullmatch(value)):
            raise ValidationError("Not a day as YYYY-MM-DD.")
        return super()._deserialize(value, *args, **kwargs)


class Moment(fields.AwareDateTime):
    """A moment with its zone, or null; UTC inside."""

    def __init__(self, description: str) -> None:
        metadata = {"description": description, "example": "2026-02-01T12:00:00Z"}
        super().__init__(format="iso", allow_none=True, metadata=metadata)

    def deserialize(self, *args: Any, **kwargs: Any) -> Any:
        """Return the moment in UTC, or raise ValidationError."""
        moment = super().deserialize(*args, **kwargs)
        if not isinstance(moment, datetime):  # left out, or null
            return moment
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValidationError(f"The year is not between {EARLIEST_YEAR} and {LATEST_YEAR}.")
        return moment.astimezone(UTC)
