"""What is told of what happened."""

import pytest

from webapp.notifications.kinds import Kind
from webapp.notifications.rules import MOST_NAMED, STORM, Happened, told_of_events
from webapp.words import EventKind


def ranked(event_id: int, before: int | None, after: int | None) -> Happened:
    return Happened(event_id=event_id, kind=EventKind.RANK_CHANGED, rank_before=before, rank_after=after)


def joined(event_id: int) -> Happened:
    return Happened(event_id=event_id, kind=EventKind.JOINED)


class TestToldOfEvents:
    def test_a_promotion_names_both_ranks_and_its_event_is_its_cause(self) -> None:
        (notice,) = told_of_events([ranked(7, 4, 2)])

        assert (notice.kind, notice.cause_key) == (Kind.PROMOTED, "promoted:7")
        assert notice.facts == {"events": [7], "count": 1, "from": 4, "to": 2}

    @pytest.mark.parametrize(
        ("event", "kind"),
        [
            (ranked(1, 2, 4), [Kind.DEMOTED]),
            (ranked(1, 2, 2), []),
            (ranked(1, None, 2), []),
            (ranked(1, 2, None), []),
            (Happened(event_id=1, kind=EventKind.RENAMED), []),
            (Happened(event_id=1, kind=EventKind.RETURNED), [Kind.JOINED]),
            (Happened(event_id=1, kind=EventKind.DELETED), [Kind.LEFT]),
        ],
    )
    def test_each_event_is_told_as_what_it_is(self, event: Happened, kind: list[Kind]) -> None:
        assert [one.kind for one in told_of_events([event])] == kind

    def test_several_of_a_kind_are_one_notice_that_names_a_few(self) -> None:
        (notice,) = told_of_events([joined(number) for number in range(1, MOST_NAMED + 3)])

        assert (notice.facts["count"], len(notice.facts["events"])) == (MOST_NAMED + 2, MOST_NAMED)

    def test_a_storm_is_one_notice_and_as_many_as_that_are_none(self) -> None:
        calm = [*(joined(number) for number in range(1, STORM)), ranked(STORM, 3, 1)]

        assert [one.kind for one in told_of_events(calm)] == [Kind.JOINED, Kind.PROMOTED]
        (storm,) = told_of_events([*calm, ranked(STORM + 1, 1, 3)])
        assert (storm.kind, storm.cause_key) == (Kind.MANY_CHANGES, "many_changes:1")
        assert storm.facts == {"joined": STORM - 1, "left": 0, "promoted": 1, "demoted": 1}
