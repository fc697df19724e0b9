"""What officers said about members outlives every sync, and means nothing where a member is gone."""

from datetime import timedelta

from sqlalchemy import select

from tests.support.roll import officers_say, said_of
from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.members.mains import families
from webapp.members.reading import read_kin
from webapp.models import OfficerNote
from webapp.words import Role

DAY = timedelta(days=1)


def say(engine: Engine, alt: str, main: str) -> None:
    """Let officers set the role of one member, whose alt it is, and a note."""
    main_id, alt_id = engine.character(main).id, engine.character(alt).id
    officers_say(alt_id, role_override=Role.TANK, main_id=main_id)
    with transaction() as session:
        note = OfficerNote(guild_id=engine.guild_id, character_id=alt_id, body="Late twice.")
        note.written_at = engine.now
        session.add(note)


def mains(engine: Engine) -> dict[int, int]:
    db.session.rollback()
    return families(read_kin(db.session(), engine.guild_id))


class TestASync:
    def test_it_overwrites_nothing_that_officers_said(self, synced_on: Engine) -> None:
        alt, main = synced_on.public_names()[1:3]
        say(synced_on, alt, main)
        synced_on.happen("rename", alt, new_name="Brandneu")

        synced_on.sync_later(DAY)
        synced_on.resync()

        row = synced_on.character("Brandneu")
        assert row.last_synced_at == synced_on.now
        assert said_of(row.id).role_override is Role.TANK
        assert mains(synced_on) == {row.id: synced_on.character(main).id}
        note = db.session.scalars(select(OfficerNote)).one()
        assert (note.character_id, note.body) == (row.id, "Late twice.")

    def test_a_main_who_leaves_lets_the_alt_stand_alone_until_they_return(self, synced: Engine) -> None:
        alt, main = synced.public_names()[1:3]
        say(synced, alt, main)
        synced.happen("leave", main)

        synced.sync_later(DAY)

        assert mains(synced) == {}
        assert said_of(synced.character(alt).id).main_id == synced.character(main).id
