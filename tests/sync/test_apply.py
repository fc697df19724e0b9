"""What a look writes, and what it leaves alone."""

from datetime import timedelta

from sqlalchemy import event, select

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import SectionState
from webapp.sync import runs
from webapp.sync.apply import apply_looks
from webapp.sync.character_fetch import fetch_character
from webapp.sync.claims import LEASE, Reach, claim_characters
from webapp.sync.results import CharacterFetch
from webapp.words import RunKind, Section


class TestSecondSync:
    def test_nobody_having_played_costs_one_call_a_member(self, synced: Engine) -> None:
        synced.simulator.control.clear_requests()

        synced.resync()

        assert synced.simulator.control.count("character-summary") == MEMBERS
        assert synced.simulator.control.count() == MEMBERS + 2

    def test_nobody_having_played_rewrites_no_content_and_no_version(self, synced_on: Engine) -> None:
        version = synced_on.guild().data_version
        statements: list[str] = []
        event.listen(
            db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]), named=False
        )

        synced_on.resync()

        written = [text for text in statements if text.startswith("UPDATE characters")]
        assert written
        assert not [text for text in written if "_json" in text or "item_level" in text]
        assert synced_on.guild().data_version == version

    def test_who_has_played_is_fetched_anew(self, synced: Engine) -> None:
        name = synced.public_names()[0]
        synced.pass_time(timedelta(hours=5))
        synced.simulator.control.log_in(name, synced.truth(name)["realm"])
        synced.simulator.control.clear_requests()

        synced.resync()

        asked = synced.simulator.control.requests()["by_endpoint"]
        assert asked["character-summary"]["200"] >= 1
        assert asked["character-equipment"] == asked["character-raids"] == asked["character-keystones"]
        assert "character-media" not in asked

    def test_a_section_keeps_when_it_changed(self, synced: Engine) -> None:
        first = synced.now
        synced.sync_later(timedelta(hours=5))

        facts = db.session.execute(
            select(SectionState.succeeded_at, SectionState.changed_at).where(
                SectionState.section == Section.SUMMARY, SectionState.outcome == "ok"
            )
        ).all()

        assert {row.succeeded_at for row in facts} == {synced.now}
        assert first in {row.changed_at for row in facts}


class TestALostClaim:
    def test_what_comes_after_the_claim_went_to_another_is_dropped(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        before = synced_on.character(name).attempted_at
        late = _looks_of(synced_on, worker="slow")
        synced_on.now += LEASE
        _looks_of(synced_on, worker="quick")

        with transaction() as session:
            run = runs.begin_or_join(
                session, runs.guild_scope(synced_on.guild_id), RunKind.CHARACTERS, now=synced_on.now
            )
            apply_looks(session, late, run_id=run.run_id, worker="slow", now=synced_on.now)

        assert synced_on.character(name).attempted_at == before
        assert synced_on.last_run("characters").done == 0


def _looks_of(engine: Engine, *, worker: str) -> list[CharacterFetch]:
    if worker == "slow":
        engine.make_due()
    with transaction() as session:
        reach = Reach(worker=worker, guild_id=engine.guild_id)
        subjects = claim_characters(session, reach, engine.now)
    return [fetch_character(engine.client, subject, engine.now) for subject in subjects]
