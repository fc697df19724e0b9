"""Who answers to a name that somebody asked for: the row takes the id of the first good summary.

When another row has that id already (a renamed person, a guild's member), the row without an id is merged
into it: the wish, the cards, the views and what people decided move over, and nobody is stored twice.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.cards.hand_over import let_go
from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.lib.names import has_room, name_key
from webapp.lib.spelling import plain
from webapp.models import Character, FormerName, PageView, SyncTarget
from webapp.models.forgotten import forgotten_among
from webapp.models.upsert import insert_into, lock_characters
from webapp.sync.claims import WISH_HEAD_START
from webapp.sync.results import CharacterFetch
from webapp.words import MainSetBy, Section, TargetKind

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Owner:
    """The row that has a Blizzard id already."""

    character_id: int
    guild_id: int | None
    realm: str
    name: str


def owners_of(session: Session, fetches: Sequence[CharacterFetch]) -> Collection[Owner]:
    """Return the rows that have the id which a look found for a row without one."""
    nameless = _nameless(fetches)
    return _owners(session, nameless).values() if nameless else ()


def settle_identities(
    session: Session, held: Sequence[CharacterFetch], now: datetime
) -> tuple[list[CharacterFetch], int]:
    """Give rows without an id theirs; return the looks whose row stays, and how many rows went.

    A row goes when another has its id, or when who has it asked to be forgotten.
    """
    nameless = _nameless(held)
    if not nameless:
        return list(held), 0
    unwanted = _forgotten(session, nameless)
    nameless = [fetch for fetch in nameless if fetch.subject.character_id not in unwanted]
    owners = _owners(session, nameless)
    rows = {fetch.subject.character_id for fetch in nameless}
    lock_characters(session, rows | {owner.character_id for owner in owners.values()})
    session.execute(delete(Character).where(Character.id.in_(sorted(unwanted))))
    merged = set(unwanted)
    for fetch in nameless:
        subject, summary = fetch.subject, _summary(fetch)
        owner = owners.get((subject.region, summary.id))
        if owner is None:
            owners[subject.region, summary.id] = _adopt(session, fetch, summary, now)
        elif owner.character_id != subject.character_id:
            _merge(session, fetch, owner, now)
            merged.add(subject.character_id)
    return [fetch for fetch in held if fetch.subject.character_id not in merged], len(merged)


def _nameless(fetches: Iterable[CharacterFetch]) -> list[CharacterFetch]:
    return [fetch for fetch in fetches if _found(fetch) is not None and fetch.subject.bnet_id is None]


def _forgotten(session: Session, nameless: Sequence[CharacterFetch]) -> set[int]:
    """Return the rows whose name led to somebody who asked to be forgotten."""
    by_region: dict[str, dict[int, int]] = {}
    for fetch in nameless:
        by_region.setdefault(fetch.subject.region, {})[fetch.subject.character_id] = _summary(fetch).id
    gone = {region: forgotten_among(session, region, set(ids.values())) for region, ids in by_region.items()}
    return {row for region, ids in by_region.items() for row, number in ids.items() if number in gone[region]}


def _found(fetch: CharacterFetch) -> CharacterSummary | None:
    summary = fetch.summary
    return None if summary is None else summary.value


def _summary(fetch: CharacterFetch) -> CharacterSummary:
    value: CharacterSummary = fetch.results[Section.SUMMARY].value
    return value


def _owners(session: Session, nameless: Iterable[CharacterFetch]) -> dict[tuple[str, int], Owner]:
    wanted = [(fetch.subject.region, _summary(fetch).id) for fetch in nameless]
    rows = session.execute(
        select(
            Character.region,
            Character.bnet_character_id,
            Character.id,
            Character.guild_id,
            Character.realm,
            Character.name,
        ).where(tuple_(Character.region, Character.bnet_character_id).in_(wanted))
    )
    return {
        (row.region, row.bnet_character_id): Owner(row.id, row.guild_id, row.realm, row.name)
        for row in rows
        if row.bnet_character_id is not None
    }


def _adopt(session: Session, fetch: CharacterFetch, summary: CharacterSummary, now: datetime) -> Owner:
    """Write who it is, and the name as Battle.net spells it."""
    subject = fetch.subject
    names = _name(summary, subject.realm, subject.name)
    row = update(Character).where(Character.id == subject.character_id)
    session.execute(row.values(bnet_character_id=summary.id, **names))
    store.renamed(session, [subject.character_id], now)
    return Owner(subject.character_id, subject.guild_id, names["realm"], names["name"])


def _name(summary: CharacterSummary, realm: str, name: str) -> dict[str, str]:
    realm = summary.realm.slug if has_room(summary.realm.slug) else realm
    name = summary.name if has_room(summary.name) else name
    return {"realm": realm, "name": name, "name_key": name_key(name), "name_plain": plain(name)}


def _merge(session: Session, fetch: CharacterFetch, owner: Owner, now: datetime) -> None:
    """Move everything that hangs on the row without an id to its owner, and remove the row."""
    row = fetch.subject.character_id
    let_go(session, row, now)
    _rename(session, fetch, owner, now)
    _move_target(session, fetch.subject.target_id, owner, now)
    _move_views(session, row, owner.character_id, now)
    _move_decisions(session, row, owner.character_id)
    session.execute(delete(Character).where(Character.id == row))
    store.renamed(session, [owner.character_id], now)
    store.make_due(session, [owner.character_id], now)
    log.info("character_merged", character_id=owner.character_id, merged_id=row)


def _rename(session: Session, fetch: CharacterFetch, owner: Owner, now: datetime) -> None:
    """Follow a rename that no roster will tell; the name of a guild's member is its roster's matter."""
    summary = _summary(fetch)
    values = _name(summary, owner.realm, owner.name)
    if owner.guild_id is not None or (values["realm"], values["name"]) == (owner.realm, owner.name):
        return
    former = {
        "character_id": owner.character_id,
        "region": fetch.subject.region,
        "realm": owner.realm,
        "name": owner.name,
        "name_key": name_key(owner.name),
        "until": now,
    }
    session.execute(insert(FormerName), [former])
    session.execute(update(Character).where(Character.id == owner.character_id).values(values))


def _move_target(session: Session, target_id: int, owner: Owner, now: datetime) -> None:
    """Let the owner be looked at now, ahead of others where somebody waits for it."""
    asked = session.execute(
        select(SyncTarget.wished_at, SyncTarget.wished_by).where(SyncTarget.id == target_id)
    ).one()
    due = now if asked.wished_at is None else now - WISH_HEAD_START
    wish = {"next_due_at": due, "wished_at": asked.wished_at, "wished_by": asked.wished_by}
    its_own = (SyncTarget.character_id == owner.character_id, SyncTarget.kind == TargetKind.CHARACTER)
    if session.scalar(select(SyncTarget.id).where(*its_own)) is None:
        moved = {"character_id": owner.character_id, "guild_id": owner.guild_id, **wish}
        session.execute(
            update(SyncTarget)
            .where(SyncTarget.id == target_id)
            .values(**moved, claimed_by=None, claimed_until=None)
        )
    else:
        session.execute(
            update(SyncTarget)
            .where(*its_own, SyncTarget.claimed_by.is_(None), SyncTarget.next_due_at > due)
            .values(wish)
        )


def _move_views(session: Session, row: int, owner: int, now: datetime) -> None:
    views = session.execute(select(PageView.day, PageView.count).where(PageView.character_id == row)).all()
    statement = insert_into(session, PageView)
    both = {"count": PageView.count + statement.excluded["count"], "updated_at": now}
    for day, count in views:
        moved = {"character_id": owner, "day": day, "count": count, "created_at": now, "updated_at": now}
        session.execute(
            statement.values(moved).on_conflict_do_update(index_elements=["character_id", "day"], set_=both)
        )


def _move_decisions(session: Session, row: int, owner: int) -> None:
    """Move what players said: whose it is, and whose main; the owner's own stands."""
    columns = (Character.user_id, Character.main_id, Character.main_set_by)
    rows = session.execute(select(Character.id, *columns).where(Character.id.in_([row, owner])))
    said = {one.id: one for one in rows}
    wanted: dict[str, object] = {}
    if said[owner].user_id is None and said[row].user_id is not None:
        wanted["user_id"] = said[row].user_id
    if said[owner].main_set_by != MainSetBy.PLAYER and said[row].main_set_by == MainSetBy.PLAYER:
        wanted |= {"main_id": said[row].main_id, "main_set_by": MainSetBy.PLAYER}
    if wanted:
        session.execute(update(Character).where(Character.id == owner).values(wanted))
    session.execute(update(Character).where(Character.main_id == row).values(main_id=owner))
