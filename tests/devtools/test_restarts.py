"""How long a crashed child waits."""

from devtools.restarts import LONGEST_DELAY, STEADY_AFTER, CrashRecord


class TestCrashRecord:
    def test_the_delay_doubles_with_each_crash_in_a_row(self) -> None:
        first = CrashRecord().after_crash(lived=0.1)

        second = first.after_crash(lived=0.1)

        assert (first.delay, second.delay) == (0.5, 1.0)

    def test_the_delay_has_an_upper_bound(self) -> None:
        record = CrashRecord(crashes=10_000)

        assert record.delay == LONGEST_DELAY

    def test_a_child_that_lived_long_starts_from_the_first_delay(self) -> None:
        record = CrashRecord(crashes=5)

        assert record.after_crash(lived=STEADY_AFTER).delay == 0.5
