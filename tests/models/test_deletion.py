"""What goes along when a row is deleted, and what stays."""

import pytest
from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tests.models.cast import character, save
from webapp.extensions import Model
from webapp.models import (
    Character,
    FormerName,
    FormerRealmSlug,
    Guild,
    GuildMember,
    GuildPermission,
    HeldRoster,
    MemberEvent,
    Rank,
    Realm,
    SectionState,
    SyncRun,
    SyncTarget,
    User,
)

FOREIGN_KEYS = [
    pytest.param(key, id=f"{table.name}-{key.parent.name}")
    for table in Model.metadata.sorted_tables
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
]


def count(session: Session, *kinds: type[Model]) -> dict[str, int]:
    """Count the rows of some tables."""
    return {kind.__name__: len(session.scalars(select(kind)).all()) for kind in kinds}


class TestDeletingAGuild:
    def test_what_belongs_to_it_goes(self, filled: Session) -> None:
        filled.execute(delete(Guild))

        left = count(filled, GuildMember, Rank, GuildPermission, HeldRoster, MemberEvent, SyncTarget)
        assert set(left.values()) == {0}

    def test_its_characters_stay_without_it(self, filled: Session) -> None:
        filled.execute(delete(Guild))

        assert filled.scalars(select(Character.guild_id)).all() == [None]


class TestDeletingACharacter:
    def test_its_facts_go(self, filled: Session) -> None:
        filled.execute(delete(Character))

        left = count(filled, GuildMember, FormerName, SectionState, SyncTarget)
        assert set(left.values()) == {0}

    def test_the_guild_remembers_the_event_without_it(self, filled: Session) -> None:
        filled.execute(delete(Character))

        assert filled.execute(select(MemberEvent.character_id, MemberEvent.guild_id)).all() == [(None, 1)]

    def test_its_alternates_stay(self, filled: Session) -> None:
        alternate = save(filled, character(8, id=8, main_id=1)).id

        filled.execute(delete(Character).where(Character.id == 1))

        assert filled.execute(select(Character.id, Character.main_id)).all() == [(alternate, None)]


class TestDeletingAPerson:
    def test_nothing_else_goes(self, filled: Session) -> None:
        filled.execute(delete(User))

        left = count(filled, Guild, Character, SyncTarget, SyncRun)
        assert set(left.values()) == {1}

    @pytest.mark.parametrize(
        "column",
        [Guild.leader_id, Character.user_id, SyncTarget.wished_by, SyncRun.asked_by],
        ids=["leader", "owner", "wish", "run"],
    )
    def test_their_name_is_struck_out(
        self, filled: Session, column: InstrumentedAttribute[int | None]
    ) -> None:
        filled.execute(delete(User))

        assert filled.scalars(select(column)).all() == [None]


class TestDeletingTheRest:
    def test_events_outlive_the_run_that_saw_them(self, filled: Session) -> None:
        filled.execute(delete(SyncRun))

        assert filled.scalars(select(MemberEvent.run_id)).all() == [None]

    def test_former_slugs_go_with_their_realm(self, filled: Session) -> None:
        filled.execute(delete(Realm))

        assert count(filled, FormerRealmSlug) == {"FormerRealmSlug": 0}


@pytest.mark.parametrize("key", FOREIGN_KEYS)
class TestForeignKeys:
    def test_each_says_what_a_deletion_does(self, key: ForeignKey) -> None:
        assert key.ondelete in {"CASCADE", "SET NULL"}

    def test_each_has_an_index_so_that_a_deletion_reads_few_rows(self, key: ForeignKey) -> None:
        assert key.parent.name in leading_columns(key.parent.table)


def leading_columns(table: Table) -> set[str]:
    """Return the columns by which rows are found at once."""
    keys: list[Index | UniqueConstraint] = [*table.indexes]
    keys += [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    return {next(iter(key.columns)).name for key in [*keys, table.primary_key]}
