"""What is stored comes back, whatever people are called."""

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, undefer

from tests.migrations import rows
from tests.models.cast import NAMES, character, guild, save
from webapp import models
from webapp.lib.names import name_key
from webapp.models import Character, Guild


class TestEveryTable:
    @pytest.mark.parametrize("name", models.__all__)
    def test_a_row_with_every_column_comes_back_equal(self, filled: Session, name: str) -> None:
        mapper = inspect(getattr(models, name))
        chosen = rows.CHOSEN[mapper.local_table.name]

        found = filled.scalars(select(mapper.class_).options(undefer("*"))).one()

        columns = {column.name: column for column in mapper.local_table.columns}
        made_up = {key: rows.made_up(column) for key, column in columns.items() if key not in chosen}
        assert {key: getattr(found, key) for key in columns} == made_up | chosen


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
class TestNames:
    def test_a_name_comes_back_letter_for_letter(self, session: Session, name: str) -> None:
        save(session, guild(name=name, name_key=name_key(name)))
        save(session, character(name=name, name_key=name_key(name), profile_json={"name": name}))
        session.expunge_all()

        found = session.scalars(select(Character).options(undefer(Character.profile_json))).one()

        assert (found.name, found.profile_json) == (name, {"name": name})
        assert session.scalars(select(Guild.name)).one() == name

    def test_its_key_finds_it(self, session: Session, name: str) -> None:
        save(session, character(name=name, name_key=name_key(name)))

        found = session.scalars(
            select(Character.name).where(Character.name_key == name_key(name.upper()))
        ).all()

        assert found == [name]


class TestNumbers:
    def test_ids_beyond_32_bits_stay_exact(self, session: Session) -> None:
        save(session, character(2**53 + 1))

        assert session.scalars(select(Character.bnet_character_id)).one() == 2**53 + 1
