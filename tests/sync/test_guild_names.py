"""A renamed guild stays itself: under its new name, at its new address, with all that it had."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.support.roll import NOON, add_guild, add_member
from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.names import LONGEST_NAME
from webapp.models import FormerGuildName, Guild
from webapp.sync.guild_names import follow_rename, take_name
from webapp.sync.tracking import track_guild

HALF_HOUR, TWO_HOURS = timedelta(minutes=31), timedelta(hours=2)
NEW = "Emberwatch"


def rename(engine: Engine) -> None:
    """Let the guild take a new name, and somebody play on: their profile names it as it is called now."""
    control, player = engine.simulator.control, engine.truth(engine.public_names()[1])
    control.happen("rename_guild", region="eu", realm="argent-dawn", guild="lantern-watch", new_name=NEW)
    control.advance(60)
    control.happen("log_in", region="eu", realm=player["realm"], name=player["name"])


class TestFollowRename:
    def test_the_member_who_played_last_tells_the_new_name(self, synced_on: Engine) -> None:
        number = synced_on.guild_id
        rename(synced_on)
        for _ in range(4):
            synced_on.sync_later(TWO_HOURS)

        guild = synced_on.guild()
        assert (guild.id, guild.name, guild.name_key) == (number, NEW, NEW.lower())
        assert (guild.missing_since, guild.archived_at, guild.roster_outcome) == (None, None, "ok")
        assert (synced_on.member_count(), db.session.scalar(select(func.count(Guild.id)))) == (MEMBERS, 1)
        assert "left" not in synced_on.events()
        synced_on.check()

    def test_who_has_not_played_since_tells_nothing(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="guild*", status=404)

        synced.sync_later(HALF_HOUR)

        guild = synced.guild()
        assert (guild.name, guild.missing_since) == ("Lantern Watch", synced.now)

    def test_only_who_names_this_very_guild_counts_and_of_them_who_played_last(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild(bnet_guild_id=77)
            for name, number, called, hours in (
                ("Thrall", 77, "Before", 3),
                ("Jaina", 77, NEW, 2),
                ("Arthas", 78, "Another", 1),
            ):
                told = {"guild": {"id": number, "name": called, "realm": {"slug": "argent-dawn"}}}
                played: dict[str, Any] = {
                    "profile_json": told,
                    "last_login_at": NOON - timedelta(hours=hours),
                }
                add_member(guild_id, name, **played)

            with transaction() as session:
                assert follow_rename(session, session.get_one(Guild, guild_id), NOON)

            assert db.session.get_one(Guild, guild_id).name == NEW


class TestTakeName:
    def test_a_name_for_which_there_is_no_room_is_not_taken(self, app: Flask) -> None:
        long = "x" * (LONGEST_NAME + 1)
        with app.app_context(), transaction() as session:
            guild = session.get_one(Guild, add_guild(NEW))

            assert not take_name(session, guild, realm="argent-dawn", name=long, now=NOON)
            assert guild.name == NEW

    def test_whoever_adds_it_under_its_new_name_finds_it_again(self, synced: Engine) -> None:
        rename(synced)
        tracked = track_guild(
            region="eu", realm="argent-dawn", name=NEW, client=synced.client, now=synced.now
        )
        synced.sync_later(TWO_HOURS)

        assert (tracked.guild_id, tracked.is_new) == (synced.guild_id, False)
        assert (synced.guild().name, synced.guild().roster_outcome) == (NEW, "ok")
        synced.check()

    def test_an_old_address_is_the_guilds_that_had_it_last(self, app_on: Flask) -> None:
        with app_on.app_context():
            older, newer = add_guild("Dawn"), add_guild("Dusk")
            with transaction() as session:
                for guild_id, name in ((older, "Dusk"), (older, "Dawn"), (older, "Noon"), (newer, "Dawn")):
                    guild = session.get_one(Guild, guild_id)
                    assert take_name(session, guild, realm="argent-dawn", name=name, now=NOON)
                assert not take_name(session, guild, realm="argent-dawn", name="Dawn", now=NOON)

            found = {one.name_key: one.guild_id for one in db.session.scalars(select(FormerGuildName))}

        assert found == {"dawn": older, "dusk": newer}
