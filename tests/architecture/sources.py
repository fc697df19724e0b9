"""The repository as text and syntax trees, for the tests that police it."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("webapp", "worker.py")
CODE = (*PRODUCT, "simulator", "devtools", "bench", "dev")
EVERYTHING = (*CODE, "tests", "migrations")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file, parsed; ``path`` is relative to the repository.

    ``calls`` holds every call with the dotted name of what is called, such as ``db.session.execute``.
    """

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    calls: tuple[tuple[ast.Call, str], ...]

    @classmethod
    def of(cls, path: str, text: str) -> "Source":
        """Parse a text as if it stood at this path."""
        tree = ast.parse(text)
        nodes = tuple(ast.walk(tree))
        calls = tuple((node, dotted(node.func)) for node in nodes if isinstance(node, ast.Call))
        return cls(path, text, tree, nodes, calls)

    def say(self, node: ast.AST, advice: str) -> str:
        """Return a complaint that an editor can jump to."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {advice}"

    def functions(self) -> Iterator[Function]:
        """Yield every function and method, nested ones too."""
        yield from (node for node in self.nodes if isinstance(node, Function))


def sources(*places: str) -> tuple[Source, ...]:
    """Return the Python files of these folders and files; those that do not exist yet have none."""
    return tuple(_parsed(file) for place in places for file in _python_files(ROOT / place))


@cache
def _parsed(file: Path) -> Source:
    return Source.of(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))


def _python_files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a chain of names; what is no name is written as an empty part."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def body_lines(function: Function) -> int:
    """Count the lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def repository_files() -> list[Path]:
    """Return every file that is committed or would be; skips the test where there is no git."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no git here: what is committed cannot be listed")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
