"""Add to the history what builds of cards tell, in the transaction that writes the cards."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.cards.deeds import new_deeds
from webapp.cards.writing import CardWrite
from webapp.history.deeds import write_deeds
from webapp.history.facts import Deeds
from webapp.history.snapshots import take_changed


def record(session: Session, writes: Sequence[CardWrite], now: datetime, *, known: Collection[int]) -> None:
    """Take a snapshot of whom differs from the last one, and write down new runs and kills.

    ``known`` have a history: of these the card before has told the rest already. A build that failed
    tells nothing.
    """
    built = [write for write in writes if write.scalars is not None]
    by_week: dict[datetime, list[int]] = defaultdict(list)
    for write in built:
        by_week[write.source.week.start].append(write.source.character_id)
    for week_start, ids in by_week.items():
        take_changed(session, ids, week_start=week_start, now=now)
    told = {write.source.character_id: _news(write, known) for write in built}
    write_deeds(session, {one: deeds for one, deeds in told.items() if deeds.runs or deeds.kills}, now)


def _news(write: CardWrite, known: Collection[int]) -> Deeds:
    stored, has_history = write.stored, write.source.character_id in known
    before = stored.card if stored is not None and stored.is_built else None
    card = write.columns.get("player_card", None if has_history else before)
    if card is None:
        return Deeds()
    return new_deeds(before if has_history else None, card)
