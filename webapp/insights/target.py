"""What a guild wants of each role, class and kind of tokens: as a form and as a document. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.insights.raid_needs import RAID_SIZE, ROLE_TARGETS
from webapp.lib.forms import BadForm, FieldProblem
from webapp.seasons.facts import TokenFacts
from webapp.web.classes import CLASS_NAMES, ROLE_NAMES, class_name

MOST = 40
"""No raid of the game has more places."""
NO_NUMBER = f"Type a whole number from 0 to {MOST}, or nothing."
TOO_MANY = f"These are more than {MOST} places: no raid has so many."
ROLE, CLASS, TOKENS, BUFF = "role", "class", "tokens", "buff"
LONGEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that can be wanted: ``key`` is its field and its identifier, ``usual`` the rule of thumb."""

    key: str
    label: str
    usual: int | None


@dataclass(frozen=True, slots=True)
class Target:
    """How many are wanted, by key; of what is not named the rule of thumb holds, if there is one."""

    numbers: Mapping[str, int] = field(default_factory=dict)

    def of(self, key: str, usual: int | None = None) -> int | None:
        """Return how many of something are wanted."""
        return self.numbers.get(key, usual)


def key_of(what: str, name: object) -> str:
    """Return the identifier of a role, a class or a kind of tokens: role_tank, class_8, tokens_dreadful."""
    plain = "".join(letter for letter in f"{what}_{name}".casefold() if letter.isalnum() or letter in " _-")
    return plain.replace(" ", "_").replace("-", "_")


def wants(tokens: TokenFacts) -> Mapping[str, Sequence[Wanted]]:
    """Return what can be wanted, by the heading of its part of the form."""
    share = token_share(tokens)
    classes = sorted(CLASS_NAMES, key=class_name)
    return {
        "Roles": [
            Wanted(key=key_of(ROLE, role), label=ROLE_NAMES[role], usual=usual)
            for role, usual in ROLE_TARGETS.items()
        ],
        "Tokens": [Wanted(key=key_of(TOKENS, one.name), label=one.name, usual=share) for one in tokens.kinds],
        "Classes": [Wanted(key=key_of(CLASS, one), label=class_name(one), usual=None) for one in classes],
    }


def token_share(tokens: TokenFacts) -> int:
    """Return an even share of a raid for each kind of tokens."""
    return -(-RAID_SIZE // len(tokens.kinds)) if tokens.kinds else 0


def read_target(form: Mapping[str, str], tokens: TokenFacts) -> Target:
    """Return what officers typed; raise BadForm for every wrong field. An empty field wants nothing."""
    parts = wants(tokens)
    typed = {one.key: form.get(one.key, "").strip() for part in parts.values() for one in part}
    problems = [FieldProblem(key, NO_NUMBER) for key, text in typed.items() if text and not _is_number(text)]
    if problems:
        raise BadForm(*problems)
    numbers = {key: int(text) for key, text in typed.items() if text}
    problems = list(_too_many(parts, numbers))
    if problems:
        raise BadForm(*problems)
    return Target(numbers)


def target_of(document: Any) -> Target:
    """Return a target as it is stored; what cannot be read wants nothing."""
    if not isinstance(document, Mapping):
        return Target()
    return Target({str(key): one for key, one in document.items() if isinstance(one, int)})


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST and int(text) <= MOST


def _too_many(parts: Mapping[str, Sequence[Wanted]], numbers: Mapping[str, int]) -> Iterator[FieldProblem]:
    """Name the first field of each part whose numbers are more than any raid has places."""
    for part in parts.values():
        if sum(numbers.get(one.key, 0) for one in part) > MOST:
            yield FieldProblem(next(one.key for one in part if one.key in numbers), TOO_MANY)
