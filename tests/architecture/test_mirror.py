"""Every module of the product that does something has its tests at the mirrored path."""

import ast
from pathlib import Path, PurePosixPath

from tests.architecture.sources import ROOT, Source, sources

DECISIONS = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.Match, ast.BoolOp, ast.comprehension)
BATTLENET, UPSTREAM, GOVERNOR = "clients/battlenet", "clients/upstream", "lib/governor"
LOGS = "clients/warcraftlogs"
TESTED_ELSEWHERE = {
    # Parts of one library, tested through its front with a real server on the other side.
    f"webapp/{UPSTREAM}/errors.py": f"tests/{BATTLENET}/test_client.py",
    f"webapp/{UPSTREAM}/retries.py": f"tests/{BATTLENET}/test_client.py",
    f"webapp/{UPSTREAM}/transport.py": f"tests/{UPSTREAM}/test_tokens.py",
    f"webapp/{UPSTREAM}/token_store.py": f"tests/{UPSTREAM}/test_tokens.py",
    f"webapp/{LOGS}/query.py": f"tests/{LOGS}/test_client.py",
    f"webapp/{LOGS}/refusals.py": f"tests/{LOGS}/test_wire.py",
    f"webapp/{LOGS}/zones.py": f"tests/{LOGS}/test_client.py",
    f"webapp/{GOVERNOR}/lane.py": f"tests/{GOVERNOR}/test_governor.py",
    f"webapp/{GOVERNOR}/limits.py": f"tests/{GOVERNOR}/test_governor.py",
    f"webapp/{GOVERNOR}/local.py": f"tests/{GOVERNOR}/test_governor.py",
    f"webapp/{GOVERNOR}/shared.py": f"tests/{GOVERNOR}/test_pauses.py",
    # Parts of one API, tested through its addresses as a program sees them.
    "webapp/api/answers.py": "tests/api/test_cache_views.py",
    "webapp/api/blueprint.py": "tests/api/test_openapi.py",
    "webapp/api/docs_views.py": "tests/api/test_openapi.py",
    "webapp/api/entries.py": "tests/api/test_cache_views.py",
    "webapp/api/fields.py": "tests/api/test_door.py",
    "webapp/api/parser.py": "tests/api/test_door.py",
    "webapp/api/schemas.py": "tests/api/test_door.py",
    "webapp/api/characters/objects.py": "tests/api/characters/test_views.py",
    "webapp/api/characters/queries.py": "tests/api/characters/test_views.py",
    # Parts of one way in, tested by going it, through the simulator.
    "webapp/accounts/actions.py": "tests/accounts/test_views.py",
    "webapp/accounts/browser.py": "tests/accounts/test_views_refused.py",
    "webapp/accounts/listing.py": "tests/accounts/test_views.py",
    "webapp/accounts/outside.py": "tests/accounts/test_views.py",
    "webapp/jobs/engine_facts.py": "tests/operations/test_checks.py",
    "webapp/jobs/left_alone.py": "tests/jobs/test_queues_redis.py",
    "webapp/caching/jobs.py": "tests/caching/test_warming.py",
    "webapp/web/limit_counts.py": "tests/web/test_limits.py",
    "webapp/permissions/operators.py": "tests/cli/test_operator.py",
    "webapp/permissions/actions.py": "tests/permissions/test_queries.py",
    "webapp/lib/http_errors.py": "tests/lib/test_http.py",
    # Parts of one command, tested by backing up and restoring real databases.
    "webapp/backup/keeping.py": "tests/cli/test_backup.py",
    "webapp/backup/sqlite_backup.py": "tests/cli/test_backup.py",
    # Parts of one feature, tested through its pages and its actions.
    "webapp/characters/officers/page.py": "tests/characters/officers/test_views.py",
    "webapp/characters/officers/queries.py": "tests/characters/officers/test_views.py",
    "webapp/legacyimport/bringing.py": "tests/legacyimport/test_actions.py",
    "webapp/imports/actions.py": "tests/imports/test_views.py",
    "webapp/imports/queries.py": "tests/imports/test_views.py",
    "webapp/me/cards.py": "tests/me/test_queries.py",
    "webapp/me/own_reading.py": "tests/me/test_queries.py",
    "webapp/me/page.py": "tests/me/test_queries.py",
    "webapp/me/views.py": "tests/me/test_actions.py",
    "webapp/operations/cache/listing.py": "tests/operations/cache/test_failures.py",
    "webapp/operations/cache/queries.py": "tests/operations/cache/test_views.py",
    "webapp/operations/cache/tallies.py": "tests/operations/cache/test_views.py",
    "webapp/sync/again.py": "tests/operations/cache/test_views.py",
    "webapp/operations/server_health.py": "tests/operations/metrics/test_views.py",
    "webapp/operations/metrics/queries.py": "tests/operations/metrics/test_views.py",
    "webapp/api/health_views.py": "tests/operations/metrics/test_views.py",
    "webapp/operations/reading.py": "tests/operations/status/test_views.py",
    "webapp/operations/status/actions.py": "tests/operations/status/test_views.py",
    "webapp/operations/status/guild_reading.py": "tests/operations/status/test_views.py",
    "webapp/operations/status/log_reading.py": "tests/operations/status/test_views.py",
    "webapp/operations/status/page.py": "tests/operations/status/test_rows.py",
    "webapp/operations/status/queries.py": "tests/operations/status/test_views.py",
    "webapp/compare/names.py": "tests/compare/test_views.py",
    "webapp/compare/queries.py": "tests/compare/test_views.py",
    "webapp/roster/past/changes.py": "tests/roster/past/test_views.py",
    "webapp/roster/past/day.py": "tests/roster/past/test_views.py",
    "webapp/roster/past/queries.py": "tests/roster/past/test_views.py",
    "webapp/roster/saved/actions.py": "tests/roster/saved/test_views.py",
    "webapp/roster/saved/queries.py": "tests/roster/saved/test_views.py",
    "webapp/tokens/actions.py": "tests/tokens/test_views.py",
    "webapp/tokens/queries.py": "tests/tokens/test_views.py",
    "webapp/rights/log_reading.py": "tests/rights/test_views.py",
    "webapp/rights/member_reading.py": "tests/rights/test_views.py",
    "webapp/rights/page.py": "tests/rights/test_views.py",
    "webapp/rights/queries.py": "tests/rights/test_views.py",
    "webapp/rights/rows.py": "tests/rights/test_views.py",
    "webapp/rights/tool_rows.py": "tests/rights/test_views.py",
    "webapp/rights/writing.py": "tests/rights/test_actions.py",
}
"""Modules without a test file of their own, and the file that tests them."""


