"""What the page of a guild's tokens shows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from webapp.lib.forms import Choice, Draft
from webapp.permissions.audience_words import Audience
from webapp.permissions.tokens import Scope
from webapp.tokens.forms import LIVES, USUAL_LIFE
from webapp.web.guild_heads import GuildHead

SCOPE_WORDS: Mapping[Scope, str] = {
    Scope.CACHE_READ: "Read the cards of the guild's characters",
    Scope.CACHE_WRITE: "Give cards of the guild's characters, and delete what was given",
    Scope.CHARACTERS_READ: "Read the guild's characters with the age of everything",
}


class State(StrEnum):
    """How a token stands."""

    IN_USE = "in use"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A token as the list shows it; never its secret part."""

    id: int
    name: str
    prefix: str
    scopes: Sequence[str]
    made_by: str | None
    maker_may: bool
    """Whether who made it may still make tokens here; the token goes on working all the same."""
    made_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDraft(Draft[Sequence[str]]):
    """What somebody typed into the form that makes a token, and what it offers."""

    @property
    def name(self) -> str:
        """What stands in the field of the name."""
        return next(iter(self.fields.get("name", ())), "")

    @property
    def scopes(self) -> Sequence[Choice]:
        """What a token may do."""
        chosen = self.fields.get("scope", ())
        return [Choice(scope.value, words, scope.value in chosen) for scope, words in SCOPE_WORDS.items()]

    @property
    def lives(self) -> Sequence[Choice]:
        """For how long a token is good."""
        chosen = next(iter(self.fields.get("days", ())), str(USUAL_LIFE))
        return [Choice(str(one), f"{one} days", str(one) == chosen) for one in LIVES]


def state_of(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> State:
    """Return how a token stands."""
    if revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if expires_at is not None and expires_at <= now else State.IN_USE


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensPage:
    """The tokens of a guild; ``secret`` is one that was made just now, shown this once."""

    guild: GuildHead
    audience: Audience
    rows: Sequence[TokenRow]
    draft: TokenDraft
    newest: int
    """The number of the token that was made last, 0 of none: a form that knows another was sent before."""
    secret: str | None = None
    made: str | None = None
