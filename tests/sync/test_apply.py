"""What a look writes, and what it leaves alone."""

from datetime import timedelta

from sqlalchemy import event, select

from tests.sync.conftest import MEMBERS, Engine
from webapp.extensions import db
from webapp.models import SectionState
from webapp.words import Section


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
