"""A first sync that is given is just the one that a test would have made itself."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select, Table, select

from simulator import Simulator
from tests.support.kept_rows import kept_rows
from tests.support.kept_world import of_nobody, settings_of
from tests.sync.conftest import MEMBERS, Engine, make_client
from tests.sync.first_sync import give, is_just_tracked, just_made
from webapp import create_app
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.queues import app_redis
from webapp.models import User

Rows = dict[str, list[dict[str, Any]]]
WRITTEN_AT = {"created_at", "updated_at"}


def rows() -> Rows:
    """Return every column of every row."""
    db.session.rollback()
    return {
        table.name: [dict(row) for row in db.session.execute(in_order(table)).mappings()]
        for table in db.metadata.sorted_tables
    }


def in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


def numbers(engine: Engine) -> tuple[tuple[str, int], ...]:
    """Return the last number that PostgreSQL gave a row of each table."""
    return kept_rows(settings_of(engine.app).database_url).numbers


def add_user() -> None:
    with transaction() as session:
        session.add(User(bnet_id=1, battletag="Thrall#1234"))


def without_real_time(rows: Rows) -> Rows:
    """Leave out when the machine's clock says that rows were written; tests move another one."""
    return {
        name: [{key: value for key, value in row.items() if key not in WRITTEN_AT} for row in kept]
        for name, kept in rows.items()
    }


def told(engine: Engine) -> dict[bytes, bytes]:
    """Return what Redis holds, under names that are nobody's."""
    names = [name for name in app_redis().scan_iter() if isinstance(name, bytes)]
    return {of_nobody(name, settings_of(engine.app)): app_redis().dump(name) or b"" for name in names}


def asked(engine: Engine) -> dict[str, Any]:
    """Return what the world saw, but for who asked and how fast."""
    seen = engine.simulator.control.requests(listed=True)
    requests = [{**one, "client": bool(one["client"]), "at": None} for one in seen["requests"]]
    return {
        "by_endpoint": seen["by_endpoint"],
        "user_agents": seen["user_agents"],
        "requests": sorted(requests, key=str),
    }


@contextmanager
def another(engine: Engine) -> Iterator[Engine]:
    """Give a guild that is tracked in a world of its own, by a client of its own, in the same database."""
    with Simulator(members=MEMBERS, seed=7) as world:
        settings = replace(
            settings_of(engine.app),
            battlenet_client_id=f"test-{uuid.uuid4().hex}",
            battlenet_api_base=world.url + "/{region}",
            battlenet_oauth_base=world.url,
        )
        app = create_app(settings)
        with app.app_context():
            world.control.freeze()
            other = Engine(app, world, make_client(settings), now=engine.now)
            other.track()
            try:
                yield other
            finally:
                db.session.remove()
                db.engine.dispose()


class TestGive:
    def test_all_is_as_it_was_and_what_follows_is_the_same(self, engine_on: Engine) -> None:
        engine_on.simulator.control.freeze()
        engine_on.sync()
        made = just_made(engine_on)
        first = (rows(), told(engine_on), asked(engine_on), engine_on.now, list(engine_on.reports))
        engine_on.resync()
        second = (without_real_time(rows()), asked(engine_on), engine_on.reports, numbers(engine_on))
        db.session.remove()
        db.engine.dispose()

        with another(engine_on) as given:
            give(given, made)

            assert (rows(), told(given), asked(given), given.now, given.reports) == first
            given.resync()
            assert (without_real_time(rows()), asked(given), given.reports, numbers(given)) == second
            assert given.simulator.control.count("character-summary", 304) == len(given.public_names())


class TestGiveFirstSync:
    @pytest.mark.parametrize(
        "happen",
        [
            pytest.param(lambda engine: engine.simulator.control.advance(1), id="a second"),
            pytest.param(lambda engine: engine.simulator.control.latency(1), id="slowness"),
            pytest.param(lambda engine: engine.simulator.control.add_fault("delay"), id="a fault"),
            pytest.param(lambda engine: engine.happen("log_in", engine.public_names()[0]), id="an event"),
            pytest.param(lambda engine: engine.track(), id="a call"),
            pytest.param(lambda _: add_user(), id="a row"),
        ],
    )
    def test_where_anything_has_happened_the_sync_is_made(
        self, engine: Engine, happen: Callable[[Engine], object]
    ) -> None:
        was_just_tracked = is_just_tracked(engine)

        happen(engine)

        assert (was_just_tracked, is_just_tracked(engine)) == (True, False)
