"""Why somebody is not signed in, in our own words: what the provider says is never shown. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says, and its status."""

    status: HTTPStatus
    title: str
    sentence: str


class Refusal(StrEnum):
    """Why somebody is not signed in; the value is what the log says."""

    NOT_BEGUN = "not_begun"
    TOO_LATE = "too_late"
    DECLINED = "declined"
    PROVIDER_ERROR = "provider_error"
    NOT_PROVEN = "not_proven"
    NOT_REACHED = "not_reached"
    NOT_UNDERSTOOD = "not_understood"
    NOT_SET_UP = "not_set_up"
    NO_ADDRESS = "no_address"

    @property
    def words(self) -> Words:
        """What to tell the person."""
        return _WORDS[self]


class TurnedAway(Exception):
    """Somebody is not signed in; ``reason`` is one more word for the log, never the provider's."""

    def __init__(self, refusal: Refusal, reason: str = "") -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.reason = reason


_NOT_SIGNED_IN = "You are not signed in"
_NOT_NOW = "Battle.net cannot be asked just now"
_WORDS = {
    Refusal.NOT_BEGUN: Words(
        HTTPStatus.BAD_REQUEST,
        _NOT_SIGNED_IN,
        "This sign-in was not begun in this browser, or it was used before. Begin again here.",
    ),
    Refusal.TOO_LATE: Words(
        HTTPStatus.BAD_REQUEST,
        _NOT_SIGNED_IN,
        "More than ten minutes went by at Battle.net, so this sign-in has lapsed. Begin again here.",
    ),
    Refusal.DECLINED: Words(
        HTTPStatus.BAD_REQUEST,
        _NOT_SIGNED_IN,
        "You chose at Battle.net not to sign in here. Nothing was read, and nothing was stored.",
    ),
    Refusal.PROVIDER_ERROR: Words(
        HTTPStatus.BAD_GATEWAY,
        _NOT_SIGNED_IN,
        "Battle.net sent you back without signing you in. Nothing was read. Try again here.",
    ),
    Refusal.NOT_PROVEN: Words(
        HTTPStatus.BAD_REQUEST,
        _NOT_SIGNED_IN,
        "What came back does not prove who you are. Nothing was read. Begin again here.",
    ),
    Refusal.NOT_REACHED: Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _NOT_NOW,
        "It does not answer, or not in time. Try again in a minute; who is signed in already stays so.",
    ),
    Refusal.NOT_UNDERSTOOD: Words(
        HTTPStatus.BAD_GATEWAY,
        _NOT_NOW,
        "It answers, but not so that anybody is signed in. Who runs this server finds the reason in its log.",
    ),
    Refusal.NOT_SET_UP: Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Signing in is not set up here",
        "Who runs this server has to give it a client id and secret of Battle.net first.",
    ),
    Refusal.NO_ADDRESS: Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Signing in is not set up here",
        "Who runs this server has to set PUBLIC_URL to the address under which these pages are reached.",
    ),
}
