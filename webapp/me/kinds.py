"""Which kinds of things a person can be told, and which of them they switched off."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.me.page import KindChoice
from webapp.models import Character, GuildMember
from webapp.notifications.kinds import LABELS, open_kinds
from webapp.permissions import news
from webapp.permissions.bell import read_muted
from webapp.permissions.policy import tools_of
from webapp.permissions.standing import read_standing


def kind_choices(session: Session, user_id: int, now: datetime) -> list[KindChoice]:
    """Return what is told of the person's own, then what any guild of theirs lets them know."""
    muted = read_muted(session, [user_id]).get(user_id, frozenset())
    own = {kind.value: label for kind, label in news.LABELS.items()}
    labels = {**own, **_of_guilds(session, user_id, now)}
    return [KindChoice(kind=kind, label=label, is_on=kind not in muted) for kind, label in labels.items()]


def muted_after(
    choices: Collection[KindChoice], muted: Collection[str], wanted: Collection[str]
) -> list[str]:
    """Return what is switched off from now on; kinds that the page did not show stay as they are."""
    shown = {one.kind for one in choices}
    return sorted({*(shown - set(wanted)), *(set(muted) - shown)})


def _of_guilds(session: Session, user_id: int, now: datetime) -> Mapping[str, str]:
    own = select(GuildMember.guild_id).join(Character, Character.id == GuildMember.character_id)
    guilds = session.scalars(
        own.where(Character.user_id == user_id, GuildMember.left_at.is_(None)).distinct()
    )
    known: set[str] = set()
    for guild_id in guilds.all():
        standing, rules = read_standing(session, guild_id, user_id)
        known.update(open_kinds(tools_of(standing, rules, now)))
    return {kind.value: label for kind, label in LABELS.items() if kind in known}
