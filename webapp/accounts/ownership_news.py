"""Tell people what a list changed of theirs, and write down what changed hands: nothing goes in silence."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.accounts.ownership import OwnershipPlan
from webapp.models import AuditEntry, Notification
from webapp.permissions.news import News


def tell_changes(session: Session, plan: OwnershipPlan, user_id: int, now: datetime) -> None:
    """Tell who lost a character to a newer proof, and the person which of theirs the list has no more."""
    told = [
        *(_news(one.user_id, News.CLAIMED, one.character_id) for one in plan.lost),
        *(_news(user_id, News.RELEASED, one.character_id) for one in plan.released),
    ]
    noted = [
        *(_entry(user_id, News.CLAIMED, one.character_id, one.user_id, now) for one in plan.lost),
        *(_entry(user_id, News.RELEASED, one.character_id, user_id, now) for one in plan.released),
    ]
    if told:
        session.execute(insert(Notification), told)
        session.execute(insert(AuditEntry), noted)


def _news(user_id: int | None, news: News, character_id: int) -> dict[str, object]:
    return {"user_id": user_id, "kind": news.value, "facts": {"character_id": character_id}}


def _entry(
    actor_id: int, news: News, character_id: int, user_id: int | None, now: datetime
) -> dict[str, object]:
    return {
        "actor_id": actor_id,
        "action": news.value,
        "character_id": character_id,
        "user_id": user_id,
        "at": now,
    }
