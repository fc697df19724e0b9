"""Characters that there are get their plain names; a way that was broken off is gone to its end."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests.migrations import rows
from tests.migrations.conftest import bare_app
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.lib.spelling import plain

NAMES = ("Hánnírd", "Thrall", "Ægir", "Þórðr", "Łódź", "İstanbul", "Ёжик", "릴리스", "Kael’thas", "Straße")


class TestFilling:
    def test_each_name_is_written_as_the_code_writes_it_also_the_second_time(self, empty_url: str) -> None:
        with bare_app(empty_url).app_context():
            upgrade(revision="0070")
            with db.engine.begin() as connection:
                rows.insert(connection, rows.tables_named(connection, {"users", "guilds"}))
                (table,) = rows.tables_named(connection, {"characters"})
                made_up = {column.name: rows.value_for(column, table) for column in table.columns}
                for number, name in enumerate(NAMES, start=1):
                    of = {"id": number, "bnet_character_id": number, "name": name, "name_plain": None}
                    row = {**made_up, **of, "main_id": None, "name_key": name_key(name)}
                    connection.execute(table.insert(), [row])
            upgrade(revision="0071")
            downgrade(revision="0070")
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE characters SET name_plain = NULL WHERE id > 3"))
            upgrade(revision="0071")

            with db.engine.connect() as connection:
                found = connection.execute(text("SELECT name_plain FROM characters ORDER BY id")).scalars()
                assert list(found) == [plain(name) for name in NAMES]
            db.engine.dispose()
