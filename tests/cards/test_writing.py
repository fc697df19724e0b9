"""What a build changes: only what differs; a mistake in it costs one card an hour, and is told once."""

from datetime import timedelta
from typing import Any, NoReturn

import pytest

from tests.cards.people import HOUR, NOW
from webapp.cards.source import BuiltCard, CardScalars, CardSource, StoredSection, Week
from webapp.cards.stored import StoredCard
from webapp.cards.writing import BUG_PERIOD, SOONEST, archived, has_ended, plan_write
from webapp.words import CardStatus, Section

SCALARS = CardScalars(
    problem_count=None, missing_count=None, problem_summary=None, tier_pieces=None,
    vault_week_at=None, vault_raid=None, vault_mythic=None, vault_world=None, raid_progress=None,
    best_log=None,
)  # fmt: skip
CARD = {"schemaVersion": 1, "seasonKey": "season-b", "itemLevel": 710}


def source(**values: Any) -> CardSource:
    nobody: dict[str, Any] = dict.fromkeys(
        ("class_id", "race_id", "spec_id", "role", "faction", "level", "last_login_at")
    )
    named = {"region": "eu", "realm": "ravencrest", "realm_name": "Ravencrest", "name": "Thrall"}
    week = Week(start=NOW - HOUR, end=NOW + HOUR, is_confirmed=True)
    known = {"character_id": 7, "bnet_id": 8, "week": week, "is_logs_connected": False}
    return CardSource(**(nobody | named | known | values))


def stored(card: Any = CARD, **values: Any) -> StoredCard:
    times = dict.fromkeys(("error_message", "blizzard_last_fetched_at", "wcl_last_fetched_at"))
    written = {"player_card": card, "fetch_status": CardStatus.COMPLETE, **times}
    written |= {"realm_name": "Ravencrest", **values}
    where = {"region": "eu", "realm": "ravencrest", "character_name": "Thrall", "season_key": "latest"}
    return StoredCard(id=1, character_id=7, values=written, **where)


def built(card: Any = CARD, **values: Any) -> BuiltCard:
    known = {"status": CardStatus.COMPLETE, "error": None, "season_key": "season-b", "scalars": SCALARS}
    return BuiltCard(**({"card": card, "rebuild_at": NOW + HOUR} | known | values))


def broken() -> NoReturn:
    raise KeyError("media")


class TestPlanWrite:
    def test_where_nothing_is_stored_everything_is_written(self) -> None:
        section = StoredSection(body="{}", outcome="ok", succeeded_at=NOW)
        write = plan_write(source(sections={Section.RAIDS: section}), None, built, NOW)

        assert write.columns["player_card"] == CARD
        assert write.columns["blizzard_last_fetched_at"] == NOW

    def test_what_is_the_same_is_not_written(self) -> None:
        assert plan_write(source(), stored(), built, NOW).columns == {}

    def test_a_card_is_compared_as_it_will_be_stored(self) -> None:
        same = stored({**CARD, "slots": ["a"]})

        write = plan_write(source(), same, lambda: built({**CARD, "slots": ("a",)}), NOW)

        assert write.columns == {}

    def test_what_programs_gave_is_kept(self) -> None:
        write = plan_write(source(external={"mine": 1}), stored(), built, NOW)

        assert write.columns == {"player_card": {**CARD, "external": {"mine": 1}}}

    def test_no_card_is_due_again_at_once(self) -> None:
        write = plan_write(source(), stored(), lambda: built(rebuild_at=NOW - HOUR), NOW)

        assert write.due_at == NOW + SOONEST

    def test_a_mistake_leaves_card_and_status_and_says_what_it_was(self) -> None:
        write = plan_write(source(), stored(), broken, NOW)

        assert list(write.columns) == ["error_message"]
        assert "KeyError" in (write.bug or "")
        assert write.due_at == NOW + BUG_PERIOD

    def test_it_is_told_once(self) -> None:
        first = plan_write(source(), stored(), broken, NOW)

        again = plan_write(source(), stored(error_message=first.bug), broken, NOW + timedelta(hours=1))

        assert (again.bug, again.columns) == (None, {})

    def test_a_first_card_that_fails_is_there_and_says_so(self) -> None:
        write = plan_write(source(external={"mine": 1}), None, broken, NOW)

        assert write.columns["fetch_status"] is CardStatus.FAILED
        assert write.columns["player_card"] == {"external": {"mine": 1}}

    def test_a_letter_that_cannot_be_stored_is_a_mistake(self) -> None:
        write = plan_write(source(), stored(), lambda: built({"name": "\ud800"}), NOW)

        assert write.bug is not None

    def test_the_end_of_the_job_is_none(self) -> None:
        def stop() -> NoReturn:
            raise InterruptedError

        with pytest.raises(InterruptedError):
            plan_write(source(), stored(), stop, NOW)


class TestHasEnded:
    @pytest.mark.parametrize(
        ("card", "is_over"),
        [
            ({**CARD, "seasonKey": "season-a"}, True),
            (CARD, False),
            ({**CARD, "seasonKey": "unknown"}, False),
            ({"external": {}}, False),
            ({"seasonKey": "season-a"}, False),
        ],
    )
    def test_a_built_card_of_another_known_season_has(self, card: Any, *, is_over: bool) -> None:
        assert has_ended(stored(card), "season-b") is is_over


class TestArchived:
    def test_what_is_kept_already_stays(self) -> None:
        assert archived(stored(), stored({**CARD, "itemLevel": 1})) is None

    def test_what_a_program_gave_stays_beside_it(self) -> None:
        kept = archived(stored(), stored({"external": 5}))

        assert kept is not None
        assert kept["player_card"] == {**CARD, "external": 5}
