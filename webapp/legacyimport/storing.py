"""Store what files say about characters: a record each, and a character that is looked at, never twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.legacyimport.facts import LegacyFacts
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, ForgottenCharacter, LegacyRecord, SyncTarget
from webapp.models.forgotten import address_hash
from webapp.models.upsert import chunks, insert_into, insert_missing
from webapp.sync.targets import ensure_target
from webapp.sync.tracking import MOST_WAITING, NOT_LOOKED_UP, checked_realm_slug
from webapp.sync.typed_names import BadAddress
from webapp.words import RecordStanding, TargetKind

KEYS = ("region", "realm", "name_key", "digest")


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    UNPLACED = "unplaced"
    EQUAL = "already there"
    OLDER = "newer here"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: where it is, in which form, and what it says."""

    source: str
    form: str
    facts: LegacyFacts


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a file, and why where it was refused."""

    source: str
    outcome: Outcome
    why: str = ""
    name: str = ""


@dataclass(slots=True)
class Known:
    """A record that is stored, or will be with this batch."""

    name: str
    digest: str
    said_at: datetime | None
    standing: RecordStanding


Address = tuple[str, str, str]


class Places:
    """Finds where characters are, and asks for each realm only once."""

    def __init__(self, session: Session, batch: Sequence[Read]) -> None:
        self._session = session
        self._slugs: dict[tuple[str, str], str | BadAddress] = {}
        asked = ForgottenCharacter.address_hash
        hashes = sorted({self._hash(one.facts) for one in batch})
        self._forgotten: set[str] = set()
        for chunk in chunks(hashes, 500):
            self._forgotten.update(session.scalars(select(asked).where(asked.in_(chunk))))

    def of(self, facts: LegacyFacts) -> tuple[str, str]:
        """Return region and slug, empty for who has no place; BadAddress, also of who must not be stored."""
        slug = self._slug(facts)
        if isinstance(slug, BadAddress):
            raise slug
        if self._hash(facts) in self._forgotten:
            raise BadAddress("name", NOT_LOOKED_UP)
        return (facts.region or "", slug) if slug else ("", "")

    def _slug(self, facts: LegacyFacts) -> str | BadAddress:
        if facts.region is None or facts.realm is None:
            return ""
        asked = (facts.region, facts.realm)
        if asked not in self._slugs:
            try:
                self._slugs[asked] = checked_realm_slug(self._session, *asked)
            except BadAddress as error:
                self._slugs[asked] = error
        return self._slugs[asked]

    def _hash(self, facts: LegacyFacts) -> str:
        slug = self._slug(facts)
        return "" if isinstance(slug, BadAddress) else address_hash(facts.region or "", slug, facts.name)


def store_batch(session: Session, batch: Sequence[Read], *, now: datetime) -> list[Line]:
    """Store what files say, within the caller's transaction, and return what became of each."""
    places = Places(session, batch)
    known = _known(session, {name_key(one.facts.name) for one in batch})
    lines: list[Line] = []
    rows: list[dict[str, Any]] = []
    for one in batch:
        try:
            region, realm = places.of(one.facts)
        except BadAddress as error:
            lines.append(Line(one.source, Outcome.REFUSED, str(error), one.facts.name))
            continue
        address = (region, realm, name_key(one.facts.name))
        outcome, standing = _judged(one.facts, known.setdefault(address, []), has_place=bool(region))
        lines.append(Line(one.source, outcome, name=one.facts.name))
        if standing is not None:
            rows.append(_row(one, address, standing, now))
    newer = [row for row in rows if row["standing"] is RecordStanding.CURRENT]
    _step_back(
        session, [row for row in newer if len(known[row["region"], row["realm"], row["name_key"]]) > 1]
    )
    insert_missing(session, LegacyRecord, rows, keys=KEYS, now=now)
    _add_characters(session, [row for row in rows if row["region"]], now)
    return lines


def _known(session: Session, keys: Iterable[str]) -> dict[Address, list[Known]]:
    record = LegacyRecord
    columns = (record.region, record.realm, record.name_key, record.name, record.digest)
    found: dict[Address, list[Known]] = {}
    for chunk in chunks(sorted(keys), 500):
        query = select(*columns, record.said_at, record.standing).where(record.name_key.in_(chunk))
        for region, realm, key, name, digest, said_at, standing in session.execute(query.order_by(record.id)):
            found.setdefault((region, realm, key), []).append(Known(name, digest, said_at, standing))
    return found


