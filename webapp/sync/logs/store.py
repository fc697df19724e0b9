"""The only writer of logs: one transaction for the answers to one question."""

import random
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from webapp.cards import store as cards
from webapp.clients.warcraftlogs import CharacterLogs
from webapp.models import Character, SectionState, SyncTarget
from webapp.models.upsert import upsert
from webapp.sync import runs
from webapp.sync.logs.claim import LogsClaim
from webapp.sync.logs.judge import LogsWrite, judge
from webapp.sync.since import with_since
from webapp.words import Section

_FACTS = ("attempted_at", "succeeded_at", "changed_at", "outcome", "error", "failures", "content_hash")


def store_logs(
    session: Session,
    claimed: Sequence[LogsClaim],
    answers: Sequence[CharacterLogs],
    *,
    zone: int,
    worker: str,
    now: datetime,
) -> runs.Tally:
    """Write what was answered about characters that this worker holds and that have the name asked for."""
    cards.lock_guilds_of(session, [claim.character_id for claim in claimed])
    held = _held(session, claimed, worker)
    writes = [
        judge(claim, answer, zone=zone, now=now, jitter=random.random())
        for claim, answer in zip(claimed, answers, strict=True)
        if claim.target_id in held
    ]
    _write_documents(session, writes)
    _write_sections(session, writes, now)
    _write_targets(session, writes)
    _tell_cards(session, writes, now)
    changed = sum(write.document is not None for write in writes)
    return runs.Tally(
        done=len(writes),
        changed=changed,
        unchanged=sum(write.document is None and write.word is None for write in writes),
        words=Counter(write.word for write in writes if write.word is not None),
        calls=1,
    )


def _held(session: Session, claimed: Sequence[LogsClaim], worker: str) -> set[int]:
    """Return the targets that are still ours, of characters that kept their names meanwhile; lock both."""
    rows = session.execute(
        select(Character.id, Character.region, Character.realm, Character.name)
        .where(Character.id.in_([claim.character_id for claim in claimed]))
        .order_by(Character.id)
        .with_for_update(key_share=True)
    )
    names = {row.id: (row.region, row.realm, row.name) for row in rows}
    same = [
        claim.target_id
        for claim in claimed
        if names.get(claim.character_id) == (claim.subject.region, claim.subject.realm, claim.subject.name)
    ]
    ours = select(SyncTarget.id).where(SyncTarget.id.in_(same), SyncTarget.claimed_by == worker)
    return set(session.scalars(ours.order_by(SyncTarget.id).with_for_update()))


def _write_documents(session: Session, writes: Collection[LogsWrite]) -> None:
    """Write the documents that differ."""
    rows = [
        {"character": write.claim.character_id, "document": write.document}
        for write in writes
        if write.document is not None
    ]
    if not rows:
        return
    table = Character.__table__
    session.connection().execute(
        update(Character)
        .where(table.c.id == bindparam("character"))
        .values(warcraftlogs_json=bindparam("document")),
        rows,
    )


def _write_sections(session: Session, writes: Collection[LogsWrite], now: datetime) -> None:
    rows = [
        with_since({"character_id": write.claim.character_id, "section": Section.LOGS, **write.section})
        for write in writes
    ]
    upsert(
        session,
        SectionState,
        rows,
        keys=("character_id", "section"),
        columns=_FACTS,
        first=("failed_since",),
        alike=("outcome",),
        now=now,
    )


def _write_targets(session: Session, writes: Collection[LogsWrite]) -> None:
    rows = [{"target": write.claim.target_id, "due": write.due_at} for write in writes]
    if not rows:
        return
    table = SyncTarget.__table__
    free = {"claimed_until": None, "claimed_by": None, "wished_at": None, "wished_by": None, "deaths": 0}
    session.connection().execute(
        update(SyncTarget)
        .where(table.c.id == bindparam("target"))
        .values(next_due_at=bindparam("due"), **free),
        rows,
    )


def _tell_cards(session: Session, writes: Collection[LogsWrite], now: datetime) -> None:
    """Have the cards built anew whose logs differ; of the others note that somebody looked."""
    changed = [write.claim.character_id for write in writes if write.is_changed]
    same = [
        write.claim.character_id
        for write in writes
        if not write.is_changed and write.section["outcome"] == "ok"
    ]
    if changed:
        cards.make_due(session, changed, now)
    if same:
        cards.note_logs_checked(session, same, now)
