"""Later events are taken back, one by one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from webapp.roster.past.rebuild import Known, Told, Was, members_at, unnamed_members
from webapp.words import EventKind

THEN = datetime(2026, 8, 19, tzinfo=UTC)
DAY = timedelta(days=1)


def known(left_at: datetime | None = None) -> Known:
    return Known(character_id=1, name="Thrall", rank=2, left_at=left_at)


def told(kind: EventKind, **before: Any) -> Told:
    return Told(character_id=1, kind=kind, before=before or None)


def was(*later: Told, left_at: datetime | None = None) -> Was | None:
    return members_at([known(left_at)], later, THEN).get(1)


class TestMembersAt:
    def test_without_events_it_was_as_it_is(self) -> None:
        assert was() == Was(name="Thrall", rank=2, is_member=True)

    def test_rank_and_name_are_those_before_the_first_later_event(self) -> None:
        later = (
            told(EventKind.RENAMED, name="Goel"),
            told(EventKind.RANK_CHANGED, rank=3),
            told(EventKind.RANK_CHANGED, rank=5),
        )

        assert was(*later) == Was(name="Goel", rank=5, is_member=True)

    def test_who_joined_or_came_back_later_was_none(self) -> None:
        assert was(told(EventKind.JOINED)) is None
        assert was(told(EventKind.RETURNED)) is None

    def test_who_left_later_was_one_also_where_no_event_tells(self) -> None:
        left = told(EventKind.LEFT, rank=4)

        assert was(left, left_at=THEN + DAY) == Was(name="Thrall", rank=4, is_member=True)
        assert was(told(EventKind.RETURNED), left) == Was(name="Thrall", rank=4, is_member=True)
        assert was(left_at=THEN + DAY) == Was(name="Thrall", rank=2, is_member=True)

    def test_who_left_and_came_back_and_left_was_none_in_between(self) -> None:
        later = (told(EventKind.LEFT, rank=4), told(EventKind.RETURNED))

        assert was(*later, left_at=THEN + 9 * DAY) is None
        assert was(left_at=THEN - DAY) is None

    def test_what_an_event_does_not_keep_is_not_made_up(self) -> None:
        assert was(told(EventKind.RANK_CHANGED), told(EventKind.RENAMED)) == Was(
            name="Thrall", rank=None, is_member=True
        )


def test_of_those_who_are_gone_only_a_number_is_left() -> None:
    assert unnamed_members({EventKind.LEFT: 3, EventKind.DELETED: 1, EventKind.JOINED: 1}) == 3
    assert unnamed_members({EventKind.JOINED: 2, EventKind.RENAMED: 4}) == 0
