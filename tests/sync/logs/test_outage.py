"""Warcraft Logs goes away and comes back: the card says so, and nothing else on it changes."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.sync.logs.conftest import LogsEngine
from webapp.cards.work import build_due_cards
from webapp.characters.page import CardPage
from webapp.characters.queries import find_character, page_of
from webapp.extensions import db
from webapp.models import CharacterEnrichmentCache
from webapp.permissions.policy import ALL_TOOLS
from webapp.words import CardStatus

DOWN = "The ranking on Warcraft Logs could not be fetched anew: Warcraft Logs is having trouble."


def raider(logs: LogsEngine) -> str:
    """Have everybody's logs looked at; return the name of somebody who is ranked."""
    logs.look()
    _build(logs)
    return logs.names("ranked")[0]


def look_through(logs: LogsEngine, *, is_down: bool) -> None:
    """Look once more, the character first, its logs then."""
    logs.engine.simulator.control.warcraftlogs(is_down=is_down)
    logs.engine.resync()
    logs.look_later(timedelta(minutes=10))
    logs.make_due()
    logs.look()
    _build(logs)


def status(name: str) -> tuple[CardStatus, str | None]:
    db.session.rollback()
    row = db.session.query(CharacterEnrichmentCache).filter_by(character_name=name).one()
    return row.fetch_status, row.error_message


def document(name: str) -> dict[str, Any]:
    db.session.rollback()
    mine = CharacterEnrichmentCache.character_name == name
    card: dict[str, Any] = db.session.scalars(select(CharacterEnrichmentCache.player_card).where(mine)).one()
    return card


def page(logs: LogsEngine, name: str) -> CardPage:
    db.session.rollback()
    found = find_character("eu", logs.engine.character(name).realm, name, now=logs.engine.now)
    assert found is not None
    return page_of(found, tools=ALL_TOOLS, now=logs.engine.now)


def _build(logs: LogsEngine) -> None:
    build_due_cards(logs.engine.clock, until=logs.engine.now + timedelta(seconds=60))


class TestOutage:
    def test_the_card_turns_partial_with_the_reason_and_keeps_the_rankings(self, logs: LogsEngine) -> None:
        name = raider(logs)
        before = document(name)["logs"]["bosses"]
        assert status(name) == (CardStatus.COMPLETE, None)

        look_through(logs, is_down=True)

        assert status(name) == (CardStatus.PARTIAL, DOWN)
        assert (document(name)["logs"]["bosses"], document(name)["old"]) == (before, ["logs"])

    def test_the_page_names_the_reason_and_everything_else_is_fresh(self, logs: LogsEngine) -> None:
        name = raider(logs)

        look_through(logs, is_down=True)

        shown = page(logs, name)
        assert [(gap.title, gap.word, gap.sentence) for gap in shown.gaps] == [
            ("Logs", "of an earlier look", DOWN)
        ]
        assert shown.why.sentence.endswith("; behind: logs.")
        assert {part.state for part in shown.freshness if part.key != "logs"} <= {
            "fresh",
            "not_seen_this_week",
        }
        assert shown.fresh("logs").certainty == "old"

    def test_when_it_is_back_the_card_is_complete_again(self, logs: LogsEngine) -> None:
        name = raider(logs)
        look_through(logs, is_down=True)

        look_through(logs, is_down=False)

        assert status(name) == (CardStatus.COMPLETE, None)
        assert list(page(logs, name).gaps) == []