def _judged(
    facts: LegacyFacts, there: list[Known], *, has_place: bool
) -> tuple[Outcome, RecordStanding | None]:
    """Return what becomes of a file, and how its record stands; None where nothing is stored."""
    if any(one.digest == facts.digest for one in there):
        return Outcome.EQUAL, None
    same = (one for one in there if same_but_for_case(one.name, facts.name))
    current = next((one for one in same if one.standing is RecordStanding.CURRENT), None)
    outcome, standing = _beside(facts, current)
    if standing is RecordStanding.CURRENT and current is not None:
        current.standing = RecordStanding.OLDER
    there.append(Known(facts.name, facts.digest, facts.changed_at, standing))
    return (outcome if has_place or outcome is not Outcome.IMPORTED else Outcome.UNPLACED), standing


def _beside(facts: LegacyFacts, current: Known | None) -> tuple[Outcome, RecordStanding]:
    if current is None:
        return Outcome.IMPORTED, RecordStanding.CURRENT
    if facts.changed_at is None or current.said_at is None or facts.changed_at == current.said_at:
        return Outcome.CONFLICT, RecordStanding.CONFLICT
    if facts.changed_at > current.said_at:
        return Outcome.IMPORTED, RecordStanding.CURRENT
    return Outcome.OLDER, RecordStanding.OLDER


def _row(one: Read, address: Address, standing: RecordStanding, now: datetime) -> dict[str, Any]:
    facts = one.facts
    return {
        **dict(zip(KEYS, (*address, facts.digest), strict=True)),
        "name": facts.name,
        "standing": standing,
        "content": facts.content,
        "source": one.source,
        "form": one.form,
        "class_name": facts.class_name,
        "race": facts.race,
        "level": facts.level,
        "said_at": facts.changed_at,
        "read_at": now,
    }


def _step_back(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Let records stand behind newer ones, of which the last in a batch is the newest."""
    newest = {(row["region"], row["realm"], row["name"]): row for row in rows}
    for row in rows:
        if newest[row["region"], row["realm"], row["name"]] is not row:
            row["standing"] = RecordStanding.OLDER
    record = LegacyRecord
    for chunk in chunks(newest, 100):
        for region, realm, name in chunk:
            there = (record.region == region, record.realm == realm, record.name_key == name_key(name))
            current = (record.name == name, record.standing == RecordStanding.CURRENT)
            session.execute(
                update(record).where(*there, *current).values(standing=RecordStanding.OLDER),
                execution_options={"synchronize_session": False},
            )


def _add_characters(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """Let each name be a character from now on, and have as many looked at as may wait."""
    one = Character
    for chunk in chunks(rows):
        keys = [row["name_key"] for row in chunk]
        columns = (one.region, one.realm, one.name_key)
        there = {tuple(row) for row in session.execute(select(*columns).where(one.name_key.in_(keys)))}
        new = [
            {**{key: row[key] for key in ("region", "realm", "name", "name_key")}, "failures": 0}
            for row in chunk
            if (row["region"], row["realm"], row["name_key"]) not in there
        ]
        if new:
            stamped = [{**row, "created_at": now, "updated_at": now} for row in new]
            session.connection().execute(insert_into(session, one).on_conflict_do_nothing(), stamped)
    look_at_some(session, now)


def look_at_some(session: Session, now: datetime) -> int:
    """Have imported characters that nobody looked at wait for a look, as many as there is room for."""
    one, record, target = Character, LegacyRecord, SyncTarget
    of_character = (target.character_id == one.id, target.kind == TargetKind.CHARACTER)
    unseen = (one.bnet_character_id.is_(None), one.attempted_at.is_(None))
    waiting = select(func.count(target.id)).join(one, one.id == target.character_id).where(*unseen)
    room = MOST_WAITING - (session.scalar(waiting.where(target.guild_id.is_(None))) or 0)
    if room <= 0:
        return 0
    there = (record.region == one.region, record.realm == one.realm, record.name_key == one.name_key)
    imported = select(record.id).where(*there).exists()
    has_one = select(target.id).where(*of_character).exists()
    ids = session.scalars(
        select(one.id).where(*unseen, ~has_one, imported).order_by(one.id).limit(room)
    ).all()
    for character_id in ids:
        ensure_target(session, character_id, now)
    return len(ids)
