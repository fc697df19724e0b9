"""Bells make workers look, and a stop signal reaches the work."""

import os
import signal
import socket

from sqlalchemy import select

from tests.support.signed_in import own, signed_in
from tests.sync.conftest import MEMBERS, Engine
from tests.sync.queues import work_off
from webapp.extensions import db
from webapp.jobs.bells import waiting
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.models import CharacterEnrichmentCache
from webapp.sync import due, jobs
from webapp.sync.queries import character_strip
from webapp.sync.wishes import wish_character_refresh, wish_guild_refresh
from webapp.words import RunKind, RunTrigger


class TestSyncDue:
    def test_a_bell_makes_a_worker_sync_what_is_due(self, engine: Engine) -> None:
        due.ring_if_due(engine.now)

        work_off(engine, Queue.SYNC)

        assert engine.member_count() == MEMBERS
        assert engine.character(engine.public_names()[0]).outcome == "ok"
        engine.check()

    def test_a_wish_is_worked_off_by_the_interactive_worker(self, synced: Engine) -> None:
        synced.simulator.control.clear_requests()
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        work_off(synced, Queue.INTERACTIVE)

        assert synced.simulator.control.count("guild-roster") == 1
        assert synced.strip().place is None
        synced.check()

    def test_a_wish_of_the_command_line_is_told_as_one(self, synced: Engine) -> None:
        wish_guild_refresh(synced.guild_id, asked_by=None, now=clock.now(), trigger=RunTrigger.COMMAND)

        work_off(synced, Queue.INTERACTIVE)

        found = [synced.last_run(kind).trigger for kind in (RunKind.ROSTER, RunKind.CHARACTERS)]
        assert found == [RunTrigger.COMMAND] * 2

    def test_whoever_waits_for_a_character_finds_its_card_built(self, synced: Engine) -> None:
        one = synced.character(synced.public_names()[1]).id
        wish_character_refresh(one, asked_by=None, now=clock.now(), has_cool_down=False)

        work_off(synced, Queue.INTERACTIVE)

        query = select(CharacterEnrichmentCache.blizzard_last_fetched_at)
        assert db.session.scalars(query.where(CharacterEnrichmentCache.character_id == one)).one() is not None
        assert character_strip(one, clock.now()).is_under_way is False

    def test_a_guild_that_somebodys_wish_discovers_has_its_bell_rung(self, synced: Engine) -> None:
        one = synced.track_lone(synced.stranger())
        own(synced.app, signed_in(synced.app), one)
        wish_character_refresh(one, asked_by=None, now=clock.now(), has_cool_down=False)

        work_off(synced, Queue.INTERACTIVE)

        assert waiting(Queue.SYNC) == 1


class TestWorkerName:
    def test_processes_outside_the_queue_differ_by_machine_and_number(self) -> None:
        assert jobs.worker_name() == f"{socket.gethostname()}-{os.getpid()}"


class TestStopSignal:
    def test_the_signal_becomes_an_answer_and_the_old_handler_comes_back(self) -> None:
        before = signal.getsignal(signal.SIGTERM)

        with jobs.stop_signal() as is_told_to_stop:
            heard = [is_told_to_stop()]
            os.kill(os.getpid(), signal.SIGTERM)
            heard.append(is_told_to_stop())

        assert heard == [False, True]
        assert signal.getsignal(signal.SIGTERM) is before
