"""What ./dev check says at its end."""

from devtools.checks import Finding, Tool, run_tool, verdict

TYPES = Tool("types", ("-c", "pass"))
FORMAT = Tool("format", ("-c", "raise SystemExit('would reformat x.py')"), "python -m ruff format .")


class TestRunTool:
    def test_what_a_tool_says_is_kept(self) -> None:
        finding = run_tool(FORMAT)

        assert not finding.passed
        assert finding.output == "would reformat x.py\n"

    def test_a_tool_without_findings_passes(self) -> None:
        assert run_tool(TYPES).passed


class TestVerdict:
    def test_all_well_names_the_tools(self) -> None:
        assert verdict([Finding(TYPES, passed=True, output="", seconds=1.6)]) == "check passed: types 2 s"

    def test_a_failure_says_how_to_mend_it(self) -> None:
        findings = [Finding(tool, passed=False, output="", seconds=1) for tool in (TYPES, FORMAT)]

        said = verdict(findings)

        assert said == "check failed: types, format. May mend it: .venv/bin/python -m ruff format ."
