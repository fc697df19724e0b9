"""Rules that spoil answers, and which rule meets which request."""

import threading
import time
import unicodedata
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

import orjson

from simulator.randomness import unit
from simulator.routes import Route


class Action(StrEnum):
    """What a rule does to an answer."""

    STATUS = "status"
    DELAY = "delay"
    NEVER_ANSWER = "never_answer"
    DRIP = "drip"
    DRIP_HEADERS = "drip_headers"
    TRUNCATE = "truncate"
    WRONG_CONTENT_LENGTH = "wrong_content_length"
    CHUNK_TRUNCATE = "chunk_truncate"
    CLOSE_WITHOUT_ANSWER = "close_without_answer"
    MALFORMED_JSON = "malformed_json"
    WRONG_SHAPE = "wrong_shape"
    HUGE = "huge"
    HTML_200 = "html_200"
    REDIRECT = "redirect"
    EMPTY_ROSTER = "empty_roster"
    KEEP_MEMBERS = "keep_members"
    EXTRA_MEMBERS = "extra_members"
    WRONG_GUILD_ID = "wrong_guild_id"
    DEEP_JSON = "deep_json"
    BAD_UTF8 = "bad_utf8"
    NUL_AND_SURROGATES = "nul_and_surrogates"
    # Only answers of a GraphQL endpoint change by these; `aliases`, else `fraction`, says which characters.
    GRAPHQL_ERROR = "graphql_error"
    ALIAS_ERRORS = "alias_errors"
    RANKINGS_ERROR = "rankings_error"
    # Only answers of the sign-in change by these; `value` is what they say instead, where there is a choice.
    CALLBACK_ERROR = "callback_error"
    WRONG_NONCE = "wrong_nonce"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    EXPIRED_ID_TOKEN = "expired_id_token"  # noqa: S105 - the name of an action
    BAD_SIGNATURE = "bad_signature"
    UNSIGNED_ID_TOKEN = "unsigned_id_token"  # noqa: S105 - the same
    NO_ID_TOKEN = "no_id_token"  # noqa: S105 - the same
    OTHER_KEYS = "other_keys"


class BodyKind(StrEnum):
    """What a spoiled status carries."""

    JSON = "json"
    HTML = "html"
    EMPTY = "empty"
    MAINTENANCE = "maintenance"


class Change(StrEnum):
    """What a wrong shape does to the path it names."""

    DROP = "drop"
    NULL = "null"
    RETYPE = "retype"
    ADD = "add"


class Problem(StrEnum):
    """What a GraphQL error complains of."""

    INTERNAL = "internal"
    ARCHIVED = "archived"
    PERMISSION = "permission"
    ANONYMOUS = "anonymous"


class RuleError(ValueError):
    """A rule cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRule:
    """When a rule applies, what it does, and the figures of that. Every rule may delay as well."""

    action: Action
    # Which requests: `kind` is a pattern over Kind ("character-*"); name is a character's or a guild's slug.
    kind: str = "*"
    region: str | None = None
    realm: str | None = None
    name: str | None = None
    # Only requests whose body names this: what one character in a question does to all of it.
    asks_for: str | None = None
    # Which of those: the nth matching ones (from 1), every nth, a share of them, at most `count`,
    # and only between these seconds after the rule was set.
    nth: tuple[int, ...] = ()
    every: int = 1
    probability: float = 1.0
    seed: int = 0
    count: int | None = None
    from_seconds: float = 0.0
    until_seconds: float | None = None
    # Figures of the actions.
    delay_ms: float = 0.0
    status: int = 500
    body: BodyKind = BodyKind.JSON
    retry_after: str | None = None
    bytes: int = 1
    interval_ms: float = 500.0
    difference: int = 100
    path: str = ""
    change: Change = Change.DROP
    value: Any = None
    mebibytes: float = 32.0
    gzip: bool = False
    url: str = "/_elsewhere"
    fraction: float = 0.5
    members: int = 0
    depth: int = 100_000
    aliases: tuple[str, ...] = ()
    problem: Problem = Problem.INTERNAL


def read_rule(data: Any) -> FaultRule:
    """Read a rule from JSON. Raises RuleError."""
    if not isinstance(data, dict):
        raise RuleError("a rule is an object")
    known = {one.name for one in fields(FaultRule)}
    unknown = set(data) - known
    if unknown:
        raise RuleError(f"unknown fields {sorted(unknown)}; known are {sorted(known)}")
    words = dict(data)
    try:
        words["action"] = Action(words.get("action", ""))
        words["body"] = BodyKind(words.get("body", BodyKind.JSON))
        words["change"] = Change(words.get("change", Change.DROP))
        words["problem"] = Problem(words.get("problem", Problem.INTERNAL))
        words["aliases"] = tuple(words.get("aliases", ()))
        nth = words.get("nth", ())
        words["nth"] = (nth,) if isinstance(nth, int) else tuple(nth)
        return FaultRule(**words)
    except (TypeError, ValueError) as error:
        raise RuleError(str(error)) from error


@dataclass(slots=True)
class _Standing:
    """A rule that stands, with what it has met and spoiled so far."""

    number: int
    rule: FaultRule
    since: float
    met: int = 0
    spoiled: int = 0


class FaultBook:
    """Holds the rules; the first that applies spoils the answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._standing: list[_Standing] = []
        self._next = 1

    def add(self, rules: list[FaultRule]) -> list[int]:
        """Let these rules stand, after those that do; return their numbers."""
        with self._lock:
            numbers = list(range(self._next, self._next + len(rules)))
            self._next += len(rules)
            now = time.monotonic()
            self._standing += [
                _Standing(number, rule, now) for number, rule in zip(numbers, rules, strict=True)
            ]
        return numbers

    def clear(self) -> None:
        """Drop every rule."""
        with self._lock:
            self._standing = []

    def match(self, where: Route, region: str, body: bytes = b"") -> FaultRule | None:
        """Return the rule that spoils this request, if one does."""
        if not self._standing:
            return None
        now = time.monotonic()
        with self._lock:
            for standing in self._standing:
                if _names(standing.rule, where, region, body) and _strikes(standing, now):
                    return standing.rule
        return None

    def report(self) -> list[dict[str, Any]]:
        """Return the rules with how often each was met and struck."""
        with self._lock:
            return [
                {"number": one.number, "met": one.met, "spoiled": one.spoiled, "rule": asdict(one.rule)}
                for one in self._standing
            ]


def _names(rule: FaultRule, where: Route, region: str, body: bytes) -> bool:
    return (
        (rule.kind == "*" or fnmatchcase(where.kind.value, rule.kind))
        and rule.region in {None, region}
        and rule.realm in {None, where.realm}
        and (rule.name is None or _plain(rule.name) == _plain(where.name))
        and (rule.asks_for is None or _asks_for(body, rule.asks_for))
    )


def _asks_for(body: bytes, name: str) -> bool:
    """Say whether a question names this, among its variables or in its text."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    if not isinstance(content, dict):
        return False
    return name in (content.get("variables") or {}).values() or f'"{name}"' in str(content.get("query"))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def _strikes(standing: _Standing, now: float) -> bool:
    rule, age = standing.rule, now - standing.since
    if age < rule.from_seconds or (rule.until_seconds is not None and age >= rule.until_seconds):
        return False
    standing.met += 1
    if rule.nth and standing.met not in rule.nth:
        return False
    if standing.met % rule.every or (rule.count is not None and standing.spoiled >= rule.count):
        return False
    if rule.probability < 1.0 and unit(rule.seed, standing.met) >= rule.probability:
        return False
    standing.spoiled += 1
    return True
