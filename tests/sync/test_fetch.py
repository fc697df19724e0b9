"""The pipeline: characters go in, looks come out."""

import time

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.sync.claims import Reach, claim_characters
from webapp.sync.fetch import Pipeline
from webapp.sync.subjects import Subject


def subjects_of(engine: Engine) -> list[Subject]:
    engine.make_due()
    with transaction() as session:
        return claim_characters(session, Reach(worker="thrall", guild_id=engine.guild_id), engine.now)


def drained(pipeline: Pipeline) -> int:
    count = 0
    while not pipeline.is_idle:
        count += len(pipeline.take(seconds=1.0))
    return count


class TestPipeline:
    def test_every_character_comes_out_once(self, synced: Engine) -> None:
        pipeline = Pipeline(synced.client, threads=3, clock=synced.clock)

        pipeline.submit(subjects_of(synced))

        assert drained(pipeline) == MEMBERS
        pipeline.close()

    def test_it_wants_more_before_its_threads_are_idle(self, synced: Engine) -> None:
        pipeline = Pipeline(synced.client, threads=3, clock=synced.clock)
        synced.simulator.control.latency(50)

        pipeline.submit(subjects_of(synced)[:5])
        wanted_more = pipeline.wants_more
        pipeline.submit(subjects_of(synced)[5:6])

        assert (wanted_more, pipeline.wants_more) == (True, False)
        drained(pipeline)
        pipeline.close()

    def test_what_no_thread_has_begun_can_be_taken_back(self, synced: Engine) -> None:
        pipeline = Pipeline(synced.client, threads=2, clock=synced.clock)
        synced.simulator.control.latency(100)
        pipeline.submit(subjects_of(synced))

        back = pipeline.abandon()

        assert len(back) + drained(pipeline) == MEMBERS
        assert len(back) >= MEMBERS - 4
        pipeline.close()

    def test_told_to_stop_a_look_ends_after_the_call_it_is_in(self, engine: Engine) -> None:
        engine.sync()
        engine.simulator.control.happen("log_in_all", region="eu", realm="argent-dawn", guild="lantern-watch")
        engine.simulator.control.latency(200)
        pipeline = Pipeline(engine.client, threads=2, clock=engine.clock)
        pipeline.submit(subjects_of(engine)[:2])
        time.sleep(0.05)

        pipeline.stop()

        looks = pipeline.take(seconds=2.0)
        assert [look.is_whole for look in looks] == [False] * len(looks)
        assert {look.calls for look in looks} == {1}
        pipeline.close()
