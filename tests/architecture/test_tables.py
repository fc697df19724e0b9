"""Tables keep the rules that every later query relies on."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import mapped_column

import webapp.models  # noqa: F401 - fills the metadata
from webapp.extensions import Model
from webapp.models.columns import UtcDateTime


def eager_documents(base: type[sa.orm.DeclarativeBase]) -> list[str]:
    """Find raw answers that a list would load, or would load one by one."""
    return [
        f"{mapper.class_.__name__}.{attribute.key}: mapped_column(deferred=True, deferred_raiseload=True)"
        for mapper in base.registry.mappers
        for attribute in mapper.column_attrs
        if attribute.key.endswith("_json") and not (attribute.deferred and attribute.raiseload)
    ]


def careless_keys(metadata: sa.MetaData) -> list[str]:
    """Find foreign keys that do not say what a delete does, or that a delete must search for."""
    return [
        f"{table.name}.{column.name}: give it an ondelete and an index that begins with it"
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        for column in [key.parent]
        if key.ondelete is None or column.name not in set(_indexed_first(table))
    ]


def _indexed_first(table: sa.Table) -> Iterator[str]:
    yield table.primary_key.columns[0].name
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield constraint.columns[0].name
    for index in table.indexes:
        first = index.columns[0].name
        only_where = index.dialect_options["postgresql"]["where"]
        if only_where is None or str(only_where) == f"{first} IS NOT NULL":
            yield first


def naive_times(metadata: sa.MetaData) -> list[str]:
    """Find moments whose zone nobody knows."""
    return [
        f"{column}: use UtcDateTime"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.DateTime)
        or (isinstance(column.type, sa.TypeDecorator) and not _is_known(column.type))
    ]


def _is_known(kind: sa.TypeDecorator[object]) -> bool:
    return isinstance(kind, UtcDateTime) or not isinstance(kind.impl_instance, sa.DateTime)


def open_words(metadata: sa.MetaData) -> list[str]:
    """Find enums that the database does not check."""
    return [
        f"{column}: use columns.words()"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum) and (column.type.native_enum or not column.type.create_constraint)
    ]


class Planted(sa.orm.DeclarativeBase):
    pass


class Careless(Planted):
    __tablename__ = "careless"

    id = mapped_column(sa.Integer, primary_key=True)
    parent_id = mapped_column(sa.ForeignKey("careless.id"))
    other_id = mapped_column(sa.ForeignKey("careless.id", ondelete="CASCADE"))
    raw_json = mapped_column(sa.JSON, deferred=True)
    made_at = mapped_column(sa.DateTime(timezone=True))
    kind = mapped_column(sa.Enum("a", "b", native_enum=False))


class TestTables:
    def test_raw_answers_are_loaded_on_request_only(self) -> None:
        assert eager_documents(Model) == []

    def test_every_foreign_key_says_what_a_delete_does_and_is_indexed(self) -> None:
        assert careless_keys(Model.metadata) == []

    def test_every_moment_has_a_zone(self) -> None:
        assert naive_times(Model.metadata) == []

    def test_every_enum_is_checked_by_the_database(self) -> None:
        assert open_words(Model.metadata) == []

    def test_every_row_says_when_it_was_made_and_written(self) -> None:
        stamps = {"created_at", "updated_at"}

        assert [t.name for t in Model.metadata.sorted_tables if not stamps <= set(t.columns.keys())] == []

    def test_every_constraint_has_a_name_that_migrations_can_find(self) -> None:
        nameless = [
            table.name
            for table in Model.metadata.sorted_tables
            for constraint in table.constraints
            if constraint.name is None
        ]

        assert nameless == []

    def test_a_careless_table_is_caught(self) -> None:
        metadata = Planted.metadata

        assert len(eager_documents(Planted)) == 1
        assert len(careless_keys(metadata)) == 2
        assert len(naive_times(metadata)) == 1
        assert len(open_words(metadata)) == 1