def has_logic(source: Source) -> bool:
    """Say whether a module decides anything; declarations and registrations do not."""
    inside = (node for function in source.functions() for node in ast.walk(function))
    return not source.path.endswith("__init__.py") and any(isinstance(node, DECISIONS) for node in inside)


def mirrored(path: str, tests: Path) -> list[Path]:
    """Return the test files that mirror a module: test_<module>.py, or several test_<module>_<part>.py."""
    module = PurePosixPath(path).relative_to("webapp")
    folder = tests / module.parent
    return [*folder.glob(f"test_{module.stem}.py"), *folder.glob(f"test_{module.stem}_*.py")]


def untested(found: tuple[Source, ...], tests: Path) -> list[str]:
    """Find modules with logic and without a mirrored test file."""
    return [
        f"{source.path}: write tests/{PurePosixPath(source.path).parent.relative_to('webapp')}"
        f"/test_{PurePosixPath(source.path).stem}.py"
        for source in found
        if has_logic(source) and not mirrored(source.path, tests)
    ]


class TestMirror:
    def test_every_module_with_logic_has_its_tests(self) -> None:
        found = tuple(source for source in sources("webapp") if source.path not in TESTED_ELSEWHERE)

        complaints = untested(found, ROOT / "tests")

        assert not complaints, "\n".join(complaints)

    def test_the_exceptions_are_needed_and_lead_to_tests(self) -> None:
        needed = {source.path for source in sources("webapp") if untested((source,), ROOT / "tests")}

        assert set(TESTED_ELSEWHERE) - needed == set()
        assert [path for path in TESTED_ELSEWHERE.values() if not (ROOT / path).is_file()] == []

    def test_a_module_without_tests_is_caught(self, tmp_path: Path) -> None:
        planted = Source.of("webapp/sync/new.py", "def f(x):\n    return 1 if x else 2")

        assert untested((planted,), tmp_path) != []

    def test_a_module_of_declarations_needs_none(self, tmp_path: Path) -> None:
        planted = Source.of("webapp/words.py", "class A:\n    def b(self): return 1")

        assert untested((planted,), tmp_path) == []
