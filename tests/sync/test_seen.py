"""Since when a service does not answer."""

from datetime import UTC, datetime, timedelta

from webapp.sync.seen import NO_ANSWER, REDIS, Sighting

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NEW = Sighting(name=REDIS, looked_at=NOON)


class TestSighting:
    def test_trouble_counts_from_the_first_look_that_met_it(self) -> None:
        seen = NEW.seen(NOON, None).seen(NOON + MINUTE, NO_ANSWER).seen(NOON + 2 * MINUTE, NO_ANSWER)

        assert (seen.answered_at, seen.trouble_since, seen.looked_at) == (
            NOON,
            NOON + MINUTE,
            NOON + 2 * MINUTE,
        )

    def test_an_answer_ends_it(self) -> None:
        seen = NEW.seen(NOON, NO_ANSWER).seen(NOON + MINUTE, None)

        assert (seen.answered_at, seen.trouble_since, seen.trouble) == (NOON + MINUTE, None, None)
