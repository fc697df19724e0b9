"""Every version of a note stays, by guild and character."""

from sqlalchemy import select

from tests.rights.cast import Cast
from tests.support.roll import officers_say
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.members.note_store import (
    count_read,
    noted_members,
    read_newest,
    read_versions,
    write_version,
)
from webapp.models import NoteRead
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, begin_change
from webapp.permissions.policy import Tool


def write(cast: Cast, about: str, *bodies: str, who: str = "Jaina") -> None:
    for body in bodies:
        with cast.app.app_context(), transaction() as session:
            change = begin_change(
                session, cast.guild_id, cast.id_of(who), clock.now(), tool=Tool.OFFICER_NOTES
            )
            write_version(change, cast.characters[about], body)


class TestVersions:
    def test_the_newest_is_the_note_and_the_emptied_one_stays(self, cast_on: Cast) -> None:
        write(cast_on, "Anduin", "Late twice.", "")

        with cast_on.app.app_context():
            versions = read_versions(db.session(), cast_on.guild_id, cast_on.characters["Anduin"])
            newest = read_newest(db.session(), cast_on.guild_id, cast_on.characters["Anduin"])

        assert [(one.body, one.by) for one in versions] == [("", "Jaina"), ("Late twice.", "Jaina")]
        assert newest == versions[0]

    def test_the_log_says_that_and_not_what(self, cast: Cast) -> None:
        write(cast, "Anduin", "Late twice.", "")

        entries = cast.entries()
        assert [(one.action, one.after) for one in entries] == [
            (Action.NOTE, {"is_empty": False}),
            (Action.NOTE, {"is_empty": True}),
        ]
        assert {one.character_id for one in entries} == {cast.characters["Anduin"]}
        assert cast.guild().permission_version == 0

    def test_another_guilds_notes_are_not_there(self, cast: Cast) -> None:
        write(cast, "Anduin", "Late twice.")

        with cast.app.app_context():
            assert read_newest(db.session(), cast.other_guild_id, cast.characters["Anduin"]) is None


class TestCountRead:
    def test_each_reader_has_one_row_that_counts(self, cast_on: Cast) -> None:
        def read(who: str) -> None:
            with cast_on.app.app_context(), transaction() as session:
                change: Change = begin_change(
                    session, cast_on.guild_id, cast_on.id_of(who), clock.now(), tool=Tool.OFFICER_NOTES
                )
                count_read(change, cast_on.characters["Anduin"])

        for who in ("Jaina", "Jaina", "Thrall"):
            read(who)

        with cast_on.app.app_context(), transaction() as session:
            rows = {row.reader_id: row.times for row in session.scalars(select(NoteRead))}
        assert rows == {cast_on.id_of("Jaina"): 2, cast_on.id_of("Thrall"): 1}


class TestNotedMembers:
    def test_whoever_has_a_note_now_but_for_the_readers_own(self, cast_on: Cast) -> None:
        write(cast_on, "Anduin", "Late.")
        write(cast_on, "Vereesa", "Late.", "")
        write(cast_on, "Thrall", "Fine.")

        with cast_on.app.app_context():
            seen = noted_members(db.session(), cast_on.guild_id, cast_on.id_of("Jaina"))
            thralls = noted_members(db.session(), cast_on.guild_id, cast_on.id_of("Thrall"))

        assert seen == {cast_on.characters["Anduin"], cast_on.characters["Thrall"]}
        assert thralls == {cast_on.characters["Anduin"]}

    def test_an_alt_of_the_readers_is_the_readers(self, cast: Cast) -> None:
        write(cast, "Vereesa", "Late.")
        with cast.app.app_context():
            officers_say(cast.characters["Vereesa"], main_id=cast.characters["Jaina"])
            assert noted_members(db.session(), cast.guild_id, cast.id_of("Jaina")) == frozenset()
            assert noted_members(db.session(), cast.guild_id, cast.id_of("Thrall")) != frozenset()
