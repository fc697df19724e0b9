"""Who looks, and what that person may use: in person, or as a rank."""

from datetime import UTC, datetime, timedelta

from webapp.permissions.policy import NOBODY, GuildRules, Reason, Standing, Tool, tools_of
from webapp.permissions.viewer import SESSION_COLUMNS, ViewAs, Viewer, access_of, viewer_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MASTER = Standing(rank=0, through="Thrall-Area 52")


def row(
    *, revoked_at: datetime | None = None, view_as: tuple[int | None, int | None] = (None, None)
) -> list[object]:
    return ["s", 7, NOON, NOON + timedelta(days=1), revoked_at, *view_as, "Thrall#1234", False, 2]


class TestViewerOf:
    def test_a_session_tells_whose_it_is(self) -> None:
        viewer = viewer_of(row(), NOON)

        assert viewer == Viewer(session_id="s", user_id=7, battletag="Thrall#1234", unread=2)
        assert viewer.name == "Thrall"

    def test_no_session_and_an_ended_one_are_nobody(self) -> None:
        assert viewer_of([None] * SESSION_COLUMNS, NOON) is None
        assert viewer_of(row(revoked_at=NOON), NOON) is None

    def test_it_tells_as_whom_somebody_looks(self) -> None:
        viewer = viewer_of(row(view_as=(3, 5)), NOON)

        assert viewer is not None
        assert viewer.view_as == ViewAs(3, 5)

    def test_a_guild_that_is_gone_ends_looking_as_somebody_else(self) -> None:
        viewer = viewer_of(row(view_as=(None, 5)), NOON)

        assert viewer is not None
        assert viewer.view_as is None


class TestAccessOf:
    def test_a_rank_that_is_tried_on_has_no_more_than_it_has(self) -> None:
        viewer = Viewer(session_id="s", user_id=7, battletag="Thrall#1", view_as=ViewAs(3, 5))

        access = access_of(viewer, 3, MASTER, GuildRules(), now=NOON)

        assert (access.as_rank, Tool.SETTINGS in access.tools) == (5, False)

    def test_it_is_tried_on_in_one_guild_alone(self) -> None:
        viewer = Viewer(session_id="s", user_id=7, battletag="Thrall#1", view_as=ViewAs(3, 5))

        access = access_of(viewer, 4, MASTER, GuildRules(), now=NOON)

        assert (access.as_rank, Tool.SETTINGS in access.tools) == (None, True)

    def test_a_visitor_has_nothing_unless_the_guild_opts_in(self) -> None:
        closed = access_of(None, 3, Standing(), GuildRules(), now=NOON)
        opened = access_of(None, 3, Standing(), GuildRules(is_public=True), now=NOON)

        assert (set(closed.tools), set(opened.tools)) == (set(), {Tool.ROSTER})

    def test_it_explains_itself(self) -> None:
        access = access_of(None, 3, Standing(rank=4), GuildRules(), now=NOON)

        assert access.why(Tool.EXPORT, NOON).reason is Reason.RANK_TOO_LOW


class TestAccess:
    def test_tools_of_ones_own_come_on_top(self) -> None:
        access = access_of(None, 3, Standing(), GuildRules(), now=NOON).with_tools(frozenset({Tool.LOGS}))

        assert access.tools == {Tool.LOGS}


class TestLookingAsARank:
    PLAIN, GUILD = GuildRules(), 3
    OFFICER = Standing(rank=1)

    def viewing(self, rank: int) -> Viewer:
        return Viewer(session_id="s", user_id=7, battletag="Jaina#1", view_as=ViewAs(self.GUILD, rank))

    def test_a_higher_rank_shows_nothing_more(self) -> None:
        access = access_of(self.viewing(0), self.GUILD, self.OFFICER, self.PLAIN, now=NOON)

        assert access.tools == tools_of(self.OFFICER, self.PLAIN, NOON)

    def test_an_operator_does_not_read_the_notes_as_an_officer(self) -> None:
        access = access_of(self.viewing(1), self.GUILD, NOBODY.as_operator(), self.PLAIN, now=NOON)

        assert Tool.OFFICER_NOTES not in access.tools
        assert Tool.OPERATIONS in access.tools

    def test_who_is_no_member_any_more_sees_nothing(self) -> None:
        access = access_of(self.viewing(0), self.GUILD, NOBODY, self.PLAIN, now=NOON)

        assert access.tools == frozenset()
