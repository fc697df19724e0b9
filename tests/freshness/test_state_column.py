"""The state of a character in SQL: the same as the rule says."""

from datetime import timedelta
from itertools import product
from typing import Any

from flask import Flask

from tests.support.roll import NOON, add_guild, add_member
from webapp.extensions import db
from webapp.freshness.state_column import WORST_LAST, state_code
from webapp.freshness.states import Facts, FreshnessState, state_of
from webapp.models import Character


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


FACTS = (Character.last_synced_at, Character.last_login_at, Character.failures, Character.outcome)


def all_facts() -> list[dict[str, Any]]:
    """Return every combination of age around the borders, failures, outcome and last play."""
    ages = [
        None,
        *(NOON - timedelta(minutes=minutes) for minutes in (0, 239, 240, 241, 359, 360, 361, 9_000)),
    ]
    attempts = [(0, "ok"), (1, "timeout"), (2, "upstream"), (0, "forbidden"), (0, None)]
    played = [None, NOON - timedelta(days=1), NOON - timedelta(days=3)]
    return [
        {"last_synced_at": age, "last_login_at": seen, "failures": failures, "outcome": outcome}
        for age, (failures, outcome), seen in product(ages, attempts, played)
    ]
