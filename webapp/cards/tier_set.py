"""Find the class set that a character wears. Pure."""

from collections.abc import Mapping

from webapp.cards.card_gear import TierSet
from webapp.cards.reading import Document, child_of, count_of, name_of, rows_of, whole_of
from webapp.seasons.facts import TierFacts

PIECES = 5
"""A class set has five pieces and bonuses for two and four of them."""
BONUSES = {2, 4}


def tier_set(
    equipment: Document, items: Mapping[str, Document], facts: TierFacts
) -> tuple[TierSet | None, int | None]:
    """Return the season's class set, else the older one with most pieces, and the set's id."""
    sets = {number: one for one in _sets(equipment, items) if (number := _id_of(one)) is not None}
    found = [(number in facts.set_ids, _pieces(one, number, items), number) for number, one in sets.items()]
    classy = [row for row in found if row[0] or _is_class_set(sets[row[2]])]
    if not classy:
        return None, None
    is_of_season, pieces, number = max(classy)
    tier: TierSet = {
        "name": name_of(sets[number], "item_set"),
        "pieces": pieces,
        "of": len(rows_of(sets[number], "items")) or PIECES,
        "activeBonuses": _active(sets[number]),
        "isOfSeason": is_of_season,
    }
    return tier, number


def _sets(equipment: Document, items: Mapping[str, Document]) -> list[Document]:
    """Return the worn sets; before patch 8.3 only the items told of them."""
    worn = list(rows_of(equipment, "equipped_item_sets"))
    return worn or [child_of(item, "set") for item in items.values() if "set" in item]


def _id_of(one: Document) -> int | None:
    return whole_of(child_of(one, "item_set").get("id"))


def _pieces(one: Document, number: int, items: Mapping[str, Document]) -> int:
    told = sum(1 for item in rows_of(one, "items") if item.get("is_equipped") is True)
    worn = sum(1 for item in items.values() if _id_of(child_of(item, "set")) == number)
    return told or worn


def _is_class_set(one: Document) -> bool:
    needed = {count_of(effect.get("required_count")) for effect in rows_of(one, "effects")}
    return needed >= BONUSES


def _active(one: Document) -> list[int]:
    effects = [effect for effect in rows_of(one, "effects") if effect.get("is_active") is True]
    return sorted(count_of(effect.get("required_count")) for effect in effects)
