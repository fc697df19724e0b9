"""Whose a member is, and who may read."""

from datetime import timedelta

import pytest

from tests.rights.cast import Cast
from tests.support.roll import add_member, officers_say
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.members.reading import is_own, named_members, read_audience, read_kin, read_member
from webapp.models import PermissionException, Rank
from webapp.permissions.policy import GuildRules, Tool
from webapp.words import Effect


class TestIsOwn:
    def test_ones_characters_are_and_what_is_said_to_be_their_alt(self, cast: Cast) -> None:
        jaina, vereesa = cast.id_of("Jaina"), cast.characters["Vereesa"]
        with cast.app.app_context():
            session = db.session()
            assert not is_own(session, cast.guild_id, vereesa, jaina)
            assert is_own(session, cast.guild_id, cast.characters["Jaina"], jaina)

            officers_say(vereesa, main_id=cast.characters["Jaina"])

            assert is_own(session, cast.guild_id, vereesa, jaina)
            assert not is_own(session, cast.guild_id, vereesa, cast.id_of("Thrall"))
            assert not is_own(session, cast.other_guild_id, vereesa, jaina)

    def test_an_alt_of_an_alt_is_too_and_a_circle_ends(self, cast_on: Cast) -> None:
        jaina = cast_on.id_of("Jaina")
        with cast_on.app.app_context():
            first, second = (add_member(cast_on.guild_id, name) for name in ("Aegwynn", "Kadgara"))
            officers_say(first, main_id=second)
            officers_say(second, main_id=cast_on.characters["Jaina"])
            assert is_own(db.session(), cast_on.guild_id, first, jaina)

            officers_say(second, main_id=first)
            assert not is_own(db.session(), cast_on.guild_id, first, jaina)


class TestReadMember:
    def test_only_who_is_in_the_guild_is(self, cast: Cast) -> None:
        with cast.app.app_context():
            assert read_member(db.session(), cast.guild_id, cast.characters["Anduin"]) is not None
            assert read_member(db.session(), cast.guild_id, cast.characters["Guldan"]) is None


class TestReadKin:
    def test_it_is_everybody_in_the_guild(self, cast: Cast) -> None:
        with cast.app.app_context():
            found = {one.id: one.user_id for one in read_kin(db.session(), cast.guild_id)}

        names = ("Thrall", "Jaina", "Anduin", "Vereesa")
        assert set(found) == {cast.characters[name] for name in names}
        assert found[cast.characters["Vereesa"]] is None


@pytest.mark.parametrize("written", ["\x00x", "x-\x00", "Thrall-\x00", "", "-"])
def test_what_no_name_can_have_means_nobody(cast_on: Cast, written: str) -> None:
    with cast_on.app.app_context():
        assert named_members(db.session(), cast_on.guild_id, written) == []


class TestReadAudience:
    def test_ranks_by_name_and_the_exceptions_that_hold(self, cast_on: Cast) -> None:
        now = clock.now()
        until = {"Anduin": None, "Jaina": now - timedelta(days=1), "Guldan": None}
        with cast_on.app.app_context(), transaction() as session:
            session.add(Rank(guild_id=cast_on.guild_id, rank_id=1, rank_name="Officer"))
            for name, ends in until.items():
                given = PermissionException(guild_id=cast_on.guild_id, user_id=cast_on.id_of(name))
                given.tool_name, given.effect, given.reason = "officer_notes", Effect.GRANT, "helps"
                given.expires_at = ends
                session.add(given)

        with cast_on.app.app_context():
            said = read_audience(db.session(), cast_on.guild_id, Tool.OFFICER_NOTES, GuildRules(), now=now)

        assert said == "Guild master, Officer (rank 1) and 1 exception"
