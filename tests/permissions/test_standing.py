"""What a person is in a guild, in one statement, and how long that is kept."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from tests.support.roll import NOON, add_guild, add_member, add_realm
from tests.support.signed_in import own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild, GuildMember, GuildPermission, PermissionException
from webapp.permissions.policy import GuildRules, Standing, ToolRule
from webapp.permissions.queries import standing_in
from webapp.permissions.standing import first_version, read_standing
from webapp.words import Effect, Visibility


def standing_of(app: Flask, guild_id: int, user_id: int) -> tuple[Standing, GuildRules]:
    with app.app_context():
        return read_standing(db.session(), guild_id, user_id)


class TestReadStanding:
    def test_the_best_rank_counts_whatever_the_order(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)
        with app_on.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            guild_id = add_guild()
            ids = [
                add_member(guild_id, name, rank=rank)
                for name, rank in (("Alt", 7), ("Jaina", 1), ("Bank", 4))
            ]
        for character_id in ids:
            own(app_on, jaina, character_id)

        standing, _ = standing_of(app_on, guild_id, jaina.user_id)

        assert (standing.rank, standing.through) == (1, "Jaina-Argent Dawn")

    def test_who_left_and_who_is_elsewhere_gives_no_rank(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)
        with app_on.app_context():
            guild_id, other = add_guild(), add_guild("Elsewhere")
            ids = [add_member(guild_id, "Gone", rank=0, left_at=NOON), add_member(other, "Jaina", rank=0)]
        for character_id in ids:
            own(app_on, jaina, character_id)

        assert standing_of(app_on, guild_id, jaina.user_id)[0] == Standing()

    def test_what_the_guild_decided_and_what_about_this_person(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)
        with app_on.app_context():
            guild_id = add_guild(visibility=Visibility.PUBLIC)
            with transaction() as session:
                session.add(
                    GuildPermission(guild_id=guild_id, tool_name="logs", min_rank_id=3, enabled=False)
                )
                session.add(
                    PermissionException(
                        guild_id=guild_id, user_id=jaina.user_id, tool_name="export", effect=Effect.GRANT,
                        reason="analyst", expires_at=NOON,
                    )
                )  # fmt: skip

        standing, rules = standing_of(app_on, guild_id, jaina.user_id)

        assert rules == GuildRules({"logs": ToolRule(3, is_on=False)}, is_public=True)
        (exemption,) = standing.exemptions
        assert (exemption.tool, exemption.effect, exemption.expires_at) == ("export", Effect.GRANT, NOON)

    def test_while_ranks_are_in_doubt_nobody_stands_above_before(self, app_on: Flask) -> None:
        people = [signed_in(app_on) for _ in range(3)]
        with app_on.app_context():
            guild_id = add_guild(ranks_doubted_at=NOON)
            ids = [
                add_member(guild_id, name, rank=rank) for name, rank in (("Up", 1), ("Down", 5), ("New", 2))
            ]
            with transaction() as session:
                for character_id, confirmed in zip(ids, (5, 1, None), strict=True):
                    member = session.query(GuildMember).filter_by(character_id=character_id).one()
                    member.confirmed_rank = confirmed
        for person, character_id in zip(people, ids, strict=True):
            own(app_on, person, character_id)

        ranks = [standing_of(app_on, guild_id, person.user_id)[0].rank for person in people]

        assert ranks == [5, 5, 9]

    @pytest.mark.parametrize(
        ("others", "ranks"), [((1, 0), [0, 1]), ((0, 1), [2, 1])], ids=["one master", "two, which cannot be"]
    )
    def test_a_guild_handed_over_while_ranks_are_in_doubt_has_its_new_master(
        self, app_on: Flask, others: tuple[int, int], ranks: list[int]
    ) -> None:
        people = [signed_in(app_on) for _ in range(2)]
        with app_on.app_context():
            guild_id = add_guild(ranks_doubted_at=NOON)
            ids = [add_member(guild_id, "New", rank=0), add_member(guild_id, "Old", rank=others[0])]
            with transaction() as session:
                for character_id, confirmed in zip(ids, (2, others[1]), strict=True):
                    member = session.query(GuildMember).filter_by(character_id=character_id).one()
                    member.confirmed_rank = confirmed
        for person, character_id in zip(people, ids, strict=True):
            own(app_on, person, character_id)

        found = [standing_of(app_on, guild_id, person.user_id)[0].rank for person in people]

        assert found == ranks


def demote(app: Flask) -> None:
    """Demote everybody in another thread, which has a session of its own."""

    def change() -> None:
        with app.app_context(), transaction() as session:
            session.execute(update(GuildMember).values(rank=9))
            session.execute(update(Guild).values(permission_version=Guild.permission_version + 1))

    thread = threading.Thread(target=change)
    thread.start()
    thread.join()


class TestStandingIn:
    def test_it_asks_once_until_the_rights_have_a_new_version(self, app: Flask) -> None:
        jaina = signed_in(app)
        with app.app_context():
            guild_id, asked = add_guild(), []
            event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
            counts = []
            for version in (0, 0, 1, 1):
                with transaction() as session:
                    session.execute(update(Guild).values(permission_version=version))
                asked.clear()
                standing_in(guild_id, version, jaina.user_id)
                counts.append(sum("UNION ALL" in statement for statement in asked))

        assert counts == [1, 0, 1, 0]

    def test_what_an_older_look_at_the_database_tells_is_not_kept_as_new(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)
        with app_on.app_context():
            guild_id = add_guild()
            character_id = add_member(guild_id, "Jaina", rank=0)
        own(app_on, jaina, character_id)
        with app_on.app_context():
            db.session.execute(select(Guild.id)).all()  # SQLite looks at this moment from here on
            demote(app_on)

            ranks = [standing_in(guild_id, 1, jaina.user_id)[0].rank for _ in range(2)]

        assert ranks == [9, 9]


class TestFirstVersion:
    def test_a_guild_that_gets_a_removed_ones_number_begins_later(self) -> None:
        assert first_version(NOON) < first_version(NOON + timedelta(minutes=1)) < 2**31
