"""Who fails by name, how many they are, and when the next look is: of a guild, and of everybody."""

from datetime import datetime

from tests.operations.cache.conftest import HOUR, store
from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import SyncTarget
from webapp.operations.cache.failures import Cause
from webapp.operations.cache.next_looks import (
    NamedFailure,
    affected_by,
    named_failures,
    next_looks,
    only_name,
)
from webapp.operations.cache.words import Affected
from webapp.words import Section, TargetKind

GEAR = Cause(outcome="timeout", section=Section.EQUIPMENT)
GONE = Cause(outcome="not_found", section=Section.EQUIPMENT)
LOGS = Cause(outcome="upstream", section=Section.LOGS)
CAUSES = {GEAR: 3, LOGS: 1}


def fill(cast: Cast, now: datetime) -> None:
    """Let three fail in gear, one of them in another guild, and one of the three in logs too."""
    for hours, name in enumerate(("Jaina", "Anduin", "Guldan"), start=1):
        store(cast, name, Section.EQUIPMENT, "timeout", failed_since=now - hours * HOUR)
    store(cast, "Jaina", Section.LOGS, "upstream")
    store(cast, "Vereesa", Section.EQUIPMENT, "not_found")
    dues = [
        ("Jaina", TargetKind.CHARACTER, 3),
        ("Jaina", TargetKind.LOGS, 1),
        ("Guldan", TargetKind.CHARACTER, 2),
    ]
    with cast.app.app_context(), transaction() as session:
        for name, kind, hours in dues:
            who = cast.characters[name]
            session.add(SyncTarget(kind=kind, character_id=who, next_due_at=now + hours * HOUR))


class TestNamedFailures:
    def test_who_fails_longest_comes_first_with_the_look_that_may_mend_it(
        self, cast_on: Cast, now: datetime
    ) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            here = named_failures(db.session(), [GEAR, LOGS], cast_on.guild_id)
            everybody = named_failures(db.session(), [GEAR], None)

        assert [(one.name, one.next_at) for one in here[GEAR]] == [
            ("Anduin", None),
            ("Jaina", now + 3 * HOUR),
        ]
        assert [(one.name, one.next_at) for one in here[LOGS]] == [("Jaina", now + HOUR)]
        assert [one.name for one in everybody[GEAR]] == ["Guldan", "Anduin", "Jaina"]


class TestNextLooks:
    def test_each_cause_has_the_first_of_its_own(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            assert next_looks(db.session(), CAUSES, None) == {GEAR: now + 2 * HOUR, LOGS: now + HOUR}
            assert next_looks(db.session(), CAUSES, cast_on.guild_id) == {
                GEAR: now + 3 * HOUR,
                LOGS: now + HOUR,
            }

    def test_in_an_outage_nobody_reads_them_all(self, cast: Cast) -> None:
        with cast.app.app_context():
            assert next_looks(db.session(), {GEAR: 100_000}, None) == {}


class TestAffected:
    def test_a_character_that_fails_in_two_parts_is_one(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            found = [affected_by(db.session(), CAUSES, who) for who in (cast_on.guild_id, None)]
            assert affected_by(db.session(), {}, None) == Affected(0)

        assert found == [Affected(2), Affected(3)]

    def test_of_one_part_each_failure_is_a_character(self, cast: Cast) -> None:
        with cast.app.app_context():
            assert affected_by(db.session(), {GEAR: 90_000, GONE: 10_000}, None) == Affected(100_000)

    def test_an_outage_is_of_at_least_the_part_with_the_most(self, cast: Cast) -> None:
        with cast.app.app_context():
            found = affected_by(db.session(), {GEAR: 90_000, GONE: 5_000, LOGS: 80_000}, None)

        assert found == Affected(95_000, is_exact=False)


class TestOnlyName:
    def test_only_one_character_lends_its_name(self) -> None:
        named = [NamedFailure(region="eu", realm="argent-dawn", name="Jaina", next_at=None)]

        assert [only_name(named, 1), only_name(named, 2), only_name([], 1)] == ["Jaina", "", ""]
