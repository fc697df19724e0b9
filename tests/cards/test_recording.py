"""Builds of cards write the history in the transaction that writes the cards."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.cards.people import DAY, HOUR, NOW, Cards, summary
from tests.cards.pieces import run
from tests.history.past import days
from webapp.cards import store
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.forgetting import forget_history
from webapp.models import MythicRun
from webapp.words import Section

TODAY = date(2026, 9, 2)


def seen(cards: Cards, name: str = "Thrall", **values: Any) -> int:
    """Add a character whose item level was read."""
    return cards.character(name, **({"equipped_item_level": 710} | values))


def play(cards: Cards, character_id: int, *runs: dict[str, Any]) -> None:
    """Let Battle.net tell of runs of this week."""
    cards.read(character_id, Section.MYTHIC, NOW)
    cards.change(character_id, mythic_profile_json={"current_period": {"best_runs": list(runs)}})


def runs() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(MythicRun.level).order_by(MythicRun.completed_at)))


class TestRecord:
    def test_a_build_takes_a_snapshot_and_the_same_again_none(self, cards: Cards) -> None:
        thrall = seen(cards)

        cards.rebuild(thrall)
        cards.rebuild(thrall, at=NOW + DAY)
        cards.change(thrall, equipped_item_level=720, profile_json=summary(item_level=720))
        cards.rebuild(thrall, at=NOW + 2 * DAY)

        assert days(thrall) == {TODAY: 710, TODAY + 2 * DAY: 720}

    def test_new_runs_are_written_and_known_ones_are_not_lost(self, cards_here: Cards) -> None:
        thrall = seen(cards_here)
        first, second = run(588, 10, at=NOW - 2 * HOUR), run(588, 12, at=NOW - HOUR)
        play(cards_here, thrall, first)
        cards_here.rebuild(thrall)
        play(cards_here, thrall, second)

        cards_here.rebuild(thrall)

        assert runs() == [10, 12]

    def test_a_card_from_before_there_was_a_history_tells_its_runs(self, cards_here: Cards) -> None:
        thrall = seen(cards_here)
        play(cards_here, thrall, run(588, 10, at=NOW - HOUR))
        cards_here.rebuild(thrall)
        with transaction() as session:
            forget_history(session, [thrall])

        cards_here.rebuild(thrall)

        assert runs() == [10]

    def test_a_build_that_is_undone_leaves_no_history(self, cards_here: Cards) -> None:
        thrall = seen(cards_here)

        def dies() -> None:
            with transaction() as session:
                store.rebuild(session, [thrall], NOW)
                raise RuntimeError("killed")

        with pytest.raises(RuntimeError):
            dies()

        assert days(thrall) == {}

    def test_a_handful_costs_one_statement_more(self, cards_here: Cards) -> None:
        everybody = [seen(cards_here, name) for name in ("Thrall", "Jaina", "Arthas")]
        said: list[str] = []

        def hear(*words: Any) -> None:
            said.append(words[2])

        event.listen(db.engine, "before_cursor_execute", hear)
        cards_here.rebuild(*everybody)
        event.remove(db.engine, "before_cursor_execute", hear)

        assert len([one for one in said if one.startswith("INSERT INTO character_snapshots")]) == 1
        assert [one for one in said if "INTO mythic_runs" in one or "INTO boss_kills" in one] == []
