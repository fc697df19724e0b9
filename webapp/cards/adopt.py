"""Bring cards under the names that their characters have now, and take in what programs gave for them.

A name belongs to the character that Battle.net confirmed last; the rows of another one that still claims it
are detached: kept, under a name that nobody can look up, until that character's own new name is known.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.cards.rows import nothing_but, read_rows, rows_of, stamped
from webapp.cards.stored import DETACHED, EXTERNAL, StoredCard
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, CharacterEnrichmentCache, Realm
from webapp.models.upsert import update_each

Cache = CharacterEnrichmentCache
MOVES = 0x6D757374
"""The advisory lock under which names are moved: two moves at once could each wait for the other's row."""
IS_ITS_REALM = and_(Realm.region == Character.region, Realm.slug == Character.realm)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Address:
    """The key of a card's row, but for the season; what the realm is called makes no other address."""

    region: str
    realm: str
    name: str
    realm_name: str | None = field(default=None, compare=False)

    def called(self, realm: str | None) -> "Address":
        """Return it with what somebody calls the realm, where the realm index does not say."""
        return self if self.realm_name is not None else replace(self, realm_name=realm)


def settle(session: Session, character_ids: Collection[int], now: datetime) -> dict[int, Address]:
    """Move the rows of these characters to their present names; return who has none of its own at present.

    The caller holds the characters' rows. Three statements where nothing is to be done.
    """
    ids = sorted(set(character_ids))
    if not (_misplaced(session, ids) or _foreign(session, ids) or _rivals(session, ids)):
        return {}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(MOVES)))
    claims = _everybody_concerned(session, ids)
    losers = _losers(claims)
    addresses = {row["id"]: _address(row, is_detached=row["id"] in losers) for row in claims}
    given = [(owner, row) for owner, row in _given_rows(session, ids) if owner not in losers]
    session.execute(delete(Cache).where(Cache.id.in_([row.id for _owner, row in given])))
    _move(session, addresses, now)
    _take_in(session, given, addresses, now)
    return {character_id: addresses[character_id] for character_id in losers}


def detached_name(character_id: int) -> str:
    """Return the name of rows whose character has lost its name; no character can be called so."""
    return f"{DETACHED}{character_id}"


def forget_rows(session: Session, character_ids: Collection[int]) -> None:
    """Delete every card of these characters, of any season, and what programs gave for their names."""
    ids = sorted(set(character_ids))
    doomed = [row.id for _owner, row in _given_rows(session, ids)]
    session.execute(delete(Cache).where(or_(Cache.character_id.in_(ids), Cache.id.in_(doomed))))


def _misplaced(session: Session, ids: Collection[int]) -> bool:
    """Say whether a row of these characters stands under another name than its character's."""
    elsewhere = or_(
        Cache.region != Character.region,
        Cache.realm != Character.realm,
        Cache.character_name != Character.name,
    )
    query = select(Cache.id).join(Character, Character.id == Cache.character_id)
    return session.scalar(query.where(Cache.character_id.in_(ids), elsewhere).limit(1)) is not None


def _foreign(session: Session, ids: Iterable[int]) -> list[RowMapping]:
    """Return rows at these characters' names that belong to others, or to nobody: then holder is None."""
    same = and_(
        Cache.region == Character.region,
        Cache.realm == Character.realm,
        Cache.name_key == Character.name_key,
    )
    query = select(
        Character.id.label("owner"),
        Cache.id.label("row_id"),
        Cache.character_id.label("holder"),
        Cache.character_name.label("written"),
        Character.name,
    )
    rows = session.execute(
        query.join(Cache, same).where(
            Character.id.in_(ids), or_(Cache.character_id.is_(None), Cache.character_id != Character.id)
        )
    ).mappings()
    return [row for row in rows if _concerns(row)]


def _rivals(session: Session, ids: Iterable[int]) -> Sequence[int]:
    """Return other characters that have the names of these, as rows tell that were not read at one time."""
    rival = aliased(Character)
    same = and_(
        rival.region == Character.region,
        rival.realm == Character.realm,
        rival.name_key == Character.name_key,
        rival.name == Character.name,
        rival.id != Character.id,
    )
    return session.scalars(select(rival.id).join(Character, same).where(Character.id.in_(ids))).all()


