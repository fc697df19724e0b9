"""The fields of the query language, and the words that each of them knows. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.lib.spelling import plain
from webapp.roster.choices import STATES
from webapp.web.classes import CLASS_NAMES, SPEC_NAMES
from webapp.words import Role

UNKNOWN = "unknown"
FINE, MISSING, CHEAP = "fine", "missing", "cheap"


class Field(StrEnum):
    """What can be asked about a member, as people write it."""

    NAME = "name"
    REALM = "realm"
    CLASS = "class"
    SPEC = "spec"
    ROLE = "role"
    RANK = "rank"
    LEVEL = "level"
    ITEM_LEVEL = "ilvl"
    RATING = "rating"
    PROBLEMS = "problems"
    MISSING = "missing"
    ENCHANTS = "enchants"
    GEMS = "gems"
    TIER = "tier"
    VAULT = "vault"
    RAID = "raid"
    LOG = "log"
    SEEN = "seen"
    JOINED = "joined"
    STATE = "state"
    STALE = "stale"
    ALT = "alt"
    CLAIMED = "claimed"
    NOTE = "note"


class Kind(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    NUMBER = "number"
    AGE = "age"
    WORD = "word"
    YES_NO = "yes or no"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class About:
    """What a field is: its kind, in a few words, and how a term with it looks."""

    kind: Kind
    words: str
    example: str
    most: int = 0
    """The highest number that there can be, of a field of numbers."""
    is_whole: bool = True
    can_be_unknown: bool = True


FIELDS: Mapping[Field, About] = {
    Field.NAME: About(Kind.TEXT, "part of the name", "name:jai"),
    Field.REALM: About(Kind.TEXT, "part of the realm", "realm:argent"),
    Field.CLASS: About(Kind.WORD, "class", "class:mage,priest"),
    Field.SPEC: About(Kind.WORD, "specialisation", "spec:frost"),
    Field.ROLE: About(Kind.WORD, "role", "role:healer"),
    Field.RANK: About(Kind.NUMBER, "rank, 0 leads the guild", "rank<=3", most=9, can_be_unknown=False),
    Field.LEVEL: About(Kind.NUMBER, "level", "level>=80", most=999),
    Field.ITEM_LEVEL: About(Kind.NUMBER, "equipped item level", "ilvl>=300", most=9_999),
    Field.RATING: About(Kind.NUMBER, "Mythic+ rating", "rating>2500", most=99_999, is_whole=False),
    Field.PROBLEMS: About(Kind.NUMBER, "problems in the gear", "problems>0", most=999),
    Field.MISSING: About(Kind.NUMBER, "things missing in the gear", "missing>0", most=999),
    Field.ENCHANTS: About(Kind.WORD, "enchantments", "enchants:missing"),
    Field.GEMS: About(Kind.WORD, "gems", "gems:missing"),
    Field.TIER: About(Kind.NUMBER, "pieces of the season's set", "tier>=4", most=9),
    Field.VAULT: About(Kind.NUMBER, "filled slots of this week's vault", "vault<3", most=9),
    Field.RAID: About(Kind.WORD, "highest raid difficulty", "raid:mythic"),
    Field.LOG: About(Kind.NUMBER, "mean of the best percentiles", "log>=75", most=100, is_whole=False),
    Field.SEEN: About(Kind.AGE, "time since the last log-out", "seen<14d"),
    Field.JOINED: About(Kind.AGE, "time since a roster first told of it", "joined<14d"),
    Field.STATE: About(Kind.WORD, "freshness of the data", "state:late", can_be_unknown=False),
    Field.STALE: About(
        Kind.YES_NO, "whether the data is late, stale, failing, parked or missing", "stale:yes"
    ),
    Field.ALT: About(Kind.YES_NO, "whether it is an alt; alone, alt means alt:yes", "-alt"),
    Field.CLAIMED: About(Kind.YES_NO, "whether its player has signed in", "claimed:no"),
    Field.NOTE: About(Kind.NOTE, 'whether officers wrote a note, or "words" of it', "note:yes"),
}
"""In the order in which they are offered."""
OTHER_NAMES: dict[str, Field] = {
    "itemlevel": Field.ITEM_LEVEL,
    "gear": Field.ITEM_LEVEL,
    "io": Field.RATING,
    "mplus": Field.RATING,
    "problem": Field.PROBLEMS,
    "audit": Field.PROBLEMS,
    "enchant": Field.ENCHANTS,
    "gem": Field.GEMS,
    "logs": Field.LOG,
    "lastseen": Field.SEEN,
    "freshness": Field.STATE,
    "alts": Field.ALT,
    "notes": Field.NOTE,
    "specialisation": Field.SPEC,
    "specialization": Field.SPEC,
}
ALONE: Mapping[str, Field] = {"alt": Field.ALT, "alts": Field.ALT}
"""Words that are a term by themselves."""
JOINERS = frozenset({"and", "or", "not"})
RESERVED = JOINERS | set(ALONE)
"""Words of the language: who looks for a name that has one puts it in quotes."""


def spelled(text: str) -> str:
    """Return a word without what people write in different ways: case, accents, blanks, hyphens."""
    return re.sub(r"[\W_]", "", plain(text))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


CLASS_IDS: Mapping[str, int] = {_slug(name): class_id for class_id, name in sorted(CLASS_NAMES.items())}
SPEC_IDS: Mapping[str, tuple[int, ...]] = {
    _slug(name): tuple(spec_id for spec_id, other in SPEC_NAMES.items() if other == name)
    for name in sorted(set(SPEC_NAMES.values()))
}
DAMAGE = "dps"
ROLE_WORDS: Mapping[str, tuple[Role, ...]] = {
    **{role.value: (role,) for role in Role},
    DAMAGE: (Role.MELEE, Role.RANGED),
}
RAID_LETTERS: Mapping[str, str] = {"mythic": "M", "heroic": "H", "normal": "N", "lfr": "L"}
"""How a difficulty ends a raid progress such as 6/9 M."""
STATE_WORDS: Mapping[str, str] = {state.value.replace("_", "-"): state.value for state in STATES}
KNOWN: Mapping[Field, tuple[str, ...]] = {
    Field.CLASS: (*CLASS_IDS, UNKNOWN),
    Field.SPEC: (*SPEC_IDS, UNKNOWN),
    Field.ROLE: (*ROLE_WORDS, UNKNOWN),
    Field.ENCHANTS: (MISSING, CHEAP, FINE, UNKNOWN),
    Field.GEMS: (MISSING, CHEAP, FINE, UNKNOWN),
    Field.RAID: (*RAID_LETTERS, UNKNOWN),
    Field.STATE: tuple(STATE_WORDS),
}
"""The words of each field that has its own."""
SHORT: Mapping[str, str] = {
    "dk": "death-knight",
    "dh": "demon-hunter",
    "lock": "warlock",
    "pala": "paladin",
    "heal": "healer",
    "heals": "healer",
    "damage": DAMAGE,
    "bm": "beast-mastery",
    "resto": "restoration",
    "ok": FINE,
    "none": UNKNOWN,
}
"""What people write for short."""
YES, NO = frozenset({"yes", "true", "y"}), frozenset({"no", "false", "n"})


def field_named(word: str) -> Field | None:
    """Return the field that a word means, if it means one."""
    return _BY_NAME.get(spelled(word))


def word_of(field: Field, typed: str) -> str | None:
    """Return the word of a field that somebody typed in whatever spelling, if it knows it."""
    key = spelled(typed)
    found = _BY_WORD[field].get(key)
    return found if found is not None else _BY_WORD[field].get(spelled(SHORT.get(key, "")))


_BY_NAME = {spelled(one.value): one for one in Field} | OTHER_NAMES
_BY_WORD = {of: {spelled(word): word for word in words} for of, words in KNOWN.items()}
