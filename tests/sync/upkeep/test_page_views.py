"""Every look is rolled up once: after a death before the commit, after one behind it, and beside others."""

from collections.abc import Iterator
from datetime import date

import pytest
import redis
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, add_guild, add_member
from webapp.extensions import db
from webapp.freshness.page_views import COUNTING, field_of
from webapp.jobs.queues import app_redis, quick_redis
from webapp.models import PageView
from webapp.sync.upkeep import page_views
from webapp.sync.upkeep.page_views import NUMBER, STILL, roll_up


@pytest.fixture
def thrall(app_on: Flask) -> Iterator[int]:
    """Give the id of a character whom nobody has looked at yet."""
    with app_on.app_context():
        app_redis().flushdb()
        yield add_member(add_guild(), "Thrall")


def look(character_id: int, times: int = 1) -> None:
    app_redis().hincrby(COUNTING, field_of(character_id, NOON), times)


def counted() -> dict[tuple[int, date], int]:
    db.session.rollback()
    rows = db.session.execute(select(PageView.character_id, PageView.day, PageView.count))
    return {(character_id, day): count for character_id, day, count in rows}


class DyingRedis(redis.Redis):
    """A connection whose process ends before the hash is removed."""

    def eval(self, *_words: object) -> None:
        raise KeyboardInterrupt


class TestRollUp:
    def test_looks_are_added_to_those_of_earlier_rounds(self, thrall: int) -> None:
        for times in (2, 3):
            look(thrall, times)
            assert roll_up(app_redis(), NOON) == times

        assert counted() == {(thrall, NOON.date()): 5}
        assert app_redis().exists(COUNTING, STILL) == 0

    def test_a_look_after_the_renaming_waits_for_the_next_round(self, thrall: int) -> None:
        look(thrall, 2)
        page_views._stand_still(app_redis())
        look(thrall, 7)

        assert [roll_up(app_redis(), NOON), roll_up(app_redis(), NOON)] == [2, 7]
        assert counted() == {(thrall, NOON.date()): 9}

    def test_a_death_after_the_commit_doubles_nothing(self, thrall: int) -> None:
        look(thrall, 4)
        dying = DyingRedis(connection_pool=app_redis().connection_pool)
        with pytest.raises(KeyboardInterrupt):
            roll_up(dying, NOON)

        assert roll_up(app_redis(), NOON) == 0
        assert counted() == {(thrall, NOON.date()): 4}
        assert app_redis().exists(STILL) == 0

    def test_another_hash_is_not_removed_by_a_late_worker(self, thrall: int) -> None:
        look(thrall)
        number, _ = page_views._stand_still(app_redis())
        app_redis().hset(STILL, NUMBER, "1")

        app_redis().eval(page_views._REMOVE_IF_OURS, 1, STILL, NUMBER, str(number))

        assert app_redis().exists(STILL) == 1

    def test_characters_who_are_gone_are_left_out(self, thrall: int) -> None:
        look(thrall + 1, 5)
        look(thrall)

        assert roll_up(app_redis(), NOON) == 1
        assert counted() == {(thrall, NOON.date()): 1}

    @pytest.mark.usefixtures("thrall")
    def test_without_looks_nothing_happens(self) -> None:
        assert roll_up(app_redis(), NOON) == 0
        assert counted() == {}

    @pytest.mark.usefixtures("thrall")
    def test_without_redis_nothing_is_lost_or_raised(self) -> None:
        assert roll_up(quick_redis("redis://127.0.0.1:1/0"), NOON) == 0
