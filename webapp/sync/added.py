"""Keep the names that people typed to add a character, and ask Battle.net about those to be previewed."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.clients.battlenet import BattleNet, BattleNetError
from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.clients.battlenet.regions import Region
from webapp.database import transaction
from webapp.lib.errors import ErrorWord
from webapp.lib.names import LONGEST_NAME, name_key
from webapp.models import AddedCharacter
from webapp.models.forgotten import forgotten_among, is_address_forgotten
from webapp.models.upsert import upsert
from webapp.sync.pausing import pauses_at

ADDED_KEPT_FOR = timedelta(days=7)
"""For so long a name that somebody typed is found by them, whatever its look brings."""
PREVIEW_WANTED_FOR = timedelta(minutes=10)
"""Nobody waits longer for a preview: what was asked before is not asked any more."""
MOST_TYPED = 50
"""Names that are kept of each person; the oldest make room."""
HANDFUL = 200
FOUND = "ok"
KEY = ("user_id", "region", "realm", "name_key")
ANSWER = ("answered_at", "outcome", "level", "item_level", "guild_name")
"""What another look begins without; a class stays, which a person may have said."""
log = structlog.get_logger()


def keep_typed(
    session: Session, user_id: int, address: tuple[str, str, str], *, is_saved: bool, now: datetime
) -> None:
    """Keep a name for whoever typed it: asked about anew, or saved with the answer that is there.

    ``address`` is region, slug of the realm, and name.
    """
    region, realm, name = address
    row: dict[str, Any] = {"user_id": user_id, "region": region, "realm": realm}
    row |= {"name": name, "name_key": name_key(name)}
    fresh = {"saved_at": now} if is_saved else {"asked_at": now, **dict.fromkeys(ANSWER)}
    upsert(session, AddedCharacter, [row | fresh], keys=KEY, columns=("name", *fresh), now=now)
    latest = AddedCharacter.updated_at.desc()
    older = select(AddedCharacter.id).where(AddedCharacter.user_id == user_id).order_by(latest)
    ids = session.scalars(older.offset(MOST_TYPED)).all()
    if ids:
        session.execute(delete(AddedCharacter).where(AddedCharacter.id.in_(ids)))


def say_class(session: Session, user_id: int, address: tuple[str, str, str], class_id: int) -> None:
    """Keep the class that somebody says a name has, until Battle.net tells it."""
    region, realm, name = address
    typed = AddedCharacter
    there = (typed.region == region, typed.realm == realm, typed.name_key == name_key(name))
    session.execute(update(typed).where(typed.user_id == user_id, *there).values(class_id=class_id))


def next_preview(session: Session, now: datetime) -> AddedCharacter | None:
    """Return the name whose preview has been waited for longest; none while Battle.net is not asked."""
    wanted = (AddedCharacter.answered_at.is_(None), AddedCharacter.asked_at > now - PREVIEW_WANTED_FOR)
    query = select(AddedCharacter).where(*wanted).order_by(AddedCharacter.asked_at, AddedCharacter.id)
    found = session.scalars(query.limit(1)).first()
    return None if found is None or pauses_at(session, now).stop_battlenet else found


def is_preview_wanted(now: datetime) -> bool:
    """Say whether anybody waits for a preview that may be asked for."""
    with transaction() as session:
        return next_preview(session, now) is not None


def answer_previews(client: BattleNet, clock: Callable[[], datetime], *, until: datetime) -> None:
    """Ask about one name after the other, with one call each, and write down what was answered."""
    while clock() < until:
        with transaction() as session:
            one = next_preview(session, clock())
            if one is None:
                return
            row_id, asked_at = one.id, one.asked_at
            address = (one.region, one.realm, one.name)
            is_closed = is_address_forgotten(session, *address)
        answer = _nobody() if is_closed else _ask(client, *address)
        with transaction() as session:
            same = (AddedCharacter.id == row_id, AddedCharacter.asked_at == asked_at)
            session.execute(update(AddedCharacter).where(*same).values(**answer, answered_at=clock()))
        log.info("preview_answered", outcome=answer["outcome"])


def drop_added(session: Session, border: datetime) -> int:
    """Remove a handful of names typed before the border: whoever was found has a row of their own by then."""
    old = select(AddedCharacter.id).where(AddedCharacter.updated_at < border).limit(HANDFUL)
    ids = session.scalars(old).all()
    session.execute(delete(AddedCharacter).where(AddedCharacter.id.in_(ids)))
    return len(ids)


def _ask(client: BattleNet, region: str, realm: str, name: str) -> Mapping[str, Any]:
    try:
        found = client.character_summary(Region(region), realm, name).value
    except BattleNetError as error:
        return {"outcome": error.word.value}
    if found is None:
        return {"outcome": ErrorWord.SCHEMA.value}
    with transaction() as session:
        is_forgotten = found.id in forgotten_among(session, region, [found.id])
    return _nobody() if is_forgotten else _facts(found)


def _nobody() -> Mapping[str, Any]:
    """Say of who asked to be forgotten what is said of a name that nobody has."""
    return {"outcome": ErrorWord.NOT_FOUND.value}


def _facts(found: CharacterSummary) -> Mapping[str, Any]:
    return {
        "outcome": FOUND,
        "level": found.level,
        "class_id": found.class_id,
        "item_level": found.equipped_item_level,
        "guild_name": found.guild.name[:LONGEST_NAME] if found.guild else None,
    }
