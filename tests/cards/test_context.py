"""Tests of what the parts of a card share."""

from datetime import timedelta

import pytest

from tests.cards.pieces import SEASON, SEEN_AT, WEEK_START, context, stored
from webapp.cards.context import applicable
from webapp.words import Section

EARLIER = SEEN_AT - timedelta(hours=5)


class TestPart:
    def test_it_is_as_of_the_last_log_out(self) -> None:
        part = context(sections={Section.RAIDS: {}}).part(Section.RAIDS)

        assert part == {"source": "Battle.net", "asOf": SEEN_AT.isoformat(), "certainty": "exact"}

    def test_after_a_failed_look_it_is_old_and_says_why(self) -> None:
        failed = stored({}, outcome="timeout", succeeded_at=EARLIER)

        part = context(sections={Section.RAIDS: failed}).part(Section.RAIDS)

        assert (part["asOf"], part["certainty"]) == (EARLIER.isoformat(), "old")
        assert part["note"].startswith("The last look brought nothing: ")


class TestSeen:
    def test_the_week_begins_with_the_reset(self) -> None:
        moments = (WEEK_START - timedelta(seconds=1), WEEK_START, None)

        assert [context(seen_at=moment).is_seen_this_week for moment in moments] == [False, True, False]

    def test_nobody_is_said_not_to_play_where_the_start_is_not_known(self) -> None:
        before = SEASON.starts["eu"] - timedelta(days=1)

        assert not context(seen_at=before).is_seen_this_season
        assert context(seen_at=before, region="cn").is_seen_this_season


class TestApplicable:
    @pytest.mark.parametrize(("season_id", "is_known"), [(None, True), (17, True), (18, True), (19, False)])
    def test_facts_do_not_apply_once_battle_net_plays_a_later_season(
        self, *, season_id: int | None, is_known: bool
    ) -> None:
        season = applicable(SEASON, season_id)

        assert (season.is_known, season.key) == (is_known, "season-mn-2")
