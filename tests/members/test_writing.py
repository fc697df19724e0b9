"""What officers say about roles and mains: stored, logged, refused with a sentence."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.rights.cast import Cast
from tests.support.roll import add_member, add_realm, said_of
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.members.mains import CLAIMED, ITSELF, NOT_HERE
from webapp.members.writing import meant_member, write_main, write_role
from webapp.models import Character, GuildMember, SyncTarget
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, Refused, RightLost, begin_change
from webapp.permissions.policy import Tool
from webapp.words import Role, TargetKind


def do(cast: Cast, work: Callable[[Change], object], *, who: str = "Jaina") -> object:
    """Let somebody change the guild within one transaction."""
    with cast.app.app_context(), transaction() as session:
        return work(begin_change(session, cast.guild_id, cast.id_of(who), clock.now(), tool=Tool.ROSTER_EDIT))


def stored(cast: Cast, character_id: int) -> GuildMember:
    with cast.app.app_context():
        return said_of(character_id)


def added(cast: Cast, *names: str) -> list[int]:
    """Insert members whom nobody has claimed."""
    with cast.app.app_context():
        return [add_member(cast.guild_id, name) for name in names]


class TestWriteRole:
    def test_it_is_stored_logged_and_the_card_follows(self, cast_on: Cast) -> None:
        anduin = cast_on.characters["Anduin"]

        do(cast_on, lambda change: write_role(change, anduin, Role.HEALER))

        assert stored(cast_on, anduin).role_override is Role.HEALER
        (entry,) = cast_on.entries()
        assert (entry.action, entry.character_id, entry.before, entry.after) == (
            Action.ROLE,
            anduin,
            None,
            "healer",
        )
        assert (cast_on.guild().data_version, cast_on.guild().permission_version) == (1, 0)
        with cast_on.app.app_context():
            cards = (SyncTarget.character_id == anduin, SyncTarget.kind == TargetKind.CARD)
            assert db.session.scalar(select(SyncTarget.next_due_at).where(*cards)) is not None

    def test_what_battlenet_says_holds_again(self, cast: Cast) -> None:
        anduin = cast.characters["Anduin"]
        do(cast, lambda change: write_role(change, anduin, Role.HEALER))

        do(cast, lambda change: write_role(change, anduin, None))
        do(cast, lambda change: write_role(change, anduin, None))

        assert stored(cast, anduin).role_override is None
        assert [entry.after for entry in cast.entries()] == ["healer", None]

    def test_another_guilds_character_is_not_here(self, cast: Cast) -> None:
        with pytest.raises(Refused, match=NOT_HERE):
            do(cast, lambda change: write_role(change, cast.characters["Guldan"], Role.TANK))

    def test_whoever_lost_the_tool_changes_nothing(self, cast: Cast) -> None:
        with pytest.raises(RightLost):
            do(cast, lambda change: write_role(change, cast.characters["Anduin"], Role.TANK), who="Anduin")

        assert cast.entries() == []


class TestWriteMain:
    def test_it_is_stored_as_an_officers_word_and_logged(self, cast_on: Cast) -> None:
        vereesa, thrall = cast_on.characters["Vereesa"], cast_on.characters["Thrall"]

        do(cast_on, lambda change: write_main(change, vereesa, thrall))

        row = stored(cast_on, vereesa)
        assert row.main_id == thrall
        assert [(one.action, one.before, one.after) for one in cast_on.entries()] == [
            (Action.MAIN, None, {"main_id": thrall})
        ]

    def test_it_stands_alone_again(self, cast: Cast) -> None:
        vereesa, thrall = cast.characters["Vereesa"], cast.characters["Thrall"]
        for main in (thrall, thrall, None, None):
            do(cast, lambda change, main=main: write_main(change, vereesa, main))  # type: ignore[misc]

        row = stored(cast, vereesa)
        assert row.main_id is None
        assert [one.after for one in cast.entries()] == [{"main_id": thrall}, None]

    def test_each_refusal_is_a_sentence_beside_the_field(self, cast: Cast) -> None:
        first, second, third = added(cast, "Rexxar", "Chen", "Lili")
        do(cast, lambda change: write_main(change, second, first))
        refused = {
            (cast.characters["Anduin"], first): CLAIMED,
            (cast.characters["Anduin"], None): CLAIMED,
            (third, third): ITSELF,
            (third, second): "an alt too",
            (first, third): "the main of one other",
            (third, cast.characters["Guldan"]): NOT_HERE,
            (cast.characters["Guldan"], first): NOT_HERE,
        }

        for (alt, main), sentence in refused.items():
            with pytest.raises(Refused, match=sentence) as caught:
                do(cast, lambda change, alt=alt, main=main: write_main(change, alt, main))  # type: ignore[misc]
            assert caught.value.field == "main"

    def test_a_main_that_is_gone_leaves_its_alts_alone(self, cast_on: Cast) -> None:
        first, second = added(cast_on, "Rexxar", "Chen")
        do(cast_on, lambda change: write_main(change, second, first))

        with cast_on.app.app_context(), transaction() as session:
            session.delete(session.get_one(Character, first))

        assert stored(cast_on, second).main_id is None


class TestMeantMember:
    def test_a_name_means_the_member_whatever_its_case(self, cast: Cast) -> None:
        (nandu,) = added(cast, "Ñandú")

        assert do(cast, lambda change: meant_member(change, " ñANDÚ ")) == nandu
        with pytest.raises(Refused, match="Nobody of that name"):
            do(cast, lambda change: meant_member(change, "Guldan"))

    @pytest.mark.parametrize("written", ["Rexxar-ravencrest", "Rexxar-Ravencrest", "rexxar-The Sha'tar"])
    def test_of_two_the_realm_tells(self, cast: Cast, written: str) -> None:
        with cast.app.app_context():
            add_realm("ravencrest", "The Sha'tar" if "Sha" in written else "Ravencrest")
            add_member(cast.guild_id, "Rexxar")
            meant = add_member(cast.guild_id, "Rexxar", realm="ravencrest")

        assert do(cast, lambda change: meant_member(change, written)) == meant
        with pytest.raises(Refused, match="Write Name-Realm"):
            do(cast, lambda change: meant_member(change, "Rexxar"))
