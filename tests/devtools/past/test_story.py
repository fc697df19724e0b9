"""The made-up story holds together: it ends at the members of today."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from devtools.past.story import WEEKS, Member, Story, tell_story
from webapp.roster.past.rebuild import Known, Told, members_at
from webapp.words import EventKind

WEEK_START = datetime(2026, 11, 25, 4, tzinfo=UTC)
CAST = [Member(character_id=number, seed=1_000 + number, rank=number % 8) for number in range(1, 61)]


def told() -> Story:
    return tell_story(CAST, seed=7, week_start=WEEK_START)


class TestTellStory:
    def test_everything_that_happens_in_a_guild_happens(self) -> None:
        kinds = Counter(event.kind for event in told().events)

        assert kinds[EventKind.JOINED] >= 7
        assert kinds[EventKind.RETURNED] == 2
        assert kinds[EventKind.LEFT] == 2 + 3 + 5
        assert kinds[EventKind.RANK_CHANGED] >= 5

    def test_the_same_guild_has_the_same_past(self) -> None:
        assert told() == tell_story(CAST[::-1], seed=7, week_start=WEEK_START)
        assert told() != tell_story(CAST, seed=8, week_start=WEEK_START)

    def test_it_is_over_before_the_running_week(self) -> None:
        story = told()

        assert story.begins_at == WEEK_START - timedelta(weeks=WEEKS)
        assert all(story.begins_at <= event.at < WEEK_START for event in story.events)

    def test_every_event_taken_back_leaves_those_of_the_first_day_with_ranks_that_there_are(self) -> None:
        story = told()
        known = [
            Known(character_id=one.character_id, name="", rank=one.rank, left_at=None)
            for one in CAST
            if one.character_id not in story.joined
        ]
        later = [
            Told(character_id=one.who, kind=one.kind, before=one.before)
            for one in reversed(story.events)
            if one.who is not None
        ]

        first = members_at(known, later, story.begins_at)

        assert set(first) == {one.character_id for one in CAST} - set(story.joined)
        assert {one.rank for one in first.values()} <= set(range(8))
        assert [number for number, one in first.items() if one.rank == 0] == [8, 16, 24, 32, 40, 48, 56]

    def test_a_guild_of_one_has_a_quiet_past(self) -> None:
        assert tell_story(CAST[:1], seed=7, week_start=WEEK_START).events == []
