"""Store what files say about characters: a record each, and a character that is looked at, never twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.legacyimport.bringing import add_characters, look_at_some
from webapp.legacyimport.facts import LegacyFacts
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import ForgottenCharacter, LegacyRecord
from webapp.models.forgotten import address_hash
from webapp.models.upsert import chunks, insert_missing
from webapp.sync.tracking import NOT_LOOKED_UP, checked_realm_slug
from webapp.sync.typed_names import BadAddress
from webapp.words import FileOutcome, RecordStanding

KEYS = ("region", "realm", "name_key", "digest")


BESIDE = {
    RecordStanding.CURRENT: "newer than",
    RecordStanding.OLDER: "older than",
    RecordStanding.CONFLICT: "nothing tells which is newer, this or",
}


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
    outcome: FileOutcome
    why: str = ""
    name: str = ""
    address: tuple[str, str, str] | None = None
    """Region, realm and key of the name, where it was stored."""


@dataclass(slots=True)
class Known:
    """A record that is stored, or will be with this batch."""

    name: str
    digest: str
    said_at: datetime | None
    standing: RecordStanding
    source: str = ""
    """The file that it is from, where whoever imports may know of that."""


Address = tuple[str, str, str]
Earlier = dict[Address, list[Known]]
"""What earlier batches of a trial would have stored."""


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


def store_batch(
    session: Session,
    batch: Sequence[Read],
    *,
    now: datetime,
    guild_id: int | None = None,
    earlier: Earlier | None = None,
) -> list[Line]:
    """Store what files say, within the caller's transaction, and return what became of each, in their order.

    ``guild_id`` is the guild whose officers brought them in. A trial, which stores nothing in the end, hands
    ``earlier`` from batch to batch.
    """
    places = Places(session, batch)
    keys = {name_key(one.facts.name) for one in batch}
    known = _known(session, keys, guild_id)
    known.update({address: there for address, there in (earlier or {}).items() if address[2] in keys})
    lines: list[Line] = []
    rows: list[dict[str, Any]] = []
    for one in batch:
        try:
            region, realm = places.of(one.facts)
        except BadAddress as error:
            lines.append(Line(one.source, FileOutcome.REFUSED, str(error), one.facts.name))
            continue
        address = (region, realm, name_key(one.facts.name))
        outcome, standing, why = _judged(one, known.setdefault(address, []), has_place=bool(region))
        lines.append(Line(one.source, outcome, why, one.facts.name, address))
        if standing is not None:
            rows.append({**_row(one, address, standing, now), "guild_id": guild_id})
    newer = [row for row in rows if row["standing"] is RecordStanding.CURRENT]
    _step_back(
        session, [row for row in newer if len(known[row["region"], row["realm"], row["name_key"]]) > 1]
    )
    insert_missing(session, LegacyRecord, rows, keys=KEYS, now=now)
    placed = [row for row in rows if row["region"] and row["standing"] is RecordStanding.CURRENT]
    add_characters(session, placed, now)
    look_at_some(session, now)
    if earlier is not None:
        earlier.update(known)
    return lines


def _known(session: Session, keys: Iterable[str], guild_id: int | None) -> Earlier:
    """Return what is stored under these names; files of other guilds' officers are not named."""
    record = LegacyRecord
    columns = (record.region, record.realm, record.name_key, record.name, record.digest)
    more = (record.said_at, record.standing, record.source, record.guild_id)
    found: Earlier = {}
    for chunk in chunks(sorted(keys), 500):
        query = select(*columns, *more).where(record.name_key.in_(chunk)).order_by(record.id)
        for row in session.execute(query):
            source = row.source if row.guild_id == guild_id else ""
            one = Known(row.name, row.digest, row.said_at, row.standing, source)
            found.setdefault((row.region, row.realm, row.name_key), []).append(one)
    return found


def _judged(
    one: Read, there: list[Known], *, has_place: bool
) -> tuple[FileOutcome, RecordStanding | None, str]:
    """Return what becomes of a file, how its record stands (None: nothing is stored), and beside which."""
    facts = one.facts
    equal = next((other for other in there if other.digest == facts.digest), None)
    if equal is not None:
        return FileOutcome.EQUAL, None, _beside_which(one, equal, "as in")
    same = (other for other in there if same_but_for_case(other.name, facts.name))
    current = next((other for other in same if other.standing is RecordStanding.CURRENT), None)
    outcome, standing = beside(facts.changed_at, current)
    why = "" if current is None else _beside_which(one, current, BESIDE[standing])
    if standing is RecordStanding.CURRENT and current is not None:
        current.standing = RecordStanding.OLDER
    there.append(Known(facts.name, facts.digest, facts.changed_at, standing, one.source))
    is_placed = has_place or outcome is not FileOutcome.IMPORTED
    return (outcome if is_placed else FileOutcome.UNPLACED), standing, why


def _beside_which(one: Read, other: Known, words: str) -> str:
    """Name the other file about the same character, by its name alone; nothing of the same file again."""
    file = other.source.rpartition("/")[2]
    return f"{words} {file}" if file and other.source != one.source else ""


def beside(changed_at: datetime | None, current: Known | None) -> tuple[FileOutcome, RecordStanding]:
    """Return what becomes of a file that was changed then, beside the one that is in front."""
    if current is None:
        return FileOutcome.IMPORTED, RecordStanding.CURRENT
    if changed_at is None or current.said_at is None or changed_at == current.said_at:
        return FileOutcome.CONFLICT, RecordStanding.CONFLICT
    if changed_at > current.said_at:
        return FileOutcome.IMPORTED, RecordStanding.CURRENT
    return FileOutcome.OLDER, RecordStanding.OLDER


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
