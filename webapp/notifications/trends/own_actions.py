"""Tell people, once a day, what they have to do for their own characters: each cause once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.database import repeated, transaction
from webapp.freshness.retention import member_is_shown, shown_since
from webapp.freshness.weeks import WEEK, resets_of
from webapp.models import Character, CharacterList, GuildMember, Notification
from webapp.notifications.trends.own import OwnGear, OwnList, OwnNews, told_of_gear, told_of_lists
from webapp.permissions.bell import tell_people
from webapp.permissions.news import News

TOLD_FOR = timedelta(days=60)
"""A list that nobody reads again is told of once in so long."""


def tell_own(until: datetime) -> int:
    """Tell what is new up to a moment; return how many notifications were meant."""
    return repeated(partial(_tell, until))


def _tell(until: datetime) -> int:
    with transaction() as session:
        found = [
            *told_of_lists(_lists(session), until),
            *told_of_gear(_gear(session, until), _next_resets(session, until), until),
        ]
        new = _never_told(session, found, until)
        rows = [
            {"user_id": one.user_id, "kind": one.news.value, "facts": {**one.facts, "cause": one.cause}}
            for one in new
        ]
        tell_people(session, rows)
        return len(new)


def _lists(session: Session) -> Sequence[OwnList]:
    query = select(CharacterList.user_id, CharacterList.region, CharacterList.read_at)
    return [OwnList(**row) for row in session.execute(query.order_by(CharacterList.id)).mappings()]


def _gear(session: Session, until: datetime) -> Sequence[OwnGear]:
    query = select(
        Character.user_id,
        Character.id.label("character_id"),
        Character.name,
        Character.region,
        Character.problem_count.label("problems"),
    )
    listed = select(GuildMember.id).where(
        GuildMember.character_id == Character.id,
        GuildMember.left_at.is_(None),
        member_is_shown(shown_since(until)),
    )
    own = (Character.user_id.is_not(None), Character.problem_count > 0, listed.exists())
    return [OwnGear(**row) for row in session.execute(query.where(*own)).mappings()]


def _next_resets(session: Session, until: datetime) -> dict[str, datetime]:
    return {region: began + WEEK for region, began in resets_of(session, until).items()}


def _never_told(session: Session, found: Sequence[OwnNews], until: datetime) -> Sequence[OwnNews]:
    people = {one.user_id for one in found}
    query = select(Notification.user_id, Notification.facts).where(
        Notification.user_id.in_(sorted(people)),
        Notification.kind.in_([News.LIST_OLD, News.GEAR]),
        Notification.created_at > until - TOLD_FOR,
    )
    told = {(row.user_id, (row.facts or {}).get("cause")) for row in session.execute(query)}
    return [one for one in found if (one.user_id, one.cause) not in told]
