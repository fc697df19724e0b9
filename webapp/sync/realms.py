"""Keep the realm index: a realm's identity is its id, so a new slug moves guilds and characters along."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.cards import store
from webapp.clients.battlenet.payloads.gamedata import Realm as RealmPayload
from webapp.lib.names import has_room, name_key
from webapp.models import Character, FormerRealmSlug, Guild, Realm, SyncTarget
from webapp.models.upsert import chunks, lock_characters, upsert
from webapp.sync.roster_answer import small

log = structlog.get_logger()


def store_realms(
    session: Session, region: str, realms: Iterable[RealmPayload], *, now: datetime
) -> dict[str, str]:
    """Write a region's realms; return the slugs that changed, old to new.

    Realms that are gone stay as long as no other takes their slug.
    """
    by_slug = {realm.slug: realm for realm in realms if _is_storable(realm)}
    listed = {realm.id: realm for realm in by_slug.values()}
    stored = {
        id_: (slug, name)
        for id_, slug, name in session.execute(
            select(Realm.bnet_realm_id, Realm.slug, Realm.name).where(Realm.region == region)
        )
    }
    moves = {
        stored[id_][0]: realm.slug
        for id_, realm in listed.items()
        if id_ in stored and stored[id_][0] != realm.slug
    }
    _drop_replaced(session, region, listed)
    if moves:
        _free_slugs(session, region, moves)
    _write(
        session, region, [one for id_, one in sorted(listed.items()) if stored.get(id_) != _face(one)], now
    )
    if moves:
        _move(session, region, moves, now)
    return moves


def _is_storable(realm: RealmPayload) -> bool:
    """Say whether the columns hold it: an index with one odd realm is still right about the others."""
    return small(realm.id) is not None and has_room(realm.slug) and has_room(_name(realm))


def _drop_replaced(session: Session, region: str, listed: Mapping[int, RealmPayload]) -> None:
    """Remove realms that are listed no more and whose slug another realm has now."""
    slugs = [realm.slug for realm in listed.values()]
    gone = (Realm.slug.in_(slugs), Realm.bnet_realm_id.not_in(listed))
    session.execute(
        delete(Realm).where(Realm.region == region, *gone).execution_options(synchronize_session=False)
    )


def _write(session: Session, region: str, changed: Iterable[RealmPayload], now: datetime) -> None:
    rows = [
        {
            "region": region,
            "bnet_realm_id": realm.id,
            "slug": realm.slug,
            "name": _name(realm),
            "name_key": name_key(_name(realm)),
        }
        for realm in changed
    ]
    columns = ("slug", "name", "name_key")
    upsert(session, Realm, rows, keys=("region", "bnet_realm_id"), columns=columns, now=now)


def _face(realm: RealmPayload) -> tuple[str, str]:
    return realm.slug, _name(realm)


def _name(realm: RealmPayload) -> str:
    return realm.name or realm.slug


def _free_slugs(session: Session, region: str, moves: dict[str, str]) -> None:
    """Give moving realms a slug that no realm has, because two may have swapped theirs."""
    session.execute(
        update(Realm)
        .where(Realm.region == region, Realm.slug.in_(moves))
        .values(slug="~" + Realm.slug)
        .execution_options(synchronize_session=False)
    )


def _move(session: Session, region: str, moves: dict[str, str], now: datetime) -> None:
    """Let guilds, characters and their cards follow their realm, and let old addresses find it."""
    _drop_twins(session, region, moves)
    on_moving = (Character.region == region, Character.realm.in_(moves))
    ids = session.scalars(select(Character.id).where(*on_moving).order_by(Character.id)).all()
    seen = (Guild.realm.in_(moves), Guild.id.in_(select(Character.guild_id).where(*on_moving)))
    renewed = (
        update(Guild).where(Guild.region == region, or_(*seen)).values(data_version=Guild.data_version + 1)
    )
    session.execute(renewed.execution_options(synchronize_session=False))
    for model in (Guild, Character):
        column: Any = model.realm
        session.execute(
            update(model)
            .where(model.region == region, column.in_(moves))
            .values(realm=case(moves, value=column))
            .execution_options(synchronize_session=False)
        )
    for some in chunks(ids, 500):
        lock_characters(session, some)
        store.renamed(session, some, now)
        store.make_due(session, some, now)
    _lead_on(session, region, moves, now)
    log.info("realms_moved", region=region, count=len(moves))


def _lead_on(session: Session, region: str, moves: Mapping[str, str], now: datetime) -> None:
    """Let former slugs find their realm, as long as no other realm has them now."""
    taken = set(moves.values())
    session.execute(
        delete(FormerRealmSlug).where(FormerRealmSlug.region == region, FormerRealmSlug.slug.in_(taken))
    )
    homes = select(Realm.slug, Realm.id).where(Realm.region == region, Realm.slug.in_(taken))
    numbers = {row.slug: row.id for row in session.execute(homes)}
    rows = [
        {"region": region, "slug": old, "realm_id": numbers[new]}
        for old, new in sorted(moves.items())
        if old not in taken
    ]
    upsert(session, FormerRealmSlug, rows, keys=("region", "slug"), columns=("realm_id",), now=now)


def _drop_twins(session: Session, region: str, moves: Mapping[str, str]) -> None:
    """Drop names that wait for their first look where the same name waits at the realm's new slug too."""
    there, nobody = aliased(Character), Character.bnet_character_id.is_(None)
    twin = (
        select(there.id)
        .where(there.region == region, there.bnet_character_id.is_(None))
        .where(there.realm == case(moves, value=Character.realm), there.name_key == Character.name_key)
        .where(there.realm.not_in(moves))
    )
    doomed = select(Character.id).where(Character.region == region, Character.realm.in_(moves), nobody)
    ids = session.scalars(doomed.where(twin.exists())).all()
    session.execute(delete(SyncTarget).where(SyncTarget.character_id.in_(ids)))
    session.execute(delete(Character).where(Character.id.in_(ids)))
