"""Whom a session's row tells of, and what that person may use while looking at a guild as a rank."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.permissions.policy import NOBODY, Exemption, GuildRules, Reason, Standing, Tool, tools_of
from webapp.permissions.sessions import IDLE_FOR
from webapp.permissions.viewer import ViewAs, Viewer, access_of, viewer_of
from webapp.words import Effect

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLAIN = GuildRules()
GUILD, ANOTHER = 7, 8
MASTER, OFFICER, RAIDER = Standing(rank=0), Standing(rank=1), Standing(rank=4)


def viewing(rank: int | None) -> Viewer:
    view_as = None if rank is None else ViewAs(GUILD, rank)
    return Viewer(session_id="s", user_id=1, battletag="Jaina#1234", view_as=view_as)


class TestAccessOf:
    def test_a_person_has_what_the_standing_gives(self) -> None:
        access = access_of(viewing(None), GUILD, OFFICER, PLAIN, NOW)

        assert access.tools == tools_of(OFFICER, PLAIN, NOW)
        assert access.as_rank is None

    def test_who_looks_as_a_lower_rank_has_what_that_rank_has(self) -> None:
        access = access_of(viewing(4), GUILD, MASTER, PLAIN, NOW)

        assert access.tools == tools_of(RAIDER, PLAIN, NOW)
        assert access.as_rank == 4

    def test_who_looks_as_a_higher_rank_sees_nothing_more(self) -> None:
        access = access_of(viewing(0), GUILD, OFFICER, PLAIN, NOW)

        assert access.tools == tools_of(OFFICER, PLAIN, NOW)

    def test_an_operator_does_not_read_the_notes_by_looking_as_an_officer(self) -> None:
        access = access_of(viewing(1), GUILD, NOBODY.as_operator(), PLAIN, NOW)

        assert Tool.OFFICER_NOTES not in access.tools
        assert Tool.OPERATIONS in access.tools

    def test_who_is_no_member_any_more_sees_nothing_as_any_rank(self) -> None:
        assert access_of(viewing(0), GUILD, NOBODY, PLAIN, NOW).tools == frozenset()

    def test_other_guilds_are_seen_as_oneself(self) -> None:
        access = access_of(viewing(4), ANOTHER, MASTER, PLAIN, NOW)

        assert access.tools == frozenset(Tool)
        assert access.as_rank is None

    def test_nobody_has_nothing(self) -> None:
        assert access_of(None, GUILD, NOBODY, PLAIN, NOW).tools == frozenset()

    def test_it_says_why(self) -> None:
        grant = Exemption(tool=Tool.EXPORT.value, effect=Effect.GRANT, reason="trial")
        access = access_of(viewing(None), GUILD, Standing(rank=4, exemptions=[grant]), PLAIN, NOW)

        assert access.why(Tool.EXPORT, NOW).reason is Reason.GRANTED
        assert access.why(Tool.OPERATIONS, NOW).reason is Reason.RANK_TOO_LOW

    def test_tools_of_ones_own_come_on_top(self) -> None:
        access = access_of(None, GUILD, NOBODY, PLAIN, NOW).with_tools(frozenset({Tool.SYNC}))

        assert access.tools == {Tool.SYNC}


class TestViewerOf:
    ROW = ("s", 1, NOW, NOW + timedelta(days=1), None, None, None, "Jaina#1234", False)

    def test_a_living_session_is_its_persons(self) -> None:
        viewer = viewer_of(self.ROW, NOW)

        assert viewer == Viewer(session_id="s", user_id=1, battletag="Jaina#1234")
        assert viewer.name == "Jaina"

    def test_it_knows_as_which_rank_one_looks(self) -> None:
        viewer = viewer_of((*self.ROW[:5], GUILD, 0, "Jaina#1234", True), NOW)

        assert viewer is not None
        assert viewer.view_as == ViewAs(GUILD, 0)
        assert viewer.is_operator

    @pytest.mark.parametrize("row", [(None,) * 9, (*ROW[:1], None, *ROW[2:])])
    def test_no_session_is_nobodys(self, row: tuple[object, ...]) -> None:
        assert viewer_of(row, NOW) is None

    def test_a_session_that_nobody_used_is_over(self) -> None:
        assert viewer_of(self.ROW, NOW + IDLE_FOR) is None

    @pytest.mark.parametrize("half", [(GUILD, None), (None, 3)])
    def test_half_a_view_is_none(self, half: tuple[int | None, int | None]) -> None:
        viewer = viewer_of((*self.ROW[:5], *half, *self.ROW[7:]), NOW)

        assert viewer is not None
        assert viewer.view_as is None
