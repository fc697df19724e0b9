"""Due cards are built a few at a time; nobody builds one twice; a kill or a bad card costs no other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from sqlalchemy import text, update

from tests.cards.people import HOUR, NOW, Cards
from tests.support.forked import processes
from webapp import create_app
from webapp.cards import store, work
from webapp.cards.load import BATCH
from webapp.cards.writing import BUG_PERIOD
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild
from webapp.models.upsert import lock_characters
from webapp.words import CardStatus


def half_build(url: str, told: Connection) -> None:
    """Build cards, say so before the commit, and never come to it."""
    with create_app(Settings(database_url=url)).app_context(), transaction() as session:
        store.rebuild(session, [1, 2, 3], NOW)
        told.send("half built")
        told.recv()


def at(moment: datetime) -> work.Clock:
    return lambda: moment


def build(moment: datetime = NOW) -> int:
    return work.build_due_cards(at(moment), until=moment + HOUR)


def due_people(cards: Cards, count: int) -> list[int]:
    people = [cards.character(f"Orc{number}") for number in range(count)]
    cards.make_due(*people)
    return people


class TestBuildDueCards:
    def test_everything_due_is_built_and_nothing_stays_due(self, cards: Cards) -> None:
        people = due_people(cards, BATCH + 3)

        assert build() == len(people)
        assert build() == 0
        assert {row.character_id for row in cards.rows()} == set(people)

    def test_nothing_is_built_before_it_is_due(self, cards: Cards) -> None:
        cards.make_due(cards.character(), at=NOW + HOUR)

        assert build() == 0
        assert build(NOW + HOUR) == 1

    def test_it_ends_when_its_time_is_over(self, cards: Cards) -> None:
        due_people(cards, 1)

        assert work.build_due_cards(at(NOW), until=NOW) == 0

    def test_the_reset_makes_every_card_due_by_itself(self, cards: Cards) -> None:
        due_people(cards, 2)
        build()

        assert work.is_any_due(NOW + timedelta(days=7))
        assert build(NOW + timedelta(days=7)) == 2

    def test_an_answer_of_a_strange_shape_costs_that_card_alone(self, cards: Cards) -> None:
        good, bad = due_people(cards, 2)
        cards.change(bad, profile_json=["strange"], equipment_json={"equipped_items": 7})

        build()

        assert cards.latest(good).card["itemLevel"] == 710
        assert cards.latest(bad).values["fetch_status"] in {CardStatus.PARTIAL, CardStatus.FAILED}

    def test_a_card_that_the_database_refuses_is_put_off_and_the_others_are_built(self, cards: Cards) -> None:
        with transaction() as session:
            session.execute(text("CREATE UNIQUE INDEX planted ON character_enrichment_cache (name_key)"))
        good, bad, last = cards.character(), cards.character(realm="other"), cards.character("Jaina")
        cards.make_due(good, bad, last)

        build()

        assert {row.character_id for row in cards.rows()} == {good, last}
        assert cards.due_at(bad) == NOW + BUG_PERIOD


class TestWorkersAtOnce:
    def test_each_card_is_built_once_and_nobody_waits_for_ever(self, cards: Cards) -> None:
        people = due_people(cards, 2 * BATCH)
        cards.guild(*people[::2])

        built = together(cards, *[build] * 3)

        assert sum(built) == len(people)
        assert {row.character_id for row in cards.rows()} == set(people)

    def test_a_sync_that_writes_the_same_characters_stops_nobody(self, cards: Cards) -> None:
        people = due_people(cards, BATCH)
        guild = cards.guild(*people)

        def sync() -> int:
            for _ in range(10):
                with transaction() as session:
                    lock_characters(session, people[:10])
                    store.make_due(session, people[:10], NOW)
                    versions = update(Guild).where(Guild.id == guild)
                    session.execute(versions.values(data_version=Guild.data_version + 1))
            return 0

        together(cards, sync, build, build)
        build()

        assert {row.character_id for row in cards.rows()} == set(people)
        assert not work.is_any_due(NOW)


class TestKilledWorkers:
    def test_what_a_killed_worker_held_is_due_as_before(self, cards: Cards) -> None:
        people = due_people(cards, 3)
        line, told = processes.Pipe()
        url = db.engine.url.render_as_string(hide_password=False)
        worker = processes.Process(target=half_build, args=(url, told))
        worker.start()
        assert line.poll(30)
        assert line.recv() == "half built"

        worker.kill()
        worker.join()

        assert cards.rows() == []
        assert build() == len(people)


def together(cards: Cards, *works: Callable[[], int]) -> list[int]:
    """Do several things at once, each in a thread of its own; return what they said."""

    def alone(work_of_one: Callable[[], int]) -> int:
        with cards.app.app_context():
            try:
                return work_of_one()
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(alone, works))
