"""Writes of many rows that SQLite and PostgreSQL share, in an order that cannot deadlock."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, func, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.extensions import Model
from webapp.models import Character, Guild

ROWS_A_STATEMENT = 200
T = TypeVar("T")
Row = Mapping[str, Any]
Insert = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, model: type[Model]) -> Insert:
    """Return this database's INSERT, which knows ON CONFLICT."""
    return insert_of(session.get_bind().dialect.name, model)


def insert_of(dialect: str, model: type[Model]) -> Insert:
    """Return the INSERT of a database of that kind, for statements that are put together once."""
    return postgresql.insert(_table(model)) if dialect == "postgresql" else sqlite.insert(_table(model))


def _table(model: type[Model]) -> Table:
    return cast("Table", model.__table__)


def upsert(  # noqa: PLR0913 - what, keyed how, changing what
    session: Session,
    model: type[Model],
    rows: Sequence[Row],
    *,
    keys: Sequence[str],
    columns: Collection[str],
    keep: Collection[str] = (),
    first: Collection[str] = (),
    alike: Collection[str] = (),
    now: datetime,
) -> None:
    """Insert rows, or update just ``columns`` where the keys exist; of ``keep`` a NULL changes nothing.

    Of ``first`` a value stays that is there already, until a NULL empties it or one of ``alike`` differs.

    One row's statement is put together and compiled once and run for all rows: a statement of 200 rows would
    be compiled anew each time, which cost a fifth of a sync's CPU.
    """
    statement = _upsert_of(
        session.get_bind().dialect.name,
        model,
        keys=tuple(keys),
        columns=tuple(sorted(columns)),
        keep=tuple(sorted(keep)),
        first=tuple(sorted(first)),
        alike=tuple(sorted(alike)),
    )
    _run(session, statement, rows, now)


@lru_cache(maxsize=100)
def _upsert_of(  # noqa: PLR0913 - what, keyed how, changing what
    dialect: str,
    model: type[Model],
    *,
    keys: tuple[str, ...],
    columns: tuple[str, ...],
    keep: tuple[str, ...],
    first: tuple[str, ...],
    alike: tuple[str, ...],
) -> Insert:
    statement = insert_of(dialect, model)
    new: dict[str, ColumnElement[Any]] = {name: statement.excluded[name] for name in columns}
    for name in keep:
        new[name] = func.coalesce(statement.excluded[name], getattr(model, name))
    for name in first:
        is_same = and_(true(), *(getattr(model, column) == statement.excluded[column] for column in alike))
        earlier = and_(statement.excluded[name].is_not(None), getattr(model, name).is_not(None), is_same)
        new[name] = case((earlier, getattr(model, name)), else_=statement.excluded[name])
    new["updated_at"] = statement.excluded["updated_at"]
    return statement.on_conflict_do_update(index_elements=list(keys), set_=new)


def insert_missing(
    session: Session, model: type[Model], rows: Sequence[Row], *, keys: Sequence[str], now: datetime
) -> None:
    """Insert the rows whose keys do not exist yet."""
    statement = insert_into(session, model).on_conflict_do_nothing(index_elements=list(keys))
    _run(session, statement, rows, now)


def _run(session: Session, statement: Insert, rows: Sequence[Row], now: datetime) -> None:
    for chunk in chunks(rows):
        stamped = [{**row, "created_at": now, "updated_at": now} for row in chunk]
        session.connection().execute(statement, stamped)


def chunks(rows: Iterable[T], size: int = ROWS_A_STATEMENT) -> Iterator[list[T]]:
    """Cut rows into lists of at most ``size``."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def lock_guilds(session: Session, guild_ids: Collection[int]) -> None:
    """Lock guilds in the order of their ids: first of all, before characters, their targets and cards."""
    query = select(Guild.id).where(Guild.id.in_(sorted(guild_ids))).order_by(Guild.id)
    session.execute(query.with_for_update(key_share=True)).all()


def lock_characters(session: Session, character_ids: Collection[int]) -> None:
    """Lock characters in the order of their ids, so that two writers never wait for each other."""
    for chunk in chunks(sorted(character_ids), 500):
        query = select(Character.id).where(Character.id.in_(chunk)).order_by(Character.id)
        session.execute(query.with_for_update(key_share=True)).all()


def update_each(session: Session, model: type[Model], changes: Mapping[int, Row], *, now: datetime) -> None:
    """Write to rows, by their ids, just what differs; rows with the same columns share a statement."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row_id, columns in sorted(changes.items()):
        if columns:
            stamped = {**columns, "updated_at": now}
            groups.setdefault(tuple(stamped), []).append({"row_id": row_id, **stamped})
    table = _table(model)
    for names, rows in groups.items():
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        session.connection().execute(
            update(table).where(table.c.id == bindparam("row_id")).values(values), rows
        )
