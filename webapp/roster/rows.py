"""One line of the roster, ready to print: every word, class name and time is decided here."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from webapp.freshness.state_column import CODES, WORST_LAST
from webapp.freshness.states import Facts, FreshnessState
from webapp.freshness.telling import Moments
from webapp.freshness.why import explain
from webapp.roster.card_figures import audit_mark, audit_words, log_words, vault_words
from webapp.roster.minutes import moment_of
from webapp.roster.moment import Moment
from webapp.roster.nesting import Nesting
from webapp.roster.relatives import Kin, Relative, kin_of
from webapp.roster.scale import Scale
from webapp.web.classes import ROLE_NAMES, UNKNOWN, class_name, spec_name
from webapp.web.freshness_words import STATE_WORDS
from webapp.words import Role

NEUTRAL = "none"
_ROLES: dict[str | None, tuple[str, str]] = {role.value: (role.value, ROLE_NAMES[role]) for role in Role}
_NO_ROLE = (NEUTRAL, UNKNOWN)
_STATES = [state.value for state in WORST_LAST]
_STATE_WORDS = [STATE_WORDS[state] for state in WORST_LAST]
_FRESH = CODES[FreshnessState.FRESH]


class StoredMember(NamedTuple):
    """A member as the one query over rows returns it: first what the census counts, then the rest.

    ``role`` is what counts, override included; times are ``utc_minute``.
    """

    rank: int
    class_id: int | None
    role: str | None
    item_level: int | None
    id: int
    user_id: int | None
    main_id: int | None
    main_set_by: str | None
    state: int
    realm: str
    name: str
    realm_name: str | None
    spec_id: int | None
    has_role_override: int
    level: int | None
    average_item_level: int | None
    mythic_rating: float | None
    mythic_rating_color: str | None
    problems: int | None
    missing: int | None
    problem_summary: str | None
    tier_pieces: int | None
    is_vault_of_this_week: int | None
    vault_raid: int | None
    vault_mythic: int | None
    vault_world: int | None
    raid_progress: str | None
    best_log: float | None
    seen: str | None
    checked: str | None
    attempted: str | None
    outcome: str | None
    failures: int


class MemberRow(NamedTuple):
    """A printed line; ``_table.html`` unpacks it in this order.

    The rows are printed without automatic escaping, which would cost more than everything else together;
    so each text that people or Blizzard wrote is escaped here, once, and is ``Markup``.
    """

    id: int
    path: str
    name: Markup
    realm_name: Markup | None
    class_id: int
    class_name: str
    spec_name: str
    role: str
    role_name: str
    has_role_override: int
    rank: str
    rank_name: Markup
    level: int | str
    item_level: int | str
    average_item_level: int | None
    bar: int
    rating: str
    rating_color: Markup | None
    problems: int | None
    problem_words: Markup | str | None
    audit: str
    worst: int | None
    more: int | None
    tier: int | str
    vault: str
    vault_words: str
    raid: Markup | str
    log: str
    log_band: str
    seen: str | None
    state: str
    state_word: str
    checked: str | None
    reason: Markup | None
    kin: Kin | None
    is_noted: bool


class RowPrinter:
    """Turns stored members into lines; one for a page, because ranks, scale and clock are the page's."""

    def __init__(
        self,
        *,
        cards: str,
        ranks: Mapping[int, tuple[str, str]],
        scale: Scale,
        moment: Moment,
        noted: frozenset[int] = frozenset(),
    ) -> None:
        self._cards = cards
        self._ranks = {rank: (number, escape(name)) for rank, (name, number) in ranks.items()}
        self._escaped: dict[str, Markup] = {}
        self._realms: dict[str, str] = {}
        self._scale = scale
        self._moment = moment
        telling = Moments(moment.now)  # a roster is kept, and an age would soon be wrong
        self._explain = partial(explain, now=moment.now, reset_at=moment.seen_reset_at, telling=telling)
        self._noted = noted

    def lines(self, members: Iterable[Sequence[Any]], nesting: Nesting) -> list[MemberRow]:
        """Return the lines of a page in their order; a member has the fields of ``StoredMember``.

        Who is read but has no line is only named: the main of somebody, or an alt.
        """
        known = {member.id: member for member in map(StoredMember._make, members)}
        kin = self._kin(known, nesting) if nesting.mains else {}
        return [
            MemberRow(
                *self._who(member),
                *self._figures(member),
                *self._card(member),
                *self._freshness(member),
                *self._marks(member.id, kin),
            )
            for member in (known[one] for one in nesting.lines if one in known)
        ]

    def _marks(self, character_id: int, kin: Mapping[int, Kin]) -> tuple[Any, ...]:
        return kin.get(character_id), character_id in self._noted

    def _kin(self, known: Mapping[int, StoredMember], nesting: Nesting) -> Mapping[int, Kin]:
        named = (known[key] for key in nesting.named if key in known)
        return kin_of(nesting, {one.id: Relative(self._path(one), escape(one.name)) for one in named})

    def _path(self, member: StoredMember) -> str:
        realm = member.realm
        if realm not in self._realms:
            self._realms[realm] = f"{self._cards}/{quote(realm)}/"
        name = member.name
        is_plain = name.isascii() and name.isalnum()  # most are, and asking is cheaper
        return self._realms[realm] + (name if is_plain else quote(name, safe=""))

    def _who(self, member: StoredMember) -> tuple[Any, ...]:
        return (
            member.id,
            self._path(member),
            escape(member.name),
            None if member.realm_name is None else self._few(member.realm_name),
            member.class_id or 0,
            class_name(member.class_id),
            spec_name(member.spec_id),
            *_ROLES.get(member.role, _NO_ROLE),
            member.has_role_override,
            *self._ranks[member.rank],
        )

    def _figures(self, member: StoredMember) -> tuple[Any, ...]:
        equipped, rating, color = member.item_level, member.mythic_rating, member.mythic_rating_color
        return (
            UNKNOWN if member.level is None else member.level,
            UNKNOWN if equipped is None else equipped,
            member.average_item_level,
            self._scale.step(equipped),
            UNKNOWN if rating is None else f"{rating:,.0f}",
            None if color is None else self._few(color),
        )

    def _card(self, member: StoredMember) -> tuple[Any, ...]:
        problems, progress = member.problems, member.raid_progress
        is_known = member.is_vault_of_this_week == 1
        counts = (member.vault_raid, member.vault_mythic, member.vault_world) if is_known else None
        return (
            problems,
            self._few(audit_words(problems, member.problem_summary)) if problems else None,
            *audit_mark(problems, member.missing),
            UNKNOWN if member.tier_pieces is None else member.tier_pieces,
            *vault_words(counts),
            UNKNOWN if progress is None else self._few(progress),
            *log_words(member.best_log),
        )

    def _freshness(self, member: StoredMember) -> tuple[Any, ...]:
        return (
            member.seen,
            _STATES[member.state],
            _STATE_WORDS[member.state],
            member.checked,
            None if member.state == _FRESH else self._reason(member),
        )

    def _few(self, text: str) -> Markup:
        """Escape a text that many rows share."""
        if text not in self._escaped:
            self._escaped[text] = escape(text)
        return self._escaped[text]

    def _reason(self, member: StoredMember) -> Markup:
        facts = Facts(
            attempted_at=moment_of(member.attempted),
            succeeded_at=moment_of(member.checked),
            observed_at=moment_of(member.seen),
            outcome=member.outcome,
            failures=member.failures,
        )
        return escape(self._explain(facts).sentence)
