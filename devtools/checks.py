"""./dev check: format, lint, types, import contract and templates, two at a time; only failures are shown."""

import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from devtools.environment import ROOT, app_command
from devtools.terminal import Problem, say

AT_ONCE = 2  # as many as the smallest machine has cores


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool and what it is told."""

    name: str
    words: tuple[str, ...]
    mend: str = ""  # the command that repairs what it finds


@dataclass(frozen=True, slots=True)
class Finding:
    """What one tool said."""

    tool: Tool
    passed: bool
    output: str
    seconds: float


PYTHON_FILES = (".", "dev")
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
TOOLS = (
    Tool("types", ("-m", "mypy")),  # the slowest first
    Tool("imports", ("-c", LINT_IMPORTS)),
    Tool("format", ("-m", "ruff", "format", "--check", *PYTHON_FILES), "python -m ruff format . dev"),
    Tool(
        "lint",
        ("-m", "ruff", "check", "--output-format", "concise", *PYTHON_FILES),
        "python -m ruff check --fix . dev",
    ),
    # Not its formatter: it adds white space that shows, and bytes to each of a thousand rows.
    Tool("templates", ("-m", "djlint", "templates", "--lint", "--quiet")),
)


def check(arguments: Sequence[str]) -> int:
    """Check format, lint, types, the import contract and templates."""
    if arguments:
        raise Problem("./dev check takes no words: it checks everything.")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        findings = list(pool.map(run_tool, TOOLS))
    for finding in findings:
        if not finding.passed:
            say(f"--- {finding.tool.name}\n{finding.output.rstrip()}\n")
    say(verdict(findings))
    return 0 if all(finding.passed for finding in findings) else 1


def run_tool(tool: Tool) -> Finding:
    """Run one tool at the top of the project."""
    began = time.monotonic()
    done = subprocess.run(
        app_command(*tool.words),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Finding(tool, done.returncode == 0, done.stdout, time.monotonic() - began)


def verdict(findings: Sequence[Finding]) -> str:
    """Return the one last line: all is well, or what failed and how to mend it."""
    failed = [finding for finding in findings if not finding.passed]
    if not failed:
        return f"check passed: {', '.join(f'{found.tool.name} {found.seconds:.0f} s' for found in findings)}"
    mends = [f".venv/bin/{found.tool.mend}" for found in failed if found.tool.mend]
    names = ", ".join(found.tool.name for found in failed)
    return f"check failed: {names}." + (f" May mend it: {' ; '.join(mends)}" if mends else "")
