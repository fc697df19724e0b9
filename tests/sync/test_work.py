"""A guild goes from Battle.net's answers into the database."""

from datetime import timedelta

from sqlalchemy import event, select

from tests.sync.conftest import MEMBERS, Engine
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.models import Character, Rank, SectionState
from webapp.words import Role, RunOutcome, Section


class TestFirstSync:
    def test_every_member_of_the_world_is_a_member_here(self, synced_on: Engine) -> None:
        synced_on.check()

        assert synced_on.member_count() == MEMBERS

    def test_a_first_import_tells_no_history(self, synced: Engine) -> None:
        assert synced.events() == []

    def test_what_lists_show_is_taken_out_of_the_answers(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        truth = synced_on.truth(name)

        one = synced_on.character(name)

        assert (one.level, one.class_id, one.spec_id) == (truth["level"], truth["class_id"], truth["spec_id"])
        assert one.equipped_item_level == truth["equipped_item_level"]
        assert one.mythic_rating == truth["rating"]
        assert one.mythic_rating_color is None or one.mythic_rating_color.startswith("#")
        assert one.role in set(Role)

    def test_who_has_no_public_profile_stays_as_the_roster_tells(self, synced: Engine) -> None:
        hidden = [one for one in synced.simulator.control.members() if not one["has_profile"]]

        (row,) = db.session.execute(
            select(Character.outcome, Character.equipped_item_level, Character.level).where(
                Character.bnet_character_id == hidden[0]["id"]
            )
        ).all()

        assert tuple(row) == ("not_found", None, hidden[0]["level"])
        assert synced.strip().states[FreshnessState.PARKED] == len(hidden)

    def test_the_run_counts_what_was_done(self, synced: Engine) -> None:
        run = synced.last_run("characters")

        assert (run.outcome, run.done, run.planned, run.failed) == (RunOutcome.OK, MEMBERS, MEMBERS, 0)
        assert run.calls == sum(
            synced.simulator.control.count(kind)
            for kind in synced.simulator.control.requests()["by_endpoint"]
            if kind.startswith("character-")
        )

    def test_ranks_wait_for_their_names(self, synced: Engine) -> None:
        used = {one["rank"] for one in synced.simulator.control.members()}

        assert set(db.session.scalars(select(Rank.rank_id))) == used

    def test_a_guild_that_is_fresh_is_left_alone(self, synced: Engine) -> None:
        synced.simulator.control.clear_requests()

        synced.sync()

        assert synced.simulator.control.count() == 0


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
