"""The gear of a player card: slots, audit, set. Pure."""

from typing import NotRequired, TypedDict

from webapp.cards.card_part import Part


class Enchant(TypedDict):
    """An enchantment; ``grade`` is "good", "cheap" or "unrecognised".

    ``rank`` of ``ranks`` is known where the game draws it beside the name.
    """

    id: int | None
    name: str | None
    grade: str
    rank: NotRequired[int | None]
    ranks: NotRequired[int | None]


class Gem(TypedDict):
    """A socket; without an id it is empty. ``grade`` as of an enchantment, or "missing"."""

    id: int | None
    name: str | None
    socket: str | None
    grade: str


class GearSlot(TypedDict):
    """One worn item. ``slot`` and ``quality`` are Battle.net's words, ``level`` the item level.

    ``track`` and ``step`` are known where the game says them ("Hero", 4 of 6). ``enchant`` is None where the
    slot cannot be enchanted this season or has none; ``problems`` says which.
    """

    slot: str
    itemId: int
    name: str | None
    quality: str | None
    level: int | None
    track: str | None
    step: int | None
    steps: int | None
    enchant: Enchant | None
    gems: list[Gem]
    setName: str | None
    isTier: bool
    isCrafted: bool
    isEmbellished: bool
    bonusIds: list[int]
    problems: list[str]


class Problem(TypedDict):
    """One thing to mend: ``kind`` is a word of ``gear_audit.ProblemKind``, ``says`` a whole sentence."""

    kind: str
    slot: str
    state: str
    says: str


class Audit(TypedDict):
    """The gear audit: what is missing or cheap, and what this version does not recognise (no accusation).

    ``isApplied`` is False for characters of whom nothing can be asked yet, and in an unknown season; ``note``
    says why, and when so much is unrecognised that the season's facts are out of date.
    """

    isApplied: bool
    note: str | None
    problems: list[Problem]
    unrecognised: int
    isSeasonKnown: bool
    upgradesLeft: int | None
    embellishments: int
    crafted: int


class TierSet(TypedDict):
    """A class set: pieces worn and which bonuses are active; an older season's is not ``isOfSeason``."""

    name: str | None
    pieces: int
    of: int
    activeBonuses: list[int]
    isOfSeason: bool


class Gear(Part):
    """Equipment in the order of the game's own character pane."""

    slots: list[GearSlot]
    emptySlots: list[str]
    tier: TierSet | None
    audit: Audit
