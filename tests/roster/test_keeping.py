"""Which views are kept, for whom, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.states import CHARACTER
from webapp.permissions.policy import Tool
from webapp.roster.choices import Alts, Direction, Seen, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.keeping import (
    LEAST,
    MOST_PAGES,
    NOT_KEPT,
    WEEK,
    Audience,
    audience_of,
    fresh_for,
    is_kept,
    key_of,
    strip_fresh_for,
    strip_key_of,
)

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEMBERS = Audience(tools=frozenset({Tool.ROSTER}), is_member=True)
PLAIN = RosterFilter()


def key(audience: Audience = MEMBERS, view: RosterFilter = PLAIN, versions: tuple[int, int] = (7, 3)) -> str:
    return key_of(12, versions, audience, view)


class TestIsKept:
    @pytest.mark.parametrize(
        "view",
        [
            PLAIN,
            RosterFilter(sort=Sort.RATING, page_size=None),
            RosterFilter(sort=Sort.ITEM_LEVEL, direction=Direction.DOWN, page=MOST_PAGES),
        ],
    )
    def test_the_plain_view_its_sorts_and_its_pages_are(self, view: RosterFilter) -> None:
        assert is_kept(view)

    @pytest.mark.parametrize(
        "view",
        [
            RosterFilter(text="jaina"),
            RosterFilter(roles=("tank",)),
            RosterFilter(class_ids=(1,)),
            RosterFilter(rank_ids=(4,)),
            RosterFilter(is_max_level=True),
            RosterFilter(has_problems=True),
            RosterFilter(seen=Seen.UNKNOWN),
            RosterFilter(state="fresh"),
            RosterFilter(alts=Alts.MAINS),
            RosterFilter(alts=Alts.FLAT),
            RosterFilter(page=MOST_PAGES + 1),
        ],
    )
    def test_whatever_is_filtered_is_not(self, view: RosterFilter) -> None:
        assert not is_kept(view)


class TestKey:
    @pytest.mark.parametrize(
        "other",
        [
            key(versions=(8, 3)),
            key(versions=(7, 4)),
            key(view=RosterFilter(page=2)),
            key(audience=Audience(tools=frozenset({Tool.ROSTER, Tool.LOGS}), is_member=True)),
            key(audience=Audience(tools=MEMBERS.tools, is_member=False)),
            key(audience=Audience(tools=MEMBERS.tools, is_member=True, reader_id=1)),
            key_of(1, (27, 3), MEMBERS, PLAIN),
        ],
    )
    def test_another_version_audience_or_view_shares_no_bytes(self, other: str) -> None:
        assert other != key()

    def test_the_same_for_the_same_kind_of_people_is_the_same(self) -> None:
        first, second = (
            audience_of(frozenset({Tool.ROSTER}), is_member=True, viewer_id=viewer) for viewer in (1, 2)
        )

        assert key(first) == key(second)

    def test_who_reads_notes_has_a_body_of_their_own(self) -> None:
        officer = audience_of(frozenset({Tool.OFFICER_NOTES}), is_member=True, viewer_id=1)

        assert officer.reader_id == 1


class TestStripKey:
    def test_a_run_that_began_makes_it_another(self) -> None:
        keys = {strip_key_of(key(), moment) for moment in (None, NOW, NOW + HOUR)}

        assert len(keys) == 3


class TestFreshFor:
    def test_nothing_changes_by_itself_where_nothing_is_known(self) -> None:
        assert fresh_for(NOW, checked=[], reset_at=None) is None

    def test_it_ends_when_the_first_member_becomes_late(self) -> None:
        checked = [NOW - CHARACTER.period + 2 * HOUR, NOW - HOUR]

        assert fresh_for(NOW, checked=checked, reset_at=None) == 2 * HOUR

    def test_or_when_a_late_one_becomes_stale(self) -> None:
        checked = [NOW - CHARACTER.period - CHARACTER.grace + HOUR]

        assert fresh_for(NOW, checked=checked, reset_at=None) == HOUR

    def test_a_body_is_worth_keeping_for_a_minute(self) -> None:
        checked = [NOW - CHARACTER.period + timedelta(seconds=3)]

        assert fresh_for(NOW, checked=checked, reset_at=None) == LEAST

    def test_or_at_the_weekly_reset(self) -> None:
        reset_at = NOW - WEEK + HOUR

        assert fresh_for(NOW, checked=[], reset_at=reset_at) == HOUR


class TestStripFreshFor:
    def test_one_that_shows_something_under_way_is_not_kept(self) -> None:
        assert strip_fresh_for(NOW, is_active=True, back_at=None) == NOT_KEPT

    def test_one_at_rest_is_kept_as_long_as_others(self) -> None:
        assert strip_fresh_for(NOW, is_active=False, back_at=None) is None

    @pytest.mark.parametrize(("seconds", "kept"), [(5, 5), (0, 0), (-5, 0)])
    def test_none_is_kept_beyond_the_moment_when_it_can_be_pressed_again(
        self, seconds: int, kept: int
    ) -> None:
        back_at = NOW + timedelta(seconds=seconds)

        assert strip_fresh_for(NOW, is_active=False, back_at=back_at) == timedelta(seconds=kept)
