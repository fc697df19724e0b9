"""One look at one character, when Battle.net misbehaves: the rest goes on, and the run says so."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.sync.conftest import HASTY, MEMBERS, Engine, make_client
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SectionState
from webapp.words import RunOutcome, Section

FOUR_HOURS = timedelta(hours=4, minutes=1)


def section_of(name: str, section: Section) -> SectionState:
    db.session.rollback()
    query = select(SectionState).join(Character).where(Character.name == name)
    return db.session.scalars(query.where(SectionState.section == section)).one()


def seasons_asked() -> Counter[str]:
    """Count what became of the season, by outcome."""
    db.session.rollback()
    query = select(SectionState.outcome).where(SectionState.section == Section.MYTHIC_SEASON)
    return Counter(db.session.scalars(query))


def has_season(name: str) -> bool:
    query = select(Character.mythic_season_json.is_not(None)).where(Character.name == name)
    return bool(db.session.scalar(query))


def everybody_plays(engine: Engine) -> None:
    engine.simulator.control.happen("log_in_all", region="eu", realm="argent-dawn", guild="lantern-watch")


def _another_client(settings: Settings) -> Settings:
    """Return settings whose allowance was never paused."""
    return replace(settings, battlenet_client_id=f"{settings.battlenet_client_id}-other")


class TestOneSpoiledAnswer:
    @pytest.mark.parametrize(
        ("fault", "word"),
        [
            ({"action": "status", "status": 500}, "upstream"),
            ({"action": "status", "status": 503, "body": "html"}, "upstream"),
            ({"action": "status", "status": 504, "body": "empty"}, "upstream"),
            ({"action": "status", "status": 403}, "forbidden"),
            ({"action": "truncate"}, "upstream"),
            ({"action": "chunk_truncate"}, "upstream"),
            ({"action": "wrong_content_length"}, "upstream"),
            ({"action": "close_without_answer"}, "upstream"),
            ({"action": "html_200"}, "upstream"),
            ({"action": "malformed_json"}, "upstream"),
            ({"action": "status", "status": 200, "body": "maintenance"}, "schema"),
            ({"action": "redirect"}, "upstream"),
            ({"action": "wrong_shape", "path": "equipped_items", "change": "retype", "value": 7}, "schema"),
            ({"action": "huge", "mebibytes": 20}, "upstream"),
            ({"action": "deep_json"}, "upstream"),
            ({"action": "never_answer"}, "timeout"),
            ({"action": "drip", "bytes": 1, "interval_ms": 100}, "timeout"),
            ({"action": "drip_headers", "bytes": 1, "interval_ms": 100}, "timeout"),
        ],
        ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
    )
    def test_the_old_data_stays_and_the_others_are_brought_up_to_date(
        self, synced: Engine, settings: Settings, fault: dict[str, Any], word: str
    ) -> None:
        name = synced.public_names()[1]
        before = section_of(name, Section.EQUIPMENT).content_hash
        synced.simulator.control.add_faults([{"kind": "character-equipment", "name": name.lower(), **fault}])
        synced.pass_time(FOUR_HOURS)
        everybody_plays(synced)

        synced.sync(client=make_client(settings, http_limits=HASTY))

        state = section_of(name, Section.EQUIPMENT)
        run = synced.last_run("characters")
        assert (state.content_hash, state.outcome) == (before, word)
        assert state.succeeded_at == synced.now - FOUR_HOURS
        assert run.failed == (0 if word == "forbidden" else 1)
        assert run.outcome is (RunOutcome.OK if word == "forbidden" else RunOutcome.PARTIAL)
        assert run.done == run.planned >= MEMBERS - 2
        synced.check()

    def test_a_bomb_is_not_unpacked(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        before = section_of(name, Section.EQUIPMENT).content_hash
        rule = {"action": "huge", "mebibytes": 80, "gzip": True, "kind": "character-equipment"}
        synced.simulator.control.add_faults([{**rule, "name": name.lower()}])
        synced.pass_time(FOUR_HOURS)
        everybody_plays(synced)

        synced.sync()

        state = section_of(name, Section.EQUIPMENT)
        assert (state.content_hash, state.outcome) == (before, "upstream")

    def test_the_next_look_mends_it(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        rule = {"action": "status", "status": 500, "kind": "character-equipment", "name": name.lower()}
        synced.simulator.control.add_faults([rule])
        synced.pass_time(FOUR_HOURS)
        everybody_plays(synced)
        synced.sync()
        synced.simulator.control.clear_faults()

        synced.sync_later(timedelta(minutes=6))

        assert section_of(name, Section.EQUIPMENT).outcome == "ok"
        assert (synced.character(name).outcome, synced.character(name).failures) == ("ok", 0)
        assert synced.last_run("characters").outcome is RunOutcome.OK

    def test_missing_optional_fields_are_no_failure(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        synced.simulator.control.add_fault(
            "wrong_shape", kind="character-summary", name=name.lower(), path="active_spec", change="drop"
        )

        synced.sync_later(FOUR_HOURS)

        one = synced.character(name)
        assert (one.outcome, one.spec_id, one.role) == ("ok", None, None)

    def test_a_missing_required_field_fails_that_character_only(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        spec = synced.character(name).spec_id
        synced.simulator.control.add_fault(
            "wrong_shape", kind="character-summary", name=name.lower(), path="level", change="drop"
        )

        synced.sync_later(FOUR_HOURS)

        one = synced.character(name)
        assert (one.outcome, one.spec_id, one.failures) == ("schema", spec, 1)
        failing = db.session.scalars(select(Character.name).where(Character.outcome == "schema"))
        assert list(failing) == [name]  # others may have played meanwhile, as the hour is
        assert synced.last_run("characters").failed == 1

    def test_letters_that_no_database_stores_are_replaced(self, synced_on: Engine) -> None:
        everybody_plays(synced_on)
        synced_on.simulator.control.add_fault("nul_and_surrogates", kind="character-*")

        synced_on.sync_later(FOUR_HOURS)

        assert synced_on.last_run("characters").outcome is RunOutcome.OK
        synced_on.check()

    def test_numbers_that_no_column_holds_are_left_out(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[1]
        synced_on.simulator.control.add_fault(
            "wrong_shape",
            kind="character-summary",
            name=name.lower(),
            path="equipped_item_level",
            change="retype",
            value=2**40,
        )

        synced_on.sync_later(FOUR_HOURS)

        assert synced_on.character(name).equipped_item_level is None
        synced_on.check()


class TestTheSeason:
    def test_it_is_asked_of_those_who_played_it_and_said_of_the_others(self, synced_on: Engine) -> None:
        asked = synced_on.simulator.control.count("character-keystone-season", 200)

        states = seasons_asked()
        assert asked > 0
        assert states["ok"] == asked
        assert states["not_found"] == synced_on.simulator.control.count("character-keystones", 200) - asked
        assert synced_on.simulator.control.count("character-keystone-season", 404) == 0
        synced_on.check()

    def test_one_that_began_is_asked_for_once_though_nobody_was_seen_playing(self, synced: Engine) -> None:
        played = seasons_asked()["ok"]
        with transaction() as session:
            session.execute(update(SectionState).values(season_id=SectionState.season_id - 1))
        synced.simulator.control.clear_requests()

        synced.resync()
        asked = synced.simulator.control.count("character-keystone-season")
        synced.resync()

        assert asked == synced.simulator.control.count("character-keystone-season") == played

    def test_it_is_asked_again_after_a_profile_that_failed(self, synced: Engine) -> None:
        name = next(name for name in synced.public_names() if has_season(name))
        rule = {"action": "status", "status": 500, "kind": "character-keystones", "name": name.lower()}
        synced.simulator.control.add_faults([rule])
        synced.pass_time(FOUR_HOURS)
        synced.happen("log_in", name)
        synced.sync()
        broken = section_of(name, Section.MYTHIC_SEASON).outcome
        synced.simulator.control.clear_faults()

        synced.sync_later(timedelta(minutes=6))

        assert (broken, section_of(name, Section.MYTHIC_SEASON).outcome) == ("upstream", "ok")
        assert section_of(name, Section.MYTHIC_SEASON).succeeded_at == synced.now


class TestEverythingFails:
    def test_a_day_without_answers_keeps_all_data(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        level = synced.character(name).equipped_item_level
        synced.simulator.control.add_fault("close_without_answer")

        for _hour in range(4):
            synced.sync_later(timedelta(hours=6))

        one = synced.character(name)
        assert (one.equipped_item_level, one.outcome, one.failures >= 2) == (level, "upstream", True)
        assert (synced.member_count(), synced.events()) == (MEMBERS, [])
        assert synced.last_run("characters").outcome is RunOutcome.FAILED
        synced.check()
