"""After a reset everybody who was read in the week has a row of its last day, once, whoever dies."""

from datetime import timedelta

import pytest

from tests.cards.people import Cards
from tests.history.past import RESET, days, take, tell_reset
from webapp.history import resets
from webapp.history.days import DAY, WEEK, last_day_before
from webapp.history.resets import close_weeks, is_any_reset_due

SOON = RESET + timedelta(minutes=5)
LAST = last_day_before(RESET).taken_on


def somebody(cards: Cards, name: str = "Thrall", **values: object) -> int:
    """Add a character that was read in the week that ended."""
    known = {"equipped_item_level": 710, "last_synced_at": RESET - DAY} | values
    character_id = cards.character(name, **known)
    take(character_id, at=RESET - 3 * DAY, week_start=RESET - WEEK)
    return character_id


class TestIsAnyResetDue:
    @pytest.mark.usefixtures("cards_here")
    def test_a_reset_is_due_until_its_week_is_closed(self) -> None:
        tell_reset()

        before = is_any_reset_due(SOON)
        close_weeks(SOON)

        assert (before, is_any_reset_due(SOON)) == (True, False)
        assert is_any_reset_due(SOON + WEEK)

    def test_what_nobody_told_is_not_due(self, cards_here: Cards) -> None:
        somebody(cards_here)

        assert not is_any_reset_due(SOON)


class TestCloseWeeks:
    def test_everybody_who_was_read_has_the_last_day(self, cards: Cards) -> None:
        tell_reset()
        read = [somebody(cards), somebody(cards, "Jaina", last_synced_at=SOON)]
        unread = somebody(cards, "Arthas", last_synced_at=RESET - WEEK - DAY)
        elsewhere = somebody(cards, "Rexxar", region="us")

        assert close_weeks(SOON) == 2

        assert [LAST in days(one) for one in (*read, unread, elsewhere)] == [True, True, False, False]

    def test_seen_late_whoever_was_read_since_is_not_known_to_have_been(self, cards_here: Cards) -> None:
        tell_reset()
        late = RESET + 2 * DAY
        since, before = somebody(cards_here, last_synced_at=late), somebody(cards_here, "Jaina")

        close_weeks(late)

        assert [LAST in days(one) for one in (since, before)] == [False, True]

    def test_killed_in_the_middle_it_ends_the_same(self, cards_here: Cards) -> None:
        tell_reset()
        everybody = [somebody(cards_here, name) for name in ("Thrall", "Jaina", "Arthas", "Rexxar", "Vol")]
        assert resets._close_some("eu", RESET, 0, now=SOON, handful=2) == (everybody[1], 2)

        assert is_any_reset_due(SOON)
        assert close_weeks(SOON, handful=2) == 3
        assert close_weeks(SOON) == 0
        assert [LAST in days(one) for one in everybody] == [True] * 5
