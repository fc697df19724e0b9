"""What a sync leaves in the database, in Redis and in the simulated world, kept and brought back later.

It may come back to another app, with a client id and a database of its own, and to another world like it.
"""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace

from flask import Flask
from sqlalchemy import func, select

from simulator import Simulator
from simulator.access import Bearer
from simulator.bytecache import Rendered
from simulator.ledger import Seen
from tests.support.kept_rows import KeptRows, bring_back, kept_rows
from webapp.caching.code import key_prefix
from webapp.clients.battlenet.build import hash_of_client
from webapp.config import Settings
from webapp.extensions import db
from webapp.jobs.queues import app_redis

CLIENT, CACHE = b"<client>", b"<cache>"
"""What stands in the names of keys for what is a test's own."""


@dataclass(frozen=True, slots=True)
class KeptWorld:
    """Everything of a moment."""

    rows: KeptRows
    keys: tuple[tuple[bytes, bytes, int], ...]
    """Names in Redis, what they hold, and for how many more milliseconds."""
    client: str
    time: float
    tokens: tuple[tuple[str, Bearer], ...]
    seen: tuple[Seen, ...]
    agents: Counter[str]
    written: tuple[tuple[Hashable, Rendered], ...]
    """Answers that need not be written again."""


def keep_world(app: Flask, simulator: Simulator) -> KeptWorld:
    """Note how everything is; within the app's context."""
    db.session.rollback()
    redis, settings, world = app_redis(), settings_of(app), simulator.app
    names = [name for name in redis.scan_iter() if isinstance(name, bytes)]
    return KeptWorld(
        rows=kept_rows(settings.database_url),
        keys=tuple((of_nobody(name, settings), redis.dump(name) or b"", redis.pttl(name)) for name in names),
        client=settings.battlenet_client_id,
        time=simulator.world.clock.now(),
        tokens=tuple(world.tokens._tokens.items()),
        seen=tuple(world._ledger._seen),
        agents=Counter(world._ledger._agents),
        written=tuple(world._battlenet.cache._entries.items()),
    )


def bring_back_world(app: Flask, simulator: Simulator, kept: KeptWorld) -> None:
    """Let everything be so again but the world's time, where nobody is at work and nothing has happened."""
    db.session.remove()
    db.engine.dispose()
    settings = settings_of(app)
    bring_back(kept.rows, settings.database_url)
    redis = app_redis()
    redis.flushdb()
    for name, content, life in kept.keys:
        redis.restore(_own(name, settings), max(life, 0), content)
    _remind(simulator, kept, client=settings.battlenet_client_id)


def _remind(simulator: Simulator, kept: KeptWorld, *, client: str) -> None:
    """Let the world have been asked all that by this client; the tokens that it has given go on to live."""
    world = simulator.app
    tokens = {token: _held_by(bearer, kept, client) for token, bearer in kept.tokens}
    world.tokens._tokens.update(tokens)
    world._ledger.clear()
    world._ledger._seen.extend(replace(one, client=client if one.client else "") for one in kept.seen)
    world._ledger._counts.update((one.kind.value, one.status) for one in kept.seen)
    world._ledger._agents.update(kept.agents)
    for key, rendered in kept.written:
        world._battlenet.cache.put(key, rendered)


def _held_by(bearer: Bearer, kept: KeptWorld, client: str) -> Bearer:
    return replace(bearer, client=client) if bearer.client == kept.client else bearer


def is_newborn(simulator: Simulator) -> bool:
    """Say whether nothing has happened in a world and nothing is said of how it shall answer."""
    world, app = simulator.world, simulator.app
    happened = [*world.changed_people(), *world.changed_guilds(), *world.overrides, *world.logs_modes]
    is_on_time = world.clock.state() == {"offset": 0.0, "frozen_at": None}
    return is_on_time and not (happened or world.given or app._faults.report() or app.latency_ms)


def calls_of(simulator: Simulator) -> dict[str, dict[str, int]]:
    """Return how often a world was asked for what, by status."""
    counts: dict[str, dict[str, int]] = simulator.app._ledger.report()["by_endpoint"]
    return counts


def tables_with_rows() -> set[str]:
    """Return the names of the tables that are not empty."""
    tables = db.metadata.sorted_tables
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
    row = db.session.execute(select(*counts)).one()
    db.session.rollback()
    return {table.name for table, count in zip(tables, row, strict=True) if count}


def kind_of(app: Flask, simulator: Simulator) -> Hashable:
    """Return what a sync depends on: the world, and the settings but for what is a test's own."""
    world, settings = simulator.world, settings_of(app)
    alike = replace(
        settings,
        database_url=db.engine.dialect.name,
        redis_url="",
        battlenet_client_id="",
        battlenet_api_base="",
        battlenet_oauth_base="",
        warcraftlogs_client_id="connected" if settings.warcraftlogs_client_id else "",
        warcraftlogs_base="",
    )
    return world.seed, world.anchor, world.census.guilds[0].size, world.census.characters, alike


def of_nobody(name: bytes, settings: Settings) -> bytes:
    """Return the name of a key with nothing of one test in it."""
    client, cache = _marks(settings)
    return name.replace(client, CLIENT).replace(cache, CACHE)


def _own(name: bytes, settings: Settings) -> bytes:
    client, cache = _marks(settings)
    return name.replace(CLIENT, client).replace(CACHE, cache)


def _marks(settings: Settings) -> tuple[bytes, bytes]:
    return hash_of_client(settings.battlenet_client_id).encode(), key_prefix(settings.database_url).encode()


def settings_of(app: Flask) -> Settings:
    """Return what an app was made with."""
    settings: Settings = app.extensions["muster_settings"]
    return settings
