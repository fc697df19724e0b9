"""Forget a profile that Battle.net says must be forgotten, unless so many are missing that it is an outage.

Battle.net names three conditions: the status endpoint answers 404, or says that the profile is not valid, or
another id. Nothing else deletes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.history.forgetting import forget_history
from webapp.lib.errors import ErrorWord
from webapp.models import Character, FormerName, GuildMember, MemberEvent, PageView, SectionState, SyncTarget
from webapp.models.personal import NAMING_EVENTS, TOLD_BY_PROFILES
from webapp.sync.character_fetch import may_judge
from webapp.sync.results import CharacterFetch, Validity
from webapp.sync.row_numbers import clear_numbers
from webapp.words import EventKind, TargetKind

OUTAGE_SHARE = 0.20
OUTAGE_MEMBERS = 2
"""More suspects than the larger of the two: the trouble is Battle.net's, not the players'."""

OUTAGE = (
    "Many profiles are missing at Blizzard all at once: this looks like an outage, so nothing is deleted."
)


def must_be_forgotten(fetch: CharacterFetch, now: datetime) -> bool:
    """Say whether this look meets one of the three conditions, on a profile that was suspected before."""
    condemned = fetch.validity in {Validity.GONE, Validity.INVALID, Validity.ANOTHER}
    return condemned and may_judge(fetch.subject, now)


def suspected_since(fetches: Iterable[CharacterFetch]) -> datetime | None:
    """Return when the oldest suspicion of these looks began."""
    began = (fetch.subject.suspected_at for fetch in fetches)
    return min((at for at in began if at is not None), default=None)


def is_outage(session: Session, guild_id: int | None, *, since: datetime | None = None) -> bool:
    """Say whether so many of a guild's profiles, or of those without one, are missing that nobody may go.

    ``since`` is when the oldest suspicion in question began: then only what was found after it speaks against
    an outage. Looks are spread over hours: at the first judgement most profiles were last seen before it.
    """
    return any(looks_like_outage(missing, all_) for missing, all_ in _missing(session, guild_id, since))


def looks_like_outage(suspects: int, members: int) -> bool:
    """Say whether so many of so many missing profiles are more likely Blizzard's trouble than theirs."""
    return suspects > max(OUTAGE_MEMBERS, OUTAGE_SHARE * members)


def _missing(session: Session, guild_id: int | None, since: datetime | None) -> list[tuple[int, int]]:
    """Return how many profiles went missing of how many.

    Without a guild: by region, because each has servers of its own, and of those whose profile we hold:
    anybody may ask for names that never were anybody, and those must not outweigh the missing.
    """
    missing = func.count(Character.suspected_at)
    query = select(missing, func.count() if since is None else missing + _found_since(since))
    query = query.select_from(Character)
    if guild_id is None:
        query = query.join(SyncTarget, SyncTarget.character_id == Character.id).group_by(Character.region)
        lone = (SyncTarget.guild_id.is_(None), SyncTarget.kind == TargetKind.CHARACTER)
        query = query.where(*lone, Character.last_synced_at.is_not(None))
    else:
        query = query.join(GuildMember, GuildMember.character_id == Character.id)
        query = query.where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    return [(suspects, members) for suspects, members in session.execute(query)]


def _found_since(since: datetime) -> ColumnElement[int]:
    is_found = Character.suspected_at.is_(None) & (Character.last_synced_at > since)
    return func.count(case((is_found, Character.id)))


def forget(session: Session, fetches: Sequence[CharacterFetch], *, run_id: int | None, now: datetime) -> None:
    """Remove all that the profiles told; members stay as the roster lists them, others go altogether."""
    ids = sorted(fetch.subject.character_id for fetch in fetches)
    store.forget(session, ids)
    said = {"outcome": ErrorWord.INVALID.value, "error": ErrorWord.INVALID.sentence, "failures": 0}
    values = {**dict.fromkeys(TOLD_BY_PROFILES), "attempted_at": now, **said}
    session.execute(update(Character).where(Character.id.in_(ids)).values(values))
    forget_history(session, ids)
    for model in (SectionState, FormerName, PageView):
        session.execute(delete(model).where(model.character_id.in_(ids)))
    session.execute(
        update(MemberEvent)
        .where(MemberEvent.character_id.in_(ids), MemberEvent.kind.in_(NAMING_EVENTS))
        .values(before=None, after=None)
    )
    _note(session, fetches, run_id=run_id, now=now)
    _remove_strangers(session, ids)


def _note(session: Session, fetches: Sequence[CharacterFetch], *, run_id: int | None, now: datetime) -> None:
    """Leave a line in the guild's history that says what happened and nothing about whom."""
    rows = [
        {
            "guild_id": fetch.subject.guild_id,
            "character_id": fetch.subject.character_id,
            "run_id": run_id,
            "kind": EventKind.DELETED,
            "seen_at": now,
        }
        for fetch in fetches
        if fetch.subject.guild_id is not None
    ]
    if rows:
        session.execute(insert(MemberEvent), rows)


def _remove_strangers(session: Session, ids: Sequence[int]) -> None:
    """Remove the rows of those whom no current roster lists."""
    is_member = (
        select(GuildMember.id)
        .where(GuildMember.character_id == Character.id, GuildMember.left_at.is_(None))
        .exists()
    )
    strangers = session.scalars(select(Character.id).where(Character.id.in_(ids), ~is_member)).all()
    if strangers:
        clear_numbers(session, strangers)
        session.execute(delete(SyncTarget).where(SyncTarget.character_id.in_(strangers)))
        session.execute(delete(Character).where(Character.id.in_(strangers)))
