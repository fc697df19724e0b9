"""The states of characters and of their sections in SQL: the same as the rule says."""

from datetime import timedelta
from itertools import product
from typing import Any

from flask import Flask

from tests.support.roll import NOON, add_guild, add_member
from webapp.extensions import db
from webapp.freshness.cadences import CADENCES, section_state
from webapp.freshness.state_column import CODES, WORST_LAST, section_code, state_code
from webapp.freshness.states import Facts, FreshnessState, state_of
from webapp.models import Character, SectionState
from webapp.operations.cache.states import SECTION_STATES
from webapp.words import Section


class TestStateColumn:
    def test_the_database_and_the_rule_agree(self, app_on: Flask) -> None:
        reset_at = NOON - timedelta(days=2)
        with app_on.app_context():
            guild_id = add_guild()
            for number, facts in enumerate(all_facts()):
                add_member(guild_id, f"Case{number}", **facts)
            code = state_code(NOON, reset_at=reset_at)
            rows = db.session.execute(db.select(*FACTS, code)).all()

        assert len({row[4] for row in rows}) == len(FreshnessState) - 1  # a pause is not a row's own fact
        for synced, played, failures, outcome, found in rows:
            known = Facts(succeeded_at=synced, observed_at=played, failures=failures, outcome=outcome)
            assert WORST_LAST[found] is state_of(known, NOON, reset_at=reset_at)

    def test_the_database_and_the_rule_agree_on_sections(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            for number, (looked_at, facts) in enumerate(product(AGES[::2], all_sections())):
                who = add_member(guild_id, f"Case{number}", last_synced_at=looked_at)
                db.session.add(SectionState(character_id=who, attempted_at=NOON, **facts))
            joined = db.select(*SECTION, section_code(NOON)).join(Character)
            rows = db.session.execute(joined).all()

        assert {row[4] for row in rows} == {CODES[state] for state in SECTION_STATES}
        for section, synced, outcome, looked_at, found in rows:
            known = Facts(succeeded_at=synced, outcome=outcome)
            assert WORST_LAST[found] is section_state(section, known, NOON, looked_at=looked_at)


AGES = [
    None,
    *(NOON - timedelta(minutes=minutes) for minutes in (0, 244, 245, 246, 359, 360, 361, 9_000)),
]
SECTION = (SectionState.section, SectionState.succeeded_at, SectionState.outcome, Character.last_synced_at)
FACTS = (Character.last_synced_at, Character.last_login_at, Character.failures, Character.outcome)


def all_facts() -> list[dict[str, Any]]:
    """Return every combination of age around the borders, failures, outcome and last play."""
    attempts = [(0, "ok"), (1, "timeout"), (2, "upstream"), (0, "forbidden"), (0, None)]
    played = [None, NOON - timedelta(days=1), NOON - timedelta(days=3)]
    return [
        {"last_synced_at": age, "last_login_at": seen, "failures": failures, "outcome": outcome}
        for age, (failures, outcome), seen in product(AGES, attempts, played)
    ]


def all_sections() -> list[dict[str, Any]]:
    """Return sections of each cadence, at every age around their borders, well, failing and parked."""
    found: list[dict[str, Any]] = []
    for section in (Section.EQUIPMENT, Section.PROFESSIONS, Section.LOGS):
        ends = (CADENCES[section].period, CADENCES[section].period + CADENCES[section].grace)
        ages = [NOON - end + timedelta(seconds=second) for end in ends for second in (1, 0, -1)]
        attempts = [*product([None, *ages], ["ok"]), (NOON, "schema"), (None, "timeout"), (NOON, "not_found")]
        found += [{"section": section, "succeeded_at": age, "outcome": outcome} for age, outcome in attempts]
    return found
