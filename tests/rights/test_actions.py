"""Every change of rights: what is stored, who is asked again, what the log says, and what is refused."""

import pytest
from sqlalchemy import select

from tests.rights.cast import Cast
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, GuildMember
from webapp.permissions.audit import Action
from webapp.permissions.changes import Moved, Refused, RightLost
from webapp.permissions.policy import GuildRules, Tool, ToolRule
from webapp.rights import actions
from webapp.words import Visibility

NOTES_FROM_2 = GuildRules(rules={Tool.OFFICER_NOTES.value: ToolRule(2)})


class TestSaveMapping:
    def test_it_stores_what_differs_and_tells_the_log(self, cast_on: Cast) -> None:
        with cast_on.app.app_context():
            actions.save_mapping(
                cast_on.guild_id, cast_on.id_of("Thrall"), NOTES_FROM_2, version=0, now=clock.now()
            )

        cast_on.rank("Anduin", 2)
        assert Tool.OFFICER_NOTES in cast_on.tools("Anduin")
        (entry,) = cast_on.entries()
        assert (entry.action, entry.subject, entry.actor_id) == (
            Action.TOOL_RULE,
            "officer_notes",
            cast_on.id_of("Thrall"),
        )
        assert (entry.before, entry.after) == (
            {"min_rank": 1, "is_on": True},
            {"min_rank": 2, "is_on": True},
        )

    def test_it_makes_what_is_kept_old_once(self, cast: Cast) -> None:
        two = GuildRules(rules={"officer_notes": ToolRule(2), "export": ToolRule(2)})
        with cast.app.app_context():
            actions.save_mapping(cast.guild_id, cast.id_of("Thrall"), two, version=0, now=clock.now())

        assert cast.guild().permission_version == 1
        assert len(cast.entries()) == 2

    def test_what_is_so_already_changes_nothing(self, cast: Cast) -> None:
        with cast.app.app_context():
            actions.save_mapping(
                cast.guild_id, cast.id_of("Thrall"), GuildRules(), version=0, now=clock.now()
            )

        assert cast.guild().permission_version == 0
        assert cast.entries() == []

    def test_it_is_refused_when_rights_moved(self, cast: Cast) -> None:
        cast.rank("Anduin", 2)
        with cast.app.app_context(), pytest.raises(Moved):
            actions.save_mapping(
                cast.guild_id, cast.id_of("Thrall"), NOTES_FROM_2, version=0, now=clock.now()
            )

        assert cast.entries() == []

    @pytest.mark.parametrize("name", ["Jaina", "Anduin", "Arthas", "Guldan"])
    def test_it_asks_for_the_right_again(self, cast: Cast, name: str) -> None:
        with cast.app.app_context(), pytest.raises(RightLost):
            actions.save_mapping(cast.guild_id, cast.id_of(name), NOTES_FROM_2, version=0, now=clock.now())

        assert cast.entries() == []

    def test_who_runs_the_server_may(self, cast: Cast) -> None:
        with cast.app.app_context():
            actions.save_mapping(
                cast.guild_id, cast.id_of("Khadgar"), NOTES_FROM_2, version=0, now=clock.now()
            )

        assert len(cast.entries()) == 1

    def test_the_last_who_has_the_settings_keeps_them(self, cast: Cast) -> None:
        settings_from_1 = GuildRules(rules={"settings": ToolRule(1)})
        with cast.app.app_context():
            actions.save_mapping(
                cast.guild_id, cast.id_of("Thrall"), settings_from_1, version=0, now=clock.now()
            )
        cast.rank("Thrall", 5)

        with cast.app.app_context(), pytest.raises(Refused) as caught:
            actions.save_mapping(cast.guild_id, cast.id_of("Jaina"), GuildRules(), version=2, now=clock.now())

        assert caught.value.field == "rank_settings"


class TestNameRanks:
    def test_a_rank_is_named_renamed_and_loses_its_name(self, cast: Cast) -> None:
        thrall = cast.id_of("Thrall")
        with cast.app.app_context():
            for name in ("Seer", "Seer", "Elder", None):
                actions.name_ranks(cast.guild_id, thrall, {2: name}, now=clock.now())

        assert [(one.subject, one.before, one.after) for one in cast.entries()] == [
            ("2", None, "Seer"),
            ("2", "Seer", "Elder"),
            ("2", "Elder", None),
        ]
        assert cast.guild().data_version == 3


class TestSetVisibility:
    def test_a_guild_opens_and_closes(self, cast: Cast) -> None:
        thrall = cast.id_of("Thrall")
        with cast.app.app_context():
            actions.set_visibility(cast.guild_id, thrall, Visibility.PUBLIC, now=clock.now())
            actions.set_visibility(cast.guild_id, thrall, Visibility.PUBLIC, now=clock.now())

        assert cast.tools("Arthas") == {Tool.ROSTER}
        assert [(one.before, one.after) for one in cast.entries()] == [("members", "public")]


class TestConfirmRanks:
    def test_ranks_count_again_as_the_roster_tells_them(self, cast_on: Cast) -> None:
        with cast_on.app.app_context():
            guild = db.session.get_one(Guild, cast_on.guild_id)
            guild.ranks_doubted_at, guild.ranks_doubt = clock.now(), "Rank 1 has 40 members, not 3."
            db.session.commit()
        cast_on.rank("Thrall", 0, confirmed_rank=0)
        cast_on.rank("Anduin", 1, confirmed_rank=4)
        assert cast_on.standing("Anduin").rank == 4

        with cast_on.app.app_context():
            for _ in range(2):
                actions.confirm_ranks(cast_on.guild_id, cast_on.id_of("Thrall"), now=clock.now())

        assert cast_on.standing("Anduin").rank == 1
        guild = cast_on.guild()
        assert (guild.ranks_doubted_at, guild.ranks_doubt) == (None, None)
        assert guild.ranks_confirmed_at is not None
        assert [one.action for one in cast_on.entries()] == [Action.RANKS_CONFIRMED]
        with cast_on.app.app_context():
            assert set(db.session.scalars(select(GuildMember.confirmed_rank))) == {None}