def _concerns(row: RowMapping) -> bool:
    if row["holder"] is not None:
        return bool(row["written"] == row["name"])
    return same_but_for_case(row["written"], row["name"])


def _everybody_concerned(session: Session, ids: Collection[int]) -> list[RowMapping]:
    """Return these characters, who has rows at their names or claims them, who at theirs, and so on."""
    known: set[int] = set()
    coming = set(ids)
    while coming:
        known |= coming
        holders = {row["holder"] for row in _foreign(session, sorted(coming))}
        coming = ({holder for holder in holders if holder is not None} | {*_rivals(session, coming)}) - known
    columns = (Character.id, Character.region, Character.realm, Character.name, Character.verified_at)
    query = select(*columns, Realm.name.label("realm_name")).outerjoin(Realm, IS_ITS_REALM)
    query = query.where(Character.id.in_(sorted(known))).order_by(Character.id)
    return list(session.execute(query).mappings())


def _address(row: RowMapping, *, is_detached: bool = False) -> Address:
    name = detached_name(row["id"]) if is_detached else row["name"]
    return Address(row["region"], row["realm"], name, row["realm_name"])


def _losers(claims: Iterable[RowMapping]) -> set[int]:
    """Return those whose name another one claims who was confirmed later; of equals the newer row has it."""
    best: dict[Address, tuple[datetime, int]] = {}
    everybody = []
    for row in claims:
        address, rank = _address(row), (row["verified_at"] or NEVER, row["id"])
        everybody.append((address, rank))
        best[address] = max(rank, best.get(address, rank))
    return {rank[1] for address, rank in everybody if best[address] != rank}


def _move(session: Session, addresses: dict[int, Address], now: datetime) -> None:
    """Move rows to their addresses; first aside, because two may swap."""
    columns = (Cache.id, Cache.character_id, Cache.region, Cache.realm, Cache.character_name)
    query = select(*columns).where(Cache.character_id.in_(sorted(addresses)))
    moved, aside = {}, {}
    for row_id, character_id, *address in session.execute(query):
        if character_id is not None and Address(*address) != addresses[character_id]:
            moved[row_id] = columns_of(addresses[character_id])
            aside[row_id] = {"character_name": detached_name(character_id)}
    update_each(session, Cache, aside, now=now)
    update_each(session, Cache, moved, now=now)


def _given_rows(session: Session, ids: Collection[int]) -> list[tuple[int, StoredCard]]:
    """Return what programs gave for the names of these characters, each with the character."""
    found = _foreign(session, ids)
    owners = {row["row_id"]: row["owner"] for row in found if row["holder"] is None}
    if not owners:
        return []
    return [(owners[row.id], row) for row in read_rows(session, Cache.id.in_(sorted(owners)))]


def _take_in(
    session: Session, given: list[tuple[int, StoredCard]], addresses: dict[int, Address], now: datetime
) -> None:
    """Keep what programs gave under ``external`` of the character's own rows, one row a season."""
    for owner, row in given:
        own = rows_of(session, [owner], row.season_key).get(owner)
        if own is not None:
            card = {**(own.card or {}), EXTERNAL: row.card}
            session.execute(update(Cache).where(Cache.id == own.id).values(player_card=card, updated_at=now))
        else:
            address = addresses[owner].called(row.values["realm_name"])
            session.execute(
                insert(Cache), [row_at(address, owner, row.season_key, external=row.card, now=now)]
            )


def row_at(
    address: Address, character_id: int, season_key: str, *, external: Any, now: datetime
) -> dict[str, Any]:
    """Return a new row of a character that holds nothing yet but what a program gave."""
    whose = {**columns_of(address), "character_id": character_id, "season_key": season_key}
    return stamped({**whose, **nothing_but(external)}, now)


def columns_of(address: Address) -> dict[str, str | None]:
    """Return everything that a row says of its address."""
    return {**key_of(address), "realm_name": address.realm_name}


def key_of(address: Address) -> dict[str, str]:
    """Return the columns by which a row is told from others."""
    return {
        "region": address.region,
        "realm": address.realm,
        "character_name": address.name,
        "name_key": name_key(address.name),
    }
