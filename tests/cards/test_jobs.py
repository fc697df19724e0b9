"""Bells ring when a card is due, and the jobs do what they are for."""

from datetime import timedelta

from tests.cards.people import Cards
from tests.sync.queues import waiting
from webapp.cards import jobs
from webapp.jobs.queues import Queue
from webapp.lib import clock

BELL = "build-cards-1"


class TestRingCardsIfDue:
    def test_nothing_rings_when_nothing_is_due(self, cards_here: Cards) -> None:
        now = clock.now()
        cards_here.make_due(cards_here.character(), at=now + timedelta(hours=1))

        jobs.ring_cards_if_due(now)

        assert waiting(Queue.ENRICHMENT) == []

    def test_one_bell_rings_however_often_it_is_asked(self, cards_here: Cards) -> None:
        now = clock.now()
        cards_here.make_due(cards_here.character(), at=now)

        jobs.ring_cards_if_due(now)
        jobs.ring_cards_if_due(now)

        assert waiting(Queue.ENRICHMENT) == [BELL]


class TestRingCards:
    def test_a_second_bell_waits_behind_the_job_that_rings_and_no_third(self, cards_here: Cards) -> None:
        assert cards_here.rows() == []
        assert [jobs.ring_cards() for _ in range(3)] == [True, True, False]


class TestBuildCards:
    def test_it_builds_what_is_due(self, cards_here: Cards) -> None:
        thrall = cards_here.character()
        cards_here.make_due(thrall)

        jobs.build_cards()

        assert cards_here.latest(thrall).card["characterName"] == "Thrall"


class TestAddCards:
    def test_it_rings_for_the_builders(self, cards_here: Cards) -> None:
        cards_here.character()

        jobs.add_cards()

        assert waiting(Queue.ENRICHMENT) == [BELL]


class TestWakeStaleCards:
    def test_without_looks_nobody_is_woken(self, cards_here: Cards) -> None:
        thrall = cards_here.character()
        cards_here.rebuild(thrall)

        jobs.ring_stale_cards(clock.now())
        jobs.ring_missing_cards(clock.now())
        jobs.wake_stale_cards()

        assert sorted(waiting(Queue.ENRICHMENT)) == ["add-cards-1", "wake-stale-cards-1"]
