"""Who may stand on a board is read in one statement, and nobody who is not to be seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.roll import add_guild, add_member, add_realm
from tests.support.signed_in import own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.days import WEEK
from webapp.leaderboards.asking import Asked
from webapp.leaderboards.boards import Board, Contender, standings
from webapp.leaderboards.parts import After, Part
from webapp.leaderboards.queries import best_of_all, best_statement, members
from webapp.lib import clock
from webapp.models import CharacterSnapshot, Guild, GuildMember, GuildPermission, MythicRun, User
from webapp.words import Role, Visibility


def added(guild_id: int, name: str, **facts: Any) -> int:
    return add_member(guild_id, name, **{"verified_at": clock.now(), "class_id": 8, **facts})


def on_board(guild_id: int, board: Board, reset_at: datetime | None = None) -> dict[str, Contender]:
    db.session.rollback()
    found = members(guild_id, board, reset_at=reset_at, now=clock.now())
    return {one.name: one for one in found}


def names(asked: Asked | None = None) -> Sequence[str]:
    db.session.rollback()
    return [one.name for one in best_of_all(asked or Asked(), clock.now())]


def write(statement: Any) -> None:
    with transaction() as session:
        session.execute(statement)


class TestMembers:
    def test_a_realm_is_called_as_people_call_it_where_that_is_known(self, app: Flask) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            guild_id = add_guild()
            for name, realm in (("Thrall", "argent-dawn"), ("Jaina", "not-read-yet")):
                added(guild_id, name, realm=realm, mythic_rating=1.0)

            found = on_board(guild_id, Board.RATING)

        assert [found[name].realm_name for name in ("Thrall", "Jaina")] == ["Argent Dawn", "not-read-yet"]

    def test_the_week_counts_since_the_reset_and_only_of_who_was_seen(self, app_on: Flask) -> None:
        with app_on.app_context():
            now = clock.now().replace(microsecond=0)
            reset_at, guild_id = now - timedelta(days=2), add_guild()
            week = {"vault_week_at": reset_at, "vault_raid": 1, "vault_mythic": 1, "vault_world": None}
            seen = added(guild_id, "Seen", **week)
            idle = added(guild_id, "Idle", **{**week, "vault_week_at": reset_at - WEEK})
            with transaction() as session:
                for number, one in enumerate((seen, seen, seen, idle)):
                    at = reset_at + timedelta(hours=number - 1)
                    run = {"dungeon_id": 5, "level": 10, "is_timed": True}
                    session.add(MythicRun(character_id=one, completed_at=at, **run))

            keys = on_board(guild_id, Board.KEYS, reset_at)
            slots = on_board(guild_id, Board.VAULT, reset_at)

            assert (keys["Seen"].keys, keys["Idle"].keys) == (2, None)
            assert (slots["Seen"].vault_slots, slots["Idle"].vault_slots) == (2, None)
            assert on_board(guild_id, Board.KEYS)["Seen"].keys is None

    def test_a_gain_is_counted_from_the_week_that_ended_four_weeks_ago(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id, then = add_guild(), (clock.now() - 4 * WEEK).date()
            thrall = added(guild_id, "Thrall", equipped_item_level=730)
            added(guild_id, "New", equipped_item_level=730)
            with transaction() as session:
                for back, level in ((8, 600), (1, 700), (-3, 725)):
                    day = {"taken_on": then - timedelta(days=back), "week_on": then, "item_level": level}
                    session.add(CharacterSnapshot(character_id=thrall, **day))

            found = on_board(guild_id, Board.GAIN)

        assert (found["Thrall"].item_level, found["Thrall"].item_level_then) == (730, 700)
        assert found["New"].item_level_then is None

    def test_alts_and_roles_are_those_that_hold_in_the_guild(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            main, alt = added(guild_id, "Main"), added(guild_id, "Alt", role=Role.TANK)
            said = {"main_id": main, "role_override": Role.HEALER}
            write(update(GuildMember).where(GuildMember.character_id == alt).values(said))

            found = on_board(guild_id, Board.RATING)

        assert (found["Alt"].is_alt, found["Alt"].role, found["Main"].is_alt) == (True, Role.HEALER, False)


class TestBestOfAll:
    def test_only_what_a_guild_shows_to_everybody_is_compared(self, app_on: Flask) -> None:
        with app_on.app_context():
            shown = add_guild("Shown", visibility=Visibility.PUBLIC)
            closed = add_guild("Closed")
            off = add_guild("Off", visibility=Visibility.PUBLIC)
            gone = add_guild("Gone", visibility=Visibility.PUBLIC, archived_at=clock.now())
            with transaction() as session:
                rule = {"tool_name": "roster", "min_rank_id": 9, "enabled": False}
                session.add(GuildPermission(guild_id=off, **rule))
            added(shown, "Second", mythic_rating=2000.0)
            added(shown, "First", mythic_rating=2500.0, role=Role.HEALER)
            added(shown, "Warrior", mythic_rating=2600.0, class_id=1)
            added(shown, "Nothing", mythic_rating=0.0)
            added(shown, "Left", mythic_rating=3000.0, left_at=clock.now())
            added(shown, "Old", mythic_rating=3000.0, verified_at=clock.now() - timedelta(days=30))
            for guild_id in (closed, off, gone):
                added(guild_id, f"Of{guild_id}", mythic_rating=3000.0)

            assert names() == ["Warrior", "First", "Second"]
            assert names(Asked(class_id=8, region="eu")) == ["First", "Second"]
            assert names(Asked(role=Role.HEALER)) == ["First"]
            assert names(Asked(region="us")) == []

            write(update(Guild).where(Guild.id == shown).values(visibility=Visibility.MEMBERS))
            assert names() == []

    def test_who_wants_to_stand_nowhere_stands_nowhere(self, app_on: Flask) -> None:
        person = signed_in(app_on)
        with app_on.app_context():
            guild_id = add_guild(visibility=Visibility.PUBLIC)
            added(guild_id, "Listed", mythic_rating=1.0)
            hers = added(guild_id, "Jaina", mythic_rating=2000.0)
        own(app_on, person, hers)

        with app_on.app_context():
            assert names() == ["Jaina", "Listed"]
            write(update(User).where(User.bnet_id == person.user_id).values(is_unlisted=True))

            assert names() == ["Listed"]
            assert set(on_board(guild_id, Board.RATING)) == {"Listed"}

    def test_parts_go_on_among_equals_and_leave_nobody_out(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild(visibility=Visibility.PUBLIC)
            for number, rating in enumerate((9.0, 7.5, 7.5, 7.5, 7.5, 2.0)):
                added(guild_id, f"N{number}", mythic_rating=rating)
            db.session.rollback()
            part, found = Part(limit=2), []
            while True:
                lines = standings(Board.RATING, best_of_all(Asked(), clock.now(), part), part)
                found += [(one.place, one.who.name) for one in lines.lines]
                if lines.after is None:
                    break
                part = Part(lines.after, 2)

        equals = [(2, f"N{number}") for number in range(1, 5)]
        assert found == [(1, "N0"), *equals, (6, "N5")]


class TestBestStatement:
    @pytest.mark.parametrize("after", [None, After(2000.5, 9, 1, 100)])
    def test_it_walks_down_an_index(self, app: Flask, after: After | None) -> None:
        with app.app_context():
            asked = best_statement(Asked(region="eu", class_id=8), clock.now(), Part(after))
            written = asked.compile(db.engine, compile_kwargs={"render_postcompile": True})
            plan = db.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {written}",
                tuple(written.params[key] for key in written.positiontup or ()),
            )
            lines = [row.detail for row in plan]

        assert lines[0].startswith(
            "SEARCH characters USING INDEX ix_characters_region_class_id_mythic_rating"
        )
        assert not [line for line in lines if "TEMP B-TREE FOR ORDER" in line]
