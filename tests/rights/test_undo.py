"""What was changed is taken back as a change of its own, unless something happened since."""

from collections.abc import Callable

import pytest

from tests.rights.cast import Cast
from tests.support.roll import said_of
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.members.mains import CLAIMED
from webapp.members.note_store import write_version
from webapp.members.writing import write_main, write_role
from webapp.models import AuditEntry
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, NotThere, Refused, RightLost, begin_change
from webapp.permissions.policy import Exemption, GuildRules, Tool, ToolRule
from webapp.rights import actions
from webapp.rights.forms import WantedException
from webapp.rights.undoing import CHANGED_SINCE, NOT_UNDONE, UNDONE
from webapp.words import Effect, Role, Visibility


def save(cast: Cast, tool: str, rank: int) -> None:
    with cast.app.app_context():
        rules = GuildRules(rules={tool: ToolRule(rank)})
        version = cast.guild().permission_version
        actions.save_mapping(cast.guild_id, cast.id_of("Thrall"), rules, version=version, now=clock.now())


def undo(cast: Cast, entry_id: int, name: str = "Thrall") -> None:
    with cast.app.app_context():
        actions.undo(cast.guild_id, cast.id_of(name), entry_id, now=clock.now())


def edit(cast: Cast, work: Callable[[Change], object]) -> None:
    with cast.app.app_context(), transaction() as session:
        work(begin_change(session, cast.guild_id, cast.id_of("Jaina"), clock.now(), tool=Tool.ROSTER_EDIT))


class TestTakeBack:
    def test_a_rule_is_as_before_and_the_log_says_what_was_taken_back(self, cast_on: Cast) -> None:
        save(cast_on, "officer_notes", 9)
        assert Tool.OFFICER_NOTES in cast_on.tools("Anduin")

        undo(cast_on, cast_on.entries()[0].id)

        assert Tool.OFFICER_NOTES not in cast_on.tools("Anduin")
        done, undone = cast_on.entries()
        assert (undone.undoes_id, undone.before, undone.after) == (done.id, done.after, done.before)

    def test_only_that_tool_is_taken_back(self, cast: Cast) -> None:
        save(cast, "export", 9)
        with cast.app.app_context():
            both = GuildRules(rules={"export": ToolRule(9), "officer_notes": ToolRule(9)})
            actions.save_mapping(cast.guild_id, cast.id_of("Thrall"), both, version=1, now=clock.now())

        undo(cast, cast.entries()[0].id)

        assert Tool.OFFICER_NOTES in cast.tools("Anduin")
        assert Tool.EXPORT not in cast.tools("Anduin")

    def test_taking_back_can_be_taken_back(self, cast: Cast) -> None:
        save(cast, "export", 9)
        undo(cast, cast.entries()[0].id)

        undo(cast, cast.entries()[1].id)

        assert Tool.EXPORT in cast.tools("Anduin")

    def test_a_name_a_visibility_and_an_exception_are_taken_back(self, cast: Cast) -> None:
        thrall, now = cast.id_of("Thrall"), clock.now()
        exemption = Exemption(tool="export", effect=Effect.GRANT, reason="trial", expires_at=None)
        with cast.app.app_context():
            actions.name_ranks(cast.guild_id, thrall, {2: "Seer"}, now=now)
            actions.set_visibility(cast.guild_id, thrall, Visibility.PUBLIC, now=now)
            given = WantedException(cast.id_of("Anduin"), Tool.EXPORT, exemption)
            actions.make_exception(cast.guild_id, thrall, given, now=now)

        for entry in cast.entries():
            undo(cast, entry.id)

        assert Tool.EXPORT not in cast.tools("Anduin")
        assert cast.tools("Arthas") == frozenset()
        assert [one.after for one in cast.entries()[3:]] == [None, "members", None]

    def test_what_was_changed_since_stays(self, cast: Cast) -> None:
        save(cast, "export", 9)
        save(cast, "export", 5)

        with pytest.raises(Refused, match=CHANGED_SINCE):
            undo(cast, cast.entries()[0].id)

        assert len(cast.entries()) == 2

    def test_what_was_brought_back_by_hand_is_not_the_same(self, cast: Cast) -> None:
        for rank in (9, 5, 9):
            save(cast, "export", rank)

        with pytest.raises(Refused, match=CHANGED_SINCE):
            undo(cast, cast.entries()[0].id)

    def test_twice_is_once(self, cast: Cast) -> None:
        save(cast, "export", 9)
        undo(cast, cast.entries()[0].id)

        with pytest.raises(Refused, match=UNDONE):
            undo(cast, cast.entries()[0].id)

    def test_a_thing_that_is_gone_is_not_brought_back(self, cast: Cast) -> None:
        save(cast, "export", 9)
        entry = cast.entries()[0]
        with cast.app.app_context():
            db.session.get_one(AuditEntry, entry.id).after = {"min_rank": 3, "is_on": True}
            db.session.commit()

        with pytest.raises(Refused, match=CHANGED_SINCE):
            undo(cast, entry.id)

    @pytest.mark.parametrize("action", [Action.VIEW_AS.value, Action.RANKS_CONFIRMED.value, "note_written"])
    def test_what_only_happened_stays(self, cast: Cast, action: str) -> None:
        with cast.app.app_context():
            db.session.add(AuditEntry(guild_id=cast.guild_id, action=action, at=clock.now()))
            db.session.commit()

        with pytest.raises(Refused, match=NOT_UNDONE):
            undo(cast, cast.entries()[0].id)

    def test_another_guilds_entry_is_not_there(self, cast: Cast) -> None:
        with cast.app.app_context():
            db.session.add(
                AuditEntry(guild_id=cast.other_guild_id, action=Action.VISIBILITY.value, at=clock.now())
            )
            db.session.commit()

        with pytest.raises(NotThere):
            undo(cast, cast.entries()[0].id)


