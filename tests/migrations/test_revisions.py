"""Every revision: numbered, reversible, kind to the rows that it finds."""

import ast
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from tests.migrations.conftest import MIGRATIONS, REVISIONS, Step, bare_app
from tests.migrations.rows import Rows
from tests.migrations.shape import shape_of
from webapp.extensions import db
from webapp.schema.state import where_it_stands

OF_DATA = {"0046", "0067", "0071"}
"""Revisions that change rows alone; each has a test of its own."""
FILES = sorted((MIGRATIONS / "versions").glob("*.py"))


class TestNumbers:
    def test_revisions_are_numbered_without_gaps(self) -> None:
        expected = [f"{number:04}" for number in range(1, len(FILES) + 1)]

        assert [path.name[:4] for path in FILES] == expected

    def test_each_follows_the_one_before(self) -> None:
        scripts = ScriptDirectory.from_config(Config(MIGRATIONS / "alembic.ini"))

        chain = [(script.revision, script.down_revision) for script in scripts.walk_revisions()]

        assert chain == list(zip(reversed(REVISIONS), [*reversed(REVISIONS[:-1]), None], strict=True))

    def test_the_head_file_holds_the_newest(self) -> None:
        assert (MIGRATIONS / "HEAD").read_text() == f"{REVISIONS[-1]}\n"

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_no_revision_imports_the_product(self, path: Path) -> None:
        nodes = list(ast.walk(ast.parse(path.read_text())))

        imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        imported |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}

        packages = {str(name).partition(".")[0] for name in imported}
        assert packages - sys.stdlib_module_names <= {"sqlalchemy", "alembic"}


each = pytest.mark.parametrize("revision", REVISIONS)


class TestUpDownUp:
    """One class, because each process that gets a part of it takes the whole walk."""

    @each
    def test_up_changes_tables_or_it_is_one_of_data(self, walk: dict[str, Step], revision: str) -> None:
        before, after_up, _, _ = walk[revision].shapes

        assert (after_up == before) is (revision in OF_DATA)

    @each
    def test_down_removes_exactly_what_up_added(self, walk: dict[str, Step], revision: str) -> None:
        before, _, after_down, _ = walk[revision].shapes

        assert after_down == before

    @each
    def test_up_again_is_the_same_as_up(self, walk: dict[str, Step], revision: str) -> None:
        _, after_up, _, after_second_up = walk[revision].shapes

        assert after_second_up == after_up

    @each
    def test_rows_of_earlier_tables_survive(self, walk: dict[str, Step], revision: str) -> None:
        before, after_up, after_down, after_second_up = walk[revision].rows

        kept = [_as_before(rows, before) for rows in (after_up, after_down, after_second_up)]

        assert kept == [before] * 3

    def test_every_table_had_rows_on_the_walk(self, walk: dict[str, Step]) -> None:
        last = walk[REVISIONS[-1]].rows[1]

        assert {name for name, rows in last.items() if not rows} == set()

    def test_every_column_was_filled(self, walk: dict[str, Step]) -> None:
        last = walk[REVISIONS[-1]].rows[1]

        empty = {(name, key) for name, rows in last.items() for key in rows[0] if rows[0][key] is None}

        assert empty == set()


def _as_before(rows: Rows, before: Rows) -> Rows:
    """Return the tables and columns that there were before."""
    return {name: [{key: row[key] for key in old[0]} for row in rows[name]] for name, old in before.items()}


class TestModels:
    def test_alembic_finds_no_difference(self, empty_url: str) -> None:
        with bare_app(empty_url).app_context():
            upgrade()
            with db.engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                difference = compare_metadata(context, db.metadata)
            db.engine.dispose()

        assert difference == []

    def test_migrations_make_what_the_models_say_by_every_name(self, empty_url: str) -> None:
        with bare_app(empty_url).app_context():
            with db.engine.begin() as connection:
                db.metadata.create_all(connection)
                modelled = shape_of(connection)
                db.metadata.drop_all(connection)
            upgrade()
            with db.engine.connect() as connection:
                migrated = shape_of(connection)
            db.engine.dispose()

        assert migrated == modelled

    def test_nothing_is_left_at_the_bottom_and_each_way_is_told_in_a_sentence(
        self, empty_url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with bare_app(empty_url).app_context():
            upgrade()
            downgrade(revision="base")
            with db.engine.connect() as connection:
                left = shape_of(connection)
            db.engine.dispose()

        assert left == {}
        there, back = where_it_stands(REVISIONS[-1], applied=len(REVISIONS)), where_it_stands(None, applied=0)
        assert capsys.readouterr().out.splitlines() == [there, back]
