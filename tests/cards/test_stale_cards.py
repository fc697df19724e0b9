"""The most wanted stale cards come first, and a look is asked for only where it can help."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import update

from tests.cards.people import DAY, HOUR, NOW, Cards
from webapp.cards.stale_cards import Among, Priority, StaleCard, stale_cards, wake
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import PageView, SyncTarget
from webapp.words import Section, TargetKind

FETCHED = tuple(section for section in Section if section not in {Section.STATUS, Section.LOGS})


def person(cards: Cards, name: str, *, read: datetime = NOW - DAY, looks: int = 0, **values: Any) -> int:
    """Add a character with a card, read a day ago, whose next look is due in an hour."""
    character_id = cards.character(name, **values)
    for section in FETCHED:
        cards.read(character_id, section, read)
    cards.rebuild(character_id)
    with transaction() as session:
        due = {"kind": TargetKind.CHARACTER, "character_id": character_id, "next_due_at": NOW + HOUR}
        session.add(SyncTarget(**due))
        if looks:
            session.add(PageView(character_id=character_id, day=date(2026, 9, 1), count=looks))
    return character_id


def found(among: Among | None = None, limit: int = 50) -> list[StaleCard]:
    db.session.rollback()
    return stale_cards(db.session(), NOW, limit=limit, among=among)


def wish(character_id: int) -> None:
    with transaction() as session:
        mine = update(SyncTarget).where(SyncTarget.character_id == character_id)
        session.execute(mine.where(SyncTarget.kind == TargetKind.CHARACTER).values(wished_at=NOW))


class TestStaleCards:
    def test_the_most_wanted_come_first(self, cards: Cards) -> None:
        rest, raider = person(cards, "Rest", level=80), person(cards, "Raider")
        cards.guild(raider)
        little, much = person(cards, "Little", looks=1), person(cards, "Much", looks=9)
        wish(waiting := person(cards, "Waiting"))

        ranked = [(card.character_id, card.priority) for card in found()]

        assert ranked == [
            (waiting, Priority.WAITED_FOR),
            (much, Priority.LOOKED_AT),
            (little, Priority.LOOKED_AT),
            (raider, Priority.RAIDER),
            (rest, Priority.REST),
        ]

    def test_fresh_ones_are_left_out(self, cards: Cards) -> None:
        person(cards, "Fresh", read=NOW)

        assert found() == []

    def test_a_section_alone_makes_a_card_stale(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.read(thrall, Section.SUMMARY, NOW)
        cards.rebuild(thrall)

        assert {one.section for one in found()[0].sections} == set(FETCHED) - {
            Section.SUMMARY,
            Section.MYTHIC_SEASON,
        }

    def test_nobody_is_woken_for_logs_alone(self, cards: Cards) -> None:
        thrall = person(cards, "Thrall", read=NOW, looks=3)
        cards.read(thrall, Section.LOGS, NOW - 3 * DAY)
        cards.rebuild(thrall)

        listed, woken = found(), found(Among(is_worth_waking=True))

        assert [one.section for card in listed for one in card.sections] == [Section.LOGS]
        assert woken == []

    def test_one_guild_alone(self, cards: Cards) -> None:
        member, _other = person(cards, "Member"), person(cards, "Other")
        guild = cards.guild(member)

        assert [card.character_id for card in found(Among(guild_id=guild))] == [member]

    def test_no_more_than_asked_for(self, cards: Cards) -> None:
        person(cards, "One")
        person(cards, "Two")

        assert len(found(limit=1)) == 1

    def test_worth_waking_are_looked_at_ones_whom_a_look_can_mend(self, cards: Cards) -> None:
        well = person(cards, "Well", looks=1)
        person(cards, "Parked", looks=5, outcome="not_found")
        person(cards, "Failing", looks=5, failures=1)
        person(cards, "Unseen")

        assert [card.character_id for card in found(Among(is_worth_waking=True))] == [well]


class TestWake:
    @pytest.mark.parametrize("values", [{"outcome": "not_found"}, {"failures": 1}, {"suspected_at": NOW}])
    def test_whom_a_look_cannot_mend_is_let_alone(self, cards: Cards, values: dict[str, Any]) -> None:
        thrall = person(cards, "Thrall", **values)

        with transaction() as session:
            assert wake(session, [thrall], NOW) == 0

    def test_a_look_becomes_due_once(self, cards: Cards) -> None:
        thrall = person(cards, "Thrall")

        with transaction() as session:
            assert wake(session, [thrall], NOW) == 1
            assert wake(session, [thrall], NOW) == 0

        assert cards.due_at(thrall, TargetKind.CHARACTER) == NOW

    def test_who_is_being_looked_at_is_not_asked_for_again(self, cards: Cards) -> None:
        thrall = person(cards, "Thrall")
        with transaction() as session:
            session.execute(update(SyncTarget).values(claimed_by="worker", claimed_until=NOW + HOUR))

        with transaction() as session:
            assert wake(session, [thrall], NOW) == 0
