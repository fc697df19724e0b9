"""A snapshot is written where a figure differs: one row a day, the last of the day."""

from datetime import date, timedelta
from typing import Any

from tests.cards.people import Cards
from tests.history.past import RESET, TODAY, days, figures, take
from webapp.database import transaction
from webapp.history.days import DAY, WEEK, last_day_before
from webapp.history.snapshots import take_at_reset
from webapp.models import Character

NOON = RESET + timedelta(hours=8)
LAST = last_day_before(RESET)
KNOWN: dict[str, Any] = {"equipped_item_level": 710, "mythic_rating": 2400.5, "achievement_points": 9000}
BUILT: dict[str, Any] = {
    "tier_pieces": 4,
    "problem_count": 2,
    "vault_raid": 1,
    "vault_mythic": 3,
    "vault_world": None,
}


def close(*character_ids: int) -> int:
    with transaction() as session:
        return take_at_reset(
            session, Character.id.in_(character_ids), last_day=LAST.taken_on, week_on=LAST.week_on, now=NOON
        )


class TestTakeChanged:
    def test_the_first_has_every_figure(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN, **BUILT, vault_week_at=RESET)

        take(thrall, at=NOON)

        known = {name: value for name, value in KNOWN.items() if name != "equipped_item_level"}
        assert figures(thrall, TODAY) == {"item_level": 710, **known, **BUILT}

    def test_what_does_not_differ_adds_nothing(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN)

        take(thrall, at=NOON)
        take(thrall, at=NOON + DAY)

        assert days(thrall) == {TODAY: 710}

    def test_the_last_of_a_day_stays(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN)
        take(thrall, at=NOON)

        for level, hours in ((711, 1), (712, 15.9), (713, 16)):
            cards.change(thrall, equipped_item_level=level)
            take(thrall, at=NOON + timedelta(hours=hours))

        assert days(thrall) == {TODAY: 712, TODAY + DAY: 713}

    def test_a_figure_that_becomes_unknown_is_a_change(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN)
        take(thrall, at=NOON)
        cards.change(thrall, mythic_rating=None)

        take(thrall, at=NOON + DAY)

        assert days(thrall, "mythic_rating") == {TODAY: 2400.5, TODAY + DAY: None}

    def test_the_vault_of_another_week_is_not_told(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN, **BUILT, vault_week_at=RESET - WEEK)

        take(thrall, at=NOON)

        assert figures(thrall, TODAY)["vault_mythic"] is None

    def test_who_was_never_read_has_none(self, cards: Cards) -> None:
        nobody = cards.character(last_synced_at=None)

        take(nobody, at=NOON)

        assert days(nobody) == {}

    def test_others_are_left_alone(self, cards: Cards) -> None:
        thrall, jaina = cards.character(**KNOWN), cards.character("Jaina", **KNOWN)

        take(thrall, at=NOON)

        assert (len(days(thrall)), len(days(jaina))) == (1, 0)


class TestTakeAtReset:
    def test_the_last_day_says_what_the_last_snapshot_said(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN, **BUILT, vault_week_at=RESET - WEEK)
        take(thrall, at=RESET - 3 * DAY, week_start=RESET - WEEK)
        cards.change(thrall, equipped_item_level=715)
        take(thrall, at=NOON)

        assert close(thrall) == 1

        assert days(thrall) == {date(2026, 8, 30): 710, LAST.taken_on: 710, TODAY: 715}
        assert figures(thrall, LAST.taken_on)["vault_mythic"] == 3

    def test_the_vault_of_an_earlier_week_is_not_carried_on(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN, **BUILT, vault_week_at=RESET - 2 * WEEK)
        take(thrall, at=RESET - WEEK - DAY, week_start=RESET - 2 * WEEK)

        close(thrall)

        closed = figures(thrall, LAST.taken_on)
        assert (closed["item_level"], closed["vault_mythic"]) == (710, None)

    def test_again_it_writes_nothing(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN)
        take(thrall, at=RESET - 3 * DAY, week_start=RESET - WEEK)

        assert [close(thrall), close(thrall)] == [1, 0]

    def test_a_last_day_that_is_there_stays(self, cards: Cards) -> None:
        thrall = cards.character(**KNOWN)
        take(thrall, at=RESET - timedelta(hours=1), week_start=RESET - WEEK)

        assert close(thrall) == 0

    def test_who_has_no_history_gets_none(self, cards: Cards) -> None:
        assert close(cards.character(**KNOWN)) == 0
