"""What is stored about a character, for page tests: checked at noon, with only the relevant argument."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.characters.cards import tidy_card
from tests.support.roll import NOON
from webapp.characters.address import CharacterAddress
from webapp.characters.facts import CharacterFacts, GuildFacts, StoredCard
from webapp.freshness.sections import SectionFacts
from webapp.freshness.states import Facts
from webapp.words import CardStatus, Faction, Role, Section

CHECKED = NOON - timedelta(minutes=12)
PLAYED = NOON - timedelta(hours=3)
RESET = NOON.replace(day=18, hour=4)
"""When the week of the tidy card began."""
ADDRESS = CharacterAddress(region="eu", realm="argent-dawn", realm_name="Argent Dawn", name="Nildank")
FRESH = Facts(
    attempted_at=CHECKED,
    succeeded_at=CHECKED,
    changed_at=PLAYED,
    observed_at=PLAYED,
    outcome="ok",
    next_due_at=NOON + timedelta(hours=3),
)


def section(outcome: str = "ok", **facts: Any) -> SectionFacts:
    """Return the facts of a section that was read at the last look."""
    return replace(
        SectionFacts(attempted_at=CHECKED, succeeded_at=CHECKED, changed_at=PLAYED, outcome=outcome), **facts
    )


def known(card: dict[str, Any] | None = None, **facts: Any) -> CharacterFacts:
    """Return a tidy raider, or one with this card."""
    document = tidy_card() if card is None else card
    return replace(TIDY, card=stored(document), reset_at=RESET, **facts)


def stored(
    document: dict[str, Any], status: CardStatus = CardStatus.COMPLETE, error: str | None = None
) -> StoredCard:
    """Return a card as it is stored."""
    return StoredCard(document=document, status=status, error=error, built_at=CHECKED)


TIDY = CharacterFacts(
    id=7,
    address=ADDRESS,
    class_id=11,
    level=90,
    role=Role.RANGED,
    faction=Faction.ALLIANCE,
    item_level=312,
    average_item_level=313,
    guild=GuildFacts(
        name="Lantern Watch", path="/guilds/eu/argent-dawn/lantern-watch/", rank=2, rank_name="Raider"
    ),
    freshness=FRESH,
    reset_at=None,
    logs_due_at=NOON + timedelta(hours=9),
    is_logs_connected=True,
    sections={name: section() for name in Section},
)
NEVER = replace(TIDY, card=None, sections={}, item_level=None, average_item_level=None, freshness=Facts())
