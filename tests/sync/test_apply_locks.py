"""Whoever writes to a guild takes its row first: a roster, looks, cards and an operator stop nobody."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

from sqlalchemy import select, update

from tests.sync.conftest import Engine
from webapp.cards import store
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, Guild, HeldRoster
from webapp.models.upsert import lock_characters
from webapp.sync import runs
from webapp.sync.apply import apply_looks
from webapp.sync.character_fetch import fetch_character
from webapp.sync.claims import Reach, claim_characters, renew
from webapp.sync.held import accept_held_roster
from webapp.sync.results import CharacterFetch
from webapp.sync.upkeep import expired
from webapp.words import RunKind

ROUNDS = 25
WORKER = "looker"


class TestManyWritersOfOneGuild:
    def test_nobody_waits_in_a_ring(self, synced_on: Engine) -> None:
        engine = synced_on
        looks = {one.subject.character_id: one for one in _looks(engine)}
        roster = _roster(engine)

        def believe(number: int) -> None:
            _hold(engine, _renamed(roster, "ab"[number % 2]))
            accept_held_roster(engine.guild_id, now=engine.now)

        def look(_number: int) -> None:
            _forget_item_levels(looks)
            _look(engine, looks)

        def build(_number: int) -> None:
            with transaction() as session:
                store.rebuild(session, looks, engine.now)

        def sweep(_number: int) -> None:
            with transaction() as session:
                expired.empty_profiles(session, engine.now)

        _together(engine, believe, look, build, sweep)

        assert engine.guild().roster_outcome == "ok"
        engine.check(is_settled=False)


def _looks(engine: Engine) -> list[CharacterFetch]:
    engine.make_due()
    with transaction() as session:
        reach = Reach(worker=WORKER, guild_id=engine.guild_id)
        subjects = claim_characters(session, reach, engine.now)
    return [fetch_character(engine.client, subject, engine.now) for subject in subjects]


def _look(engine: Engine, looks: dict[int, CharacterFetch]) -> None:
    """Claim who is due, as after a rename, say that the worker lives, and write the looks."""
    with transaction() as session:
        reach = Reach(worker=WORKER, guild_id=engine.guild_id)
        claimed = claim_characters(session, reach, engine.now)
    with transaction() as session:
        renew(session, WORKER, engine.now)
    if not claimed:
        return
    with transaction() as session:
        scope = runs.guild_scope(engine.guild_id)
        run = runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=engine.now)
        mine = [looks[one.character_id] for one in claimed]
        apply_looks(session, mine, run_id=run.run_id, worker=WORKER, now=engine.now)


def _forget_item_levels(looks: dict[int, CharacterFetch]) -> None:
    """Give the next look something to write, and the guild a new version for it."""
    with transaction() as session:
        lock_characters(session, looks)
        nothing = update(Character).where(Character.id.in_(looks)).values(equipped_item_level=None)
        session.execute(nothing)


def _roster(engine: Engine) -> dict[str, Any]:
    document: dict[str, Any] = db.session.scalars(
        select(Guild.roster_json).where(Guild.id == engine.guild_id)
    ).one()
    return document


def _renamed(roster: dict[str, Any], letter: str) -> dict[str, Any]:
    document = deepcopy(roster)
    for member in document["members"]:
        member["character"]["name"] += letter
    return document


def _hold(engine: Engine, document: dict[str, Any]) -> None:
    with transaction() as session:
        session.add(
            HeldRoster(
                guild_id=engine.guild_id,
                held_at=engine.now,
                reason="a test",
                known_count=1,
                seen_count=1,
                leaving_count=0,
                roster_json=document,
            )
        )


def _together(engine: Engine, *works: Callable[[int], None]) -> None:
    """Do everything at once and many times, each in a thread of its own; raise what any of them raised."""

    def alone(work: Callable[[int], None]) -> None:
        with engine.app.app_context():
            try:
                for number in range(ROUNDS):
                    work(number)
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(works)) as threads:
        list(threads.map(alone, works))
