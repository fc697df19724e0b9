"""How a database's schema stands to the program's."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests.migrations.conftest import MIGRATIONS, bare_app
from webapp import database, schema
from webapp.extensions import db
from webapp.schema import SchemaNewer, SchemaState, refuse_newer_schema, schema_state
from webapp.schema.state import code_revision, compare, where_it_stands


class TestCompare:
    @pytest.mark.parametrize(
        ("revision", "state"),
        [
            (None, SchemaState.EMPTY),
            ("0001", SchemaState.BEHIND),
            ("0009", SchemaState.BEHIND),
            ("0014", SchemaState.CURRENT),
            ("0015", SchemaState.NEWER),
            ("d34db33f", SchemaState.NEWER),
        ],
    )
    def test_numbers_say_it(self, revision: str | None, state: SchemaState) -> None:
        assert compare(revision, "0014") is state


class TestCodeRevision:
    def test_it_is_the_one_that_alembic_finds(self) -> None:
        scripts = ScriptDirectory.from_config(Config(MIGRATIONS / "alembic.ini"))

        assert code_revision() == scripts.get_current_head()


class TestWhereItStands:
    @pytest.mark.parametrize(
        ("behind", "applied", "said"),
        [
            (0, 0, "The database is at the newest revision ({newest})."),
            (0, 1, "1 revision was applied; the database is at the newest revision ({newest})."),
            (1, 5, "5 revisions were applied; the database is at revision {older}."),
        ],
    )
    def test_it_says_what_was_done_and_what_is(self, behind: int, applied: int, said: str) -> None:
        newest = code_revision()
        older = f"{int(newest) - 1:04}"

        told = where_it_stands(older if behind else newest, applied=applied)

        assert told == said.format(newest=newest, older=older)

    def test_a_database_without_tables_is_at_none(self) -> None:
        assert where_it_stands(None, applied=0) == "The database is at revision none."


class TestSchemaState:
    def test_it_follows_the_migrations(self, empty_app: Flask) -> None:
        seen = []
        with empty_app.app_context():
            for move in (lambda: None, upgrade, downgrade, lambda: downgrade(revision="base")):
                move()
                seen.append(schema_state(db.engine).value)

        assert seen == ["empty", "current", "behind", "empty"]

    def test_asking_makes_no_file(self, tmp_path: Path) -> None:
        with bare_app(f"sqlite:///{tmp_path / 'none.db'}").app_context():
            state = schema_state(db.engine)

        assert (state, list(tmp_path.iterdir())) == (SchemaState.EMPTY, [])


class TestRefuseNewerSchema:
    def test_a_revision_that_we_do_not_know_is_refused(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            upgrade()
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

            with pytest.raises(SchemaNewer, match=r"newer Muster \(revision 9999"):
                refuse_newer_schema(db.engine)

    def test_older_and_equal_ones_are_not(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            refuse_newer_schema(db.engine)
            upgrade()
            refuse_newer_schema(db.engine)
            downgrade()

            refuse_newer_schema(db.engine)


class TestInitApp:
    def test_a_database_that_is_away_stops_nobody(self) -> None:
        url = "postgresql://nobody@127.0.0.1:1/none"
        app = Flask("away")
        app.config["SQLALCHEMY_DATABASE_URI"] = database.normalised_url(url)
        db.init_app(app)

        schema.init_app(app)

    def test_a_file_that_is_no_database_stops_nobody(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.db"
        path.write_text("Dear Thrall, " * 100)

        schema.init_app(bare_app(f"sqlite:///{path}"))

        assert path.read_text().startswith("Dear")

    def test_connections_keep_their_manners_afterwards(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            upgrade()
        schema.init_app(empty_app)

        with empty_app.app_context(), db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.execute(text("SELECT count(*) FROM users")).scalar() == 0
