"""Take from a card what lists of characters show. Pure."""

from webapp.cards.card import CardContents
from webapp.cards.context import CardContext
from webapp.cards.source import CardScalars
from webapp.cards.vault import filled_slots


def scalars_of(card: CardContents, context: CardContext) -> CardScalars:
    """Return the columns; what is not known is None, and an audit that does not apply found nothing."""
    gear, raids, vault, logs = card["gear"], card["raids"], card["vault"], card["logs"]
    is_judged = gear is not None and gear["audit"]["isApplied"]
    tier = None if gear is None else gear["tier"]
    slots = {
        kind: None if vault is None else filled_slots(vault, kind) for kind in ("raid", "mythic", "world")
    }
    is_known = any(filled is not None for filled in slots.values())
    return CardScalars(
        problem_count=len(gear["audit"]["problems"]) if gear is not None and is_judged else None,
        tier_pieces=None if gear is None else tier["pieces"] if tier and tier["isOfSeason"] else 0,
        vault_week_at=context.source.week.start if is_known else None,
        vault_raid=slots["raid"],
        vault_mythic=slots["mythic"],
        vault_world=slots["world"],
        raid_progress=None if raids is None else raids["summary"],
        best_log=None if logs is None else logs["best"],
    )
