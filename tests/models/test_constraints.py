"""What the database itself refuses."""

from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Enum,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.models.cast import NOON, character, guild, run, save
from webapp.extensions import Model
from webapp.models import SyncTarget
from webapp.words import RunKind, TargetKind

CONSTRAINTS = [
    (table, constraint)
    for table in Model.metadata.sorted_tables
    for constraint in sorted(table.constraints, key=lambda constraint: str(constraint.name))
]
UNIQUE = [
    pytest.param(table, [column.name for column in unique.columns], id=str(unique.name))
    for table, unique in CONSTRAINTS
    if isinstance(unique, UniqueConstraint)
]
CHECKED_COLUMNS = [
    pytest.param(table, str(check.name).removeprefix(f"ck_{table.name}_"), id=str(check.name))
    for table, check in CONSTRAINTS
    if isinstance(check, CheckConstraint) and "subject" not in str(check.name)
]


def is_word(column: Column[Any]) -> bool:
    """Say whether a column takes some words only."""
    return isinstance(column.type, Enum)


def another(table: Table, row: dict[str, Any], *, same: list[str]) -> dict[str, Any]:
    """Return a row that differs in every plain column but the ones that stay the same."""
    free = [column for column in table.columns if column.name not in same and not column.foreign_keys]
    words = {c.name: "other" for c in free if isinstance(c.type, String) and not is_word(c)}
    return row | words | {c.name: 8 for c in free if isinstance(c.type, Integer | BigInteger)}


class TestUnique:
    @pytest.mark.parametrize(("table", "columns"), UNIQUE)
    def test_the_same_again_is_refused(self, filled: Session, table: Table, columns: list[str]) -> None:
        row = dict(filled.execute(table.select()).mappings().one())

        with pytest.raises(IntegrityError, match=rf"(?i)unique constraint.*{columns[-1]}"):
            filled.execute(table.insert(), [another(table, row, same=columns)])

    @pytest.mark.parametrize(("table", "columns"), UNIQUE)
    def test_one_difference_is_enough(self, filled: Session, table: Table, columns: list[str]) -> None:
        row = dict(filled.execute(table.select()).mappings().one())
        plain = [one for one in columns if not table.c[one].foreign_keys and not is_word(table.c[one])]
        if not plain:
            pytest.skip("made of references alone")

        filled.execute(table.insert(), [another(table, row, same=[*set(columns) - {plain[-1]}])])

        assert len(filled.execute(table.select()).all()) == 2


class TestCheck:
    @pytest.mark.parametrize(("table", "column"), CHECKED_COLUMNS)
    def test_a_value_that_does_not_exist_is_refused(self, filled: Session, table: Table, column: str) -> None:
        wrong = "nonsense" if isinstance(table.c[column].type, String) else 10

        with pytest.raises(IntegrityError, match=rf"(?i)check.*{column}"):
            filled.execute(text(f'UPDATE {table} SET "{column}" = :wrong'), {"wrong": wrong})  # noqa: S608

    @pytest.mark.parametrize("rank", [-1, 10])
    def test_a_guild_has_ranks_0_to_9(self, filled: Session, rank: int) -> None:
        with pytest.raises(IntegrityError, match="ck_guild_members_rank"):
            filled.execute(text("UPDATE guild_members SET rank = :rank"), {"rank": rank})

    @pytest.mark.parametrize(
        "target",
        [
            {"kind": TargetKind.ROSTER, "character_id": 1, "guild_id": 1},
            {"kind": TargetKind.ROSTER},
            {"kind": TargetKind.CHARACTER, "guild_id": 1},
        ],
        ids=["roster of a character", "roster of nothing", "character of nobody"],
    )
    def test_a_target_has_the_subject_of_its_kind(self, filled: Session, target: dict[str, Any]) -> None:
        filled.execute(text("DELETE FROM sync_targets"))

        with pytest.raises(IntegrityError, match="ck_sync_targets_subject"):
            save(filled, SyncTarget(next_due_at=NOON, **target))


class TestPartialUnique:
    def test_a_scope_and_kind_has_one_active_run(self, session: Session) -> None:
        save(session, run())

        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            save(session, run())

    @pytest.mark.parametrize("other", [{"scope": "guild:2"}, {"kind": RunKind.CHARACTERS}])
    def test_another_scope_or_kind_runs_beside_it(self, session: Session, other: dict[str, Any]) -> None:
        save(session, run())

        assert save(session, run(**other)).id

    def test_finished_runs_do_not_count(self, session: Session) -> None:
        save(session, run(finished_at=NOON))
        save(session, run(finished_at=NOON))

        assert save(session, run()).id

    def test_a_name_without_an_id_is_there_once(self, session: Session) -> None:
        save(session, character(None))

        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            save(session, character(None))

    def test_two_characters_with_ids_may_share_a_name(self, session: Session) -> None:
        save(session, character(None))
        save(session, character(1))

        assert save(session, character(2)).id

    def test_a_guild_has_one_roster_target_and_many_of_characters(self, session: Session) -> None:
        guild_id = save(session, guild()).id
        for number in (1, 2):
            who = save(session, character(number)).id
            save(
                session,
                SyncTarget(kind=TargetKind.CHARACTER, guild_id=guild_id, character_id=who, next_due_at=NOON),
            )
        save(session, SyncTarget(kind=TargetKind.ROSTER, guild_id=guild_id, next_due_at=NOON))

        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            save(session, SyncTarget(kind=TargetKind.ROSTER, guild_id=guild_id, next_due_at=NOON))
