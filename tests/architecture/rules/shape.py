"""How long, how named, how documented."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.sources import Function, Source, body_lines

LONGEST_MODULE = 250
LONGEST_FUNCTION = 30
DRAWERS = re.compile(r"utils?|helpers?|common|misc|managers?|base|base_.*|.*\d")


def missing_docstrings(source: Source) -> list[str]:
    """Find public modules, classes and functions that do not say what they are for."""
    return [
        source.say(node, f"give {name} a docstring of one sentence")
        for node, name in _public_things(source)
        if not ast.get_docstring(node)
    ]


def _public_things(source: Source) -> Iterator[tuple[ast.Module | ast.ClassDef | Function, str]]:
    waiting: list[ast.Module | ast.ClassDef] = [source.tree]
    yield source.tree, "the module"
    while waiting:
        for node in waiting.pop().body:
            if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
                yield node, node.name
                if isinstance(node, ast.ClassDef):
                    waiting.append(node)


def long_modules(source: Source) -> list[str]:
    """Find modules that are too long to read at once."""
    lines = len(source.text.splitlines())
    return [f"{source.path}: split it, {lines} lines"] if lines > LONGEST_MODULE else []


def long_functions(source: Source) -> list[str]:
    """Find functions that are too long to see at once."""
    return [
        source.say(function, f"split {function.name}, {body_lines(function)} lines")
        for function in source.functions()
        if body_lines(function) > LONGEST_FUNCTION
    ]


def drawers(source: Source) -> list[str]:
    """Find files and folders named for being leftovers instead of for what they decide."""
    parts = PurePosixPath(source.path).with_suffix("").parts
    names = [part.removeprefix("test_") for part in parts]
    return [f"{source.path}: name it for what it does" for name in names if DRAWERS.fullmatch(name)]


def hidden_imports(source: Source) -> list[str]:
    """Find imports inside functions; only ``create_app`` has a reason."""
    return [
        source.say(node, "import at the top of the module")
        for function in source.functions()
        if function.name != "create_app"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
