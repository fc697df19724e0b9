"""Let go of the cards of a row that turned out to be another one's: what programs gave stays."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.cards.rows import read_rows
from webapp.cards.stored import EXTERNAL
from webapp.models import CharacterEnrichmentCache

Cache = CharacterEnrichmentCache


def let_go(session: Session, character_id: int, now: datetime) -> None:
    """Leave what programs gave for a row's name as cards of nobody; whose name it is takes them in.

    That is ``store.renamed`` of the other row, at once or when its new name becomes known. The caller
    holds this character's row.
    """
    given = {
        row.id: row.card[EXTERNAL]
        for row in read_rows(session, Cache.character_id == character_id)
        if isinstance(row.card, dict) and EXTERNAL in row.card
    }
    for row_id, card in given.items():
        loose = {"character_id": None, "player_card": card, "updated_at": now}
        session.execute(update(Cache).where(Cache.id == row_id).values(loose))
    session.execute(delete(Cache).where(Cache.character_id == character_id))
