"""Build the gear of a card. Pure."""

from webapp.cards.card_gear import Gear
from webapp.cards.context import CardContext
from webapp.cards.gear_audit import Worn, audit_gear, empty_slots
from webapp.cards.gear_slots import gear_slot, worn_items
from webapp.cards.reading import Document
from webapp.cards.tier_set import tier_set
from webapp.words import Section


def gear_part(
    equipment: Document, context: CardContext, *, level: int | None, item_level: int | None
) -> Gear:
    """Return the slots in the order of the pane, the class set and the audit."""
    items = worn_items(equipment)
    tier, tier_id = tier_set(equipment, items, context.season.tier)
    tier_ids = frozenset() if tier_id is None else frozenset({tier_id})
    slots = [gear_slot(slot, item, context.season, tier_ids) for slot, item in items.items()]
    worn = Worn(slots, items, level, item_level, context.is_seen_this_season)
    return {
        **context.part(Section.EQUIPMENT),
        "slots": slots,
        "emptySlots": empty_slots(items),
        "tier": tier,
        "audit": audit_gear(worn, context.season),
    }
