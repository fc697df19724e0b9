"""One word for how a thing is, and the whole in one line."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.operations.health import Check, Health, tick_health, verdict_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVERY = timedelta(minutes=1)


class TestTickHealth:
    @pytest.mark.parametrize(
        ("seconds", "health"),
        [(0, Health.OK), (70, Health.OK), (71, Health.LATE), (130, Health.LATE), (131, Health.DOWN)],
    )
    def test_it_is_late_after_its_period_and_down_after_two(self, seconds: int, health: Health) -> None:
        last = NOON - timedelta(seconds=seconds)

        assert tick_health(last, EVERY, NOON, is_clock_alive=True) is health

    @pytest.mark.parametrize(("is_alive", "health"), [(True, Health.NEW), (False, Health.UNKNOWN)])
    def test_what_never_ticked_is_never_good(self, *, is_alive: bool, health: Health) -> None:
        assert tick_health(None, EVERY, NOON, is_clock_alive=is_alive) is health

    def test_a_pause_shows_only_where_ticks_come(self) -> None:
        def found(last: datetime) -> Health:
            return tick_health(last, EVERY, NOON, is_paused=True, is_clock_alive=True)

        assert (found(NOON), found(NOON - 3 * EVERY)) == (Health.PAUSED, Health.DOWN)

    def test_a_tick_from_the_future_tells_nothing(self) -> None:
        ahead = NOON + timedelta(minutes=10)

        assert tick_health(ahead, EVERY, NOON, is_clock_alive=True) is Health.UNKNOWN
        assert tick_health(NOON + timedelta(seconds=30), EVERY, NOON, is_clock_alive=True) is Health.OK


def check(subject: str, health: Health) -> Check:
    return Check(subject=subject, health=health, words="is so")


class TestVerdict:
    def test_all_good_is_said_in_one_line(self) -> None:
        found = verdict_of([check("Redis", Health.OK), check("Battle.net", Health.NEW)])

        assert (found.title, list(found.troubles)) == ("Everything that keeps data fresh is at work.", [])

    def test_of_nothing_nothing_is_known(self) -> None:
        assert verdict_of([]).health is Health.UNKNOWN

    def test_the_worst_comes_first_and_the_rest_is_counted(self) -> None:
        found = verdict_of(
            [
                check("Redis", Health.LATE),
                check("The clock", Health.DOWN),
                check("Logs", Health.PAUSED),
                check("Battle.net", Health.UNKNOWN),
            ]
        )

        assert found.health is Health.DOWN
        assert found.title == "The clock is so, and 2 more things need somebody."
        assert [one.subject for one in found.troubles] == ["The clock", "Battle.net", "Redis", "Logs"]

    def test_one_trouble_stands_alone_and_two_are_counted(self) -> None:
        assert verdict_of([check("Redis", Health.DOWN)]).title == "Redis is so."
        two = [check("Redis", Health.DOWN), check("The clock", Health.LATE)]
        assert verdict_of(two).title == "Redis is so, and 1 more thing needs somebody."

    def test_a_pause_alone_is_told_and_needs_nobody(self) -> None:
        found = verdict_of([check("Redis", Health.OK), check("Battle.net", Health.PAUSED)])

        assert (found.health, found.title) == (Health.PAUSED, "Battle.net is so.")
