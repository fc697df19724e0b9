"""The code obeys the house rules, and each rule catches a planted violation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch

import pytest

from tests.architecture.rules import features, reach, shape
from tests.architecture.sources import CODE, EVERYTHING, PRODUCT, Source, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: where it holds, whom it does not bind and why, and a violation that it must catch."""

    find: Callable[[Source], list[str]]
    bad: str
    good: str
    path: str = "webapp/roster/rows.py"
    places: tuple[str, ...] = CODE
    spared: Mapping[str, str] = field(default_factory=dict)

    def complaints(self) -> list[str]:
        """Return what the present code does against the rule."""
        bound = [source for source in sources(*self.places) if not self.spares(source.path)]
        return [complaint for source in bound for complaint in self.find(source)]

    def spares(self, path: str) -> bool:
        """Say whether a file has a reason to do it."""
        return any(fnmatch(path, pattern) for pattern in self.spared)


MANY_LINES = "x = 1\n" * 251
LONG_FUNCTION = "def f() -> None:\n" + "    x = 1\n" * 31
JOB = "@job(Queue.SYNC, timeout=HOUR)\n"
SESSION_HOLDERS = {
    "webapp/*/actions.py": "one transaction each",
    "webapp/*/queries.py": "reads",
    "webapp/sync/*": "the pipeline that writes what Battle.net said",
    "webapp/cards/*": "the pipeline that writes what is built, and its only writer",
    "webapp/history/*": "closes weeks, thins and archives, a handful in each transaction",
    "webapp/cli/*": "a command is a person's action",
    "webapp/jobs/*": "the wrapper cleans the session; the clock takes its slot in a transaction",
    "webapp/web/guild_address.py": "finds the guild that an address names, before any view",
    "webapp/operations/server_health.py": "reads, for the API above it",
    "webapp/characters/warming.py": "reads, for the job that loads before people come",
    "webapp/database.py": "where the transaction is made",
}
RULES = {
    "public things have a docstring": Rule(
        find=shape.missing_docstrings,
        bad="'''A.'''\nclass A:\n    def b(self): ...",
        good="'''A.'''\ndef _b(): ...",
    ),
    "modules are at most 250 lines": Rule(
        find=shape.long_modules, bad=MANY_LINES, good=MANY_LINES[:-6], places=EVERYTHING
    ),
    "functions are at most 30 lines": Rule(
        find=shape.long_functions, bad=LONG_FUNCTION, good=LONG_FUNCTION[:-10], places=(*CODE, "tests")
    ),
    "files are named for what they decide": Rule(
        find=shape.drawers, bad="", path="webapp/roster/utils.py", good="", places=(*CODE, "tests")
    ),
    "files are not numbered": Rule(
        find=shape.drawers, bad="", path="webapp/roster/rows_2.py", good="", places=(*CODE, "tests")
    ),
    "exceptions are named": Rule(
        find=reach.broad_excepts,
        bad="try:\n    x()\nexcept (ValueError, Exception):\n    raise",
        good="try:\n    x()\nexcept BaseException:\n    undo()\n    raise",
        spared={
            "webapp/sync/character_fetch.py": "one character's surprise must not end the work on the others",
            "webapp/jobs/job.py": "the wrapper of every job logs what it raised",
            "webapp/web/errors.py": "the error handler of every page",
        },
    ),
    "the database session stays with reads and writes": Rule(
        find=reach.session_uses,
        bad="from webapp.database import transaction\ndb.session.add(x)",
        good="db.engine.dispose()",
        places=PRODUCT,
        spared=SESSION_HOLDERS,
    ),
    "a transaction commits once": Rule(
        find=reach.commits,
        bad="session.commit()",
        good="session.flush()",
        places=PRODUCT,
        spared={
            "webapp/database.py": "the end of every transaction",
            "webapp/schema/*": "locks of migrations are no rows",
        },
    ),
    "the wall clock is read in one place": Rule(
        find=reach.wall_clocks,
        bad="from datetime import datetime\nstarted = datetime.now(UTC)",
        good="import time\nstarted = time.monotonic()",
        spared={
            "webapp/lib/clock.py": "the one place",
            "devtools/up.py": "counts from when ./dev was typed, which the system tells in wall time",
            "devtools/logbook.py": "stamps what the processes of one start said",
            "simulator/clock.py": "the simulator imports nothing of webapp and has a clock of its own",
        },
    ),
    "queries are told the time": Rule(
        find=reach.untold_times,
        bad="clock.now()",
        good="now",
        path="webapp/roster/queries.py",
        places=PRODUCT,
    ),
    "settings are the one reader of the environment": Rule(
        find=reach.environment_readings,
        bad="import os\nx = os.environ['X']",
        good="import os\nx = os.getpid()",
        places=PRODUCT,
        spared={
            "webapp/config.py": "the settings",
            "webapp/application.py": "hands the environment to the settings",
            "webapp/backup/client_programs.py": "hands the whole environment on to pg_dump and its like",
            "webapp/server.py": "gunicorn asks for its own settings before there is an app",
        },
    ),
    "the product does not print": Rule(
        find=reach.prints, bad="print('x')", good="log.info('x')", places=PRODUCT
    ),
    "log events are constants": Rule(
        find=reach.moving_log_events, bad="log.info(f'got {x}')", good="log.info('got', x=x)"
    ),
    "logs name no person": Rule(
        find=reach.people_in_logs,
        bad="log.info('signed_in', user_id=person.bnet_id)",
        good="log.info('signed_in', region=region)",
        places=PRODUCT,
    ),
    "jobs are rung, not enqueued": Rule(
        find=features.enqueues,
        bad="queue.enqueue_in(later, f)",
        good="ring(f, key='f')",
        spared={"webapp/jobs/bells.py": "where bells are rung"},
    ),
    "a job calls an action": Rule(
        find=features.thick_jobs,
        bad=JOB + "def f() -> None:\n" + "    x = 1\n" * 11,
        good=JOB + "def f() -> None:\n    g()",
        path="webapp/sync/jobs.py",
    ),
    "a job takes no arguments": Rule(
        find=features.thick_jobs,
        bad=JOB + "def f(guild_id: int) -> None:\n    g()",
        good=JOB + "def f() -> None:\n    g()",
        path="webapp/sync/jobs.py",
    ),
    "a view asks and answers": Rule(
        find=features.thick_views,
        bad="from webapp.models import Guild",
        good="from webapp.roster import queries",
        path="webapp/roster/views.py",
        places=PRODUCT,
    ),
    "imports stand at the top": Rule(
        find=shape.hidden_imports,
        bad="def f() -> None:\n    import json",
        good="def create_app() -> None:\n    import json",
        places=EVERYTHING,
    ),
    "nothing is declared safe": Rule(
        find=features.trusted_markup, bad="markupsafe.Markup(name)", good="escape(name)", places=PRODUCT
    ),
    "a template gets one page": Rule(
        find=features.crowded_templates,
        bad="render_template('a.html', page=p, rows=r)",
        good="render_template('a.html', page=p)",
        places=PRODUCT,
    ),
    "tests use real servers": Rule(
        find=features.mocks, bad="from unittest.mock import patch", good="import socket", places=("tests",)
    ),
    "tests wait for what a page is to show": Rule(
        find=features.impatient_asserts,
        bad="assert page.locator('.wait').count() == 1",
        good="expect(page.locator('.wait')).to_have_count(1)",
        places=("tests/browser", "tests/simulator/oauth"),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
class TestRules:
    def test_the_code_obeys(self, rule: Rule) -> None:
        complaints = rule.complaints()

        assert not complaints, "\n".join(complaints)

    def test_a_planted_violation_is_caught(self, rule: Rule) -> None:
        assert rule.find(Source.of(rule.path, rule.bad)) != []

    def test_what_is_allowed_is_not_blamed(self, rule: Rule) -> None:
        path = rule.path if rule.find is not shape.drawers else "webapp/roster/rows.py"

        assert rule.find(Source.of(path, rule.good)) == []

    def test_nobody_is_spared_without_need(self, rule: Rule) -> None:
        needed = {source.path for source in sources(*rule.places) if rule.find(source)}

        files = {path for path in rule.spared if "*" not in path}

        assert files - needed == set(), "take these out of the rule's exceptions"
