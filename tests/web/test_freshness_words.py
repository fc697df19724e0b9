"""Places in the queue, in words."""

from datetime import timedelta

from webapp.freshness.states import FreshnessState
from webapp.sync.facts import Place
from webapp.web.freshness_words import STATE_WORDS, ordinal, place_words


class TestStates:
    def test_every_state_has_a_word(self) -> None:
        assert set(STATE_WORDS) == set(FreshnessState)


class TestPlaceWords:
    def test_the_first_is_next(self) -> None:
        assert place_words(Place(ahead=0, seconds=90)) == "Queued, next in line, about 1 min"

    def test_others_are_told_their_number(self) -> None:
        assert place_words(Place(ahead=2, seconds=20)) == "Queued, 3rd in line, about 20 s"

    def test_no_time_is_promised_while_nobody_takes_it(self) -> None:
        patient = Place(ahead=0, seconds=1, waited=timedelta(seconds=30))
        overdue = Place(ahead=0, seconds=1, waited=timedelta(minutes=2))

        assert place_words(patient) == "Queued, next in line, about 1 s"
        assert place_words(overdue) == (
            "Queued, next in line, but not begun after 2 min; whoever runs this server can see why"
        )


class TestOrdinal:
    def test_english_counts_oddly(self) -> None:
        assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 21, 103, 113)] == [
            "1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "103rd", "113th",
        ]  # fmt: skip
