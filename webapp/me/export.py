"""The file with everything that is stored about a person; what is about others too is told as counts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from webapp.extensions import Model
from webapp.me.places import tables_of, told_about
from webapp.models import Guild, NoteRead, OfficerNote
from webapp.words import ATTRIBUTION, MainSetBy

SCHEMA_VERSION = 1
"""Grows when a field goes or means something else; new fields may come without."""
ABOUT = "Everything that Muster stores about one Battle.net account. Moments are in UTC. " + ATTRIBUTION
SECRET = frozenset({"sessions.id", "api_tokens.token_hash", "legacy_files.raw"})
"""Columns that open something, or are made of what does; and bytes that nobody has read yet."""
PEOPLE = frozenset({"actor_id", "user_id", "made_by", "wished_by", "asked_by"})
"""Columns that name a person: only the one whose file it is is named, others are not."""
NAME_GUILDS = frozenset({"guild_id", "view_as_guild_id"})
"""Columns that name a guild."""
SOMEBODY_ELSE = "somebody else"
COUNTED: Mapping[str, str] = {
    "officer_notes": "what officers wrote about somebody is the guild's; how many notes there are is told",
    "note_reads": "how often and by how many persons notes were read; not by whom",
}
"""Tables that are told as counts, and why."""
NOT_ONE_S_OWN: Mapping[str, str] = {
    "guilds": "a guild's own; that it is led by the person follows from the rank",
    "held_rosters": "a whole guild's roster, kept aside until an operator decides",
}
"""Tables with data of players that hold no row of one person."""


def document_of(session: Session, user_id: int, now: datetime) -> dict[str, Any]:
    """Return the whole document; every value is one that JSON has."""
    rows = {
        model.__tablename__: [_said_once(_discreet(row, user_id)) for row in _rows(session, model, where)]
        for model, where in tables_of(user_id).items()
        if model.__tablename__ not in COUNTED
    }
    about = {"officer_notes": _notes_about(session, user_id), "note_reads": _reads_about(session, user_id)}
    return {
        "schema_version": SCHEMA_VERSION,
        "about": ABOUT,
        "made_at": _plain(now),
        "account": rows.pop("users"),
        **rows,
        "guilds_by_number": _guilds(session, user_id, guild_numbers({**rows, **about})),
        "officer_notes": {"about_you": about["officer_notes"], **_notes(session, user_id)},
        "note_reads": {"about_you": about["note_reads"], **_note_reads(session, user_id)},
    }


def guild_numbers(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[int]:
    """Return the number of every guild that the rows name; a run's scope is such as guild:12."""
    rows = [row for of_table in tables.values() for row in of_table]
    named = {row[key] for row in rows for key in NAME_GUILDS if row.get(key) is not None}
    scopes = [str(row.get("scope", "")).partition(":") for row in rows]
    return named | {int(number) for kind, _, number in scopes if kind == "guild" and number.isdigit()}


def _rows(session: Session, model: type[Model], where: ColumnElement[bool]) -> list[dict[str, Any]]:
    table: Table = model.__table__  # type: ignore[assignment]
    columns = [column for column in table.columns if f"{table.name}.{column.name}" not in SECRET]
    query = select(*columns).where(where).order_by(*table.primary_key.columns)
    return [{key: _plain(value) for key, value in row.items()} for row in session.execute(query).mappings()]


def _discreet(row: dict[str, Any], user_id: int) -> dict[str, Any]:
    others = {key for key in PEOPLE & row.keys() if row[key] not in {None, user_id}}
    return {key: SOMEBODY_ELSE if key in others else value for key, value in row.items()}


def _said_once(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a character what officers say: the rows of its memberships tell it, each of its guild."""
    if "main_set_by" not in row:
        return row
    chosen = {} if row["main_set_by"] == MainSetBy.PLAYER else {"main_id": None, "main_set_by": None}
    return {**row, "role_override": None, **chosen}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat() if isinstance(value, date) else value


def _guilds(session: Session, user_id: int, numbers: Collection[int]) -> dict[str, dict[str, str]]:
    """Return what the numbers of guilds in the other tables mean."""
    query = select(Guild.id, Guild.region, Guild.realm, Guild.name).where(
        or_(Guild.id.in_(sorted(numbers)), Guild.leader_id == user_id)
    )
    return {
        str(row.id): {"region": row.region, "realm": row.realm, "name": row.name}
        for row in session.execute(query.order_by(Guild.id))
    }


def _notes(session: Session, user_id: int) -> dict[str, int]:
    written = select(func.count()).where(OfficerNote.written_by == user_id)
    return {"written_by_you": session.scalar(written) or 0}


def _note_reads(session: Session, user_id: int) -> dict[str, int]:
    own = select(func.count()).where(NoteRead.reader_id == user_id)
    return {"members_whose_notes_you_read": session.scalar(own) or 0}


def _notes_about(session: Session, user_id: int) -> list[dict[str, Any]]:
    """Count the notes that were written about each character of the person; earlier ones are kept."""
    return _about(session, user_id, OfficerNote, func.count().label("versions"))


def _reads_about(session: Session, user_id: int) -> list[dict[str, Any]]:
    times = func.sum(NoteRead.times).label("times")
    last = func.max(NoteRead.last_read_at).label("last_read_at")
    rows = _about(session, user_id, NoteRead, times, func.count().label("readers"), last)
    return [{**row, "times": int(row["times"])} for row in rows]


def _about(session: Session, user_id: int, model: Any, *counts: ColumnElement[Any]) -> list[dict[str, Any]]:
    place = (model.character_id, model.guild_id)
    query = told_about(user_id, model, *place, *counts).group_by(*place).order_by(*place)
    found = session.execute(query)
    return [{key: _plain(value) for key, value in row.items()} for row in found.mappings()]
