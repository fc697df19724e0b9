"""What a card tells that the card before did not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.cards.deeds import kills_of, new_deeds, runs_of

AT = datetime(2026, 9, 11, 20, tzinfo=UTC)
LATER = AT + timedelta(minutes=40)


def run(at: datetime = AT, level: int = 12, **other: Any) -> dict[str, Any]:
    return {
        "dungeonId": 588,
        "level": level,
        "isTimed": True,
        "durationMs": 1_700_000,
        "completedAt": at.isoformat(),
        "rating": None,
    } | other


def kill(at: datetime | None = AT, kills: int = 1) -> dict[str, Any]:
    return {"kills": kills, "lastKillAt": at and at.isoformat(), "isThisWeek": True}


def card(
    *, best: list[Any] | None = None, week: list[Any] | None = None, kills: dict[str, Any] | None = None
) -> dict[str, Any]:
    boss = {"id": 7, "name": None, "byDifficulty": kills or {}}
    mythic = {"seasonId": 18, "best": best or [], "week": week or []}
    return {"mythic": mythic, "raids": {"raids": [{"id": 1, "bosses": [boss]}]}}


class TestRunsOf:
    def test_one_that_is_told_twice_is_one_with_all_that_is_known(self) -> None:
        told = run(AT + timedelta(seconds=3), rating=310.0, durationMs=None)

        (only,) = runs_of(card(best=[told], week=[run()]))

        assert (only.completed_at, only.rating, only.duration_ms) == (AT, 310.0, 1_700_000)

    def test_others_are_runs_of_their_own(self) -> None:
        runs = [run(), run(LATER), run(level=13), run(dungeonId=587)]

        assert len(runs_of(card(best=runs))) == 4

    @pytest.mark.parametrize("odd", [{"dungeonId": 2**31}, {"level": 2**40}, {"completedAt": ""}])
    def test_what_fits_into_no_column_is_left_out(self, odd: dict[str, Any]) -> None:
        assert runs_of(card(best=[run(**odd)])) == []

    def test_a_duration_that_fits_nowhere_is_not_known(self) -> None:
        (only,) = runs_of(card(best=[run(durationMs=2**31)]))

        assert only.duration_ms is None

    def test_a_card_without_mythic_has_none(self) -> None:
        assert list(runs_of({"mythic": None})) == []


class TestKillsOf:
    def test_each_difficulty_has_its_last(self) -> None:
        kills = kills_of(card(kills={"HEROIC": kill(kills=4), "MYTHIC": kill(LATER)}))

        assert {(one.difficulty, one.killed_at, one.kills) for one in kills} == {
            ("HEROIC", AT, 4),
            ("MYTHIC", LATER, 1),
        }

    def test_of_old_difficulties_and_unknown_times_nothing_is_told(self) -> None:
        assert kills_of(card(kills={"LEGACY_25": kill(), "HEROIC": kill(None)})) == []

    def test_a_card_without_raids_has_none(self) -> None:
        assert kills_of({"raids": None}) == []


class TestNewDeeds:
    def test_without_a_card_before_all_is_new(self) -> None:
        told = new_deeds(None, card(best=[run()], kills={"HEROIC": kill()}))

        assert (len(told.runs), len(told.kills)) == (1, 1)

    def test_what_was_told_before_is_no_news(self) -> None:
        before = card(best=[run()], kills={"HEROIC": kill()})

        told = new_deeds(before, card(best=[run(), run(LATER)], kills={"HEROIC": kill(LATER, 2)}))

        assert [one.completed_at for one in told.runs] == [LATER]
        assert [(one.killed_at, one.kills) for one in told.kills] == [(LATER, 2)]

    def test_a_rating_that_came_later_is_told_of_the_same_run(self) -> None:
        rated = run(AT + timedelta(seconds=5), rating=310.0, durationMs=None)

        (told,) = new_deeds(card(week=[run()]), card(best=[rated])).runs

        assert (told.completed_at, told.rating, told.duration_ms) == (AT, 310.0, 1_700_000)

    def test_less_about_a_run_is_no_news(self) -> None:
        before = card(best=[run(rating=310.0)])

        assert new_deeds(before, card(week=[run(AT + timedelta(seconds=5))])).runs == []

    def test_a_card_of_another_shape_told_nothing(self) -> None:
        assert len(new_deeds({"mythic": {"best": 3}}, card(best=[run()])).runs) == 1