class TestMembers:
    def test_a_role_and_a_main_are_taken_back(self, cast_on: Cast) -> None:
        vereesa, thrall = cast_on.characters["Vereesa"], cast_on.characters["Thrall"]
        edit(cast_on, lambda change: write_role(change, vereesa, Role.TANK))
        edit(cast_on, lambda change: write_main(change, vereesa, thrall))

        for entry in cast_on.entries():
            undo(cast_on, entry.id)

        with cast_on.app.app_context():
            row = said_of(vereesa)
            assert (row.role_override, row.main_id) == (None, None)
        assert [one.after for one in cast_on.entries()] == ["tank", {"main_id": thrall}, None, None]

    def test_who_may_not_edit_members_takes_nothing_of_theirs_back(self, cast_on: Cast) -> None:
        vereesa = cast_on.characters["Vereesa"]
        edit(cast_on, lambda change: write_role(change, vereesa, Role.TANK))
        edit(cast_on, lambda change: write_main(change, vereesa, cast_on.characters["Thrall"]))
        given = Exemption(tool="settings", effect=Effect.GRANT, reason="helps", expires_at=None)
        with cast_on.app.app_context():
            wanted = WantedException(cast_on.id_of("Anduin"), Tool.SETTINGS, given)
            actions.make_exception(cast_on.guild_id, cast_on.id_of("Thrall"), wanted, now=clock.now())

        for entry in cast_on.entries()[:2]:
            with pytest.raises(RightLost, match=Tool.ROSTER_EDIT):
                undo(cast_on, entry.id, "Anduin")

        with cast_on.app.app_context():
            assert said_of(vereesa).role_override is Role.TANK

    def test_of_another_member_nothing_is_the_last_word(self, cast: Cast) -> None:
        for name in ("Vereesa", "Anduin"):
            edit(cast, lambda change, name=name: write_role(change, cast.characters[name], Role.TANK))  # type: ignore[misc]

        undo(cast, cast.entries()[0].id)

        with cast.app.app_context():
            assert said_of(cast.characters["Anduin"]).role_override is Role.TANK
            assert said_of(cast.characters["Vereesa"]).role_override is None

    def test_a_main_whom_a_player_has_claimed_since_stays(self, cast: Cast) -> None:
        vereesa = cast.characters["Vereesa"]
        edit(cast, lambda change: write_main(change, vereesa, cast.characters["Thrall"]))
        cast.claim(vereesa)

        with pytest.raises(Refused, match=CLAIMED):
            undo(cast, cast.entries()[0].id)

    def test_a_note_is_not_taken_back_from_here(self, cast: Cast) -> None:
        edit(cast, lambda change: write_version(change, cast.characters["Anduin"], "Late."))

        with pytest.raises(Refused, match=NOT_UNDONE):
            undo(cast, cast.entries()[0].id)
