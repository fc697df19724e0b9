"""The words in which the product says what went wrong, who can mend it and when it is tried again."""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Who can mend an error."""

    PLAYER = "player"
    NOBODY = "nobody"
    TIME = "time"
    ADMIN = "admin"
    DEVELOPER = "developer"


class RetryRule(StrEnum):
    """What happens next to the thing that failed."""

    WEEKLY = "weekly"
    NEVER = "never"
    AT_RESET = "at_reset"
    BACK_OFF = "back_off"
    STOP_ALL = "stop_all"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a page says beside an error word."""

    who: Who
    sentence: str
    retry: RetryRule


class ErrorWord(StrEnum):
    """Why something could not be brought up to date."""

    NOT_FOUND = "not_found"
    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    UPSTREAM = "upstream"
    TIMEOUT = "timeout"
    AUTH = "auth"
    SCHEMA = "schema"
    BUG = "bug"

    @property
    def who(self) -> Who:
        """Who can mend it."""
        return ADVICE[self].who

    @property
    def sentence(self) -> str:
        """What to tell a reader."""
        return ADVICE[self].sentence

    @property
    def retry(self) -> RetryRule:
        """When it is tried again."""
        return ADVICE[self].retry


ADVICE = {
    ErrorWord.NOT_FOUND: Advice(
        Who.PLAYER,
        "Blizzard has no public profile: renamed, transferred, deleted, or not logged in for long.",
        RetryRule.WEEKLY,
    ),
    ErrorWord.INVALID: Advice(
        Who.NOBODY, "Blizzard says this profile is no longer valid; its data was removed.", RetryRule.NEVER
    ),
    ErrorWord.FORBIDDEN: Advice(Who.PLAYER, "The player has hidden this.", RetryRule.WEEKLY),
    ErrorWord.RATE_LIMITED: Advice(
        Who.TIME,
        "The allowance of calls is used up for the moment; it goes on by itself.",
        RetryRule.AT_RESET,
    ),
    ErrorWord.UPSTREAM: Advice(Who.TIME, "Blizzard is having trouble.", RetryRule.BACK_OFF),
    ErrorWord.TIMEOUT: Advice(Who.TIME, "Blizzard did not answer in time.", RetryRule.BACK_OFF),
    ErrorWord.AUTH: Advice(Who.ADMIN, "Blizzard refused our API key.", RetryRule.STOP_ALL),
    ErrorWord.SCHEMA: Advice(
        Who.DEVELOPER, "Blizzard's answer was not what we expected; a sample is kept.", RetryRule.PARK
    ),
    ErrorWord.BUG: Advice(Who.DEVELOPER, "Something in Muster is wrong; it has been noted.", RetryRule.PARK),
}
