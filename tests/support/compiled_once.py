"""What many short-lived apps of a test run may share because it is the same each time: compiled things.

Compiling templates, statements and routes anew for each test took more than a third of the run.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

from webapp.extensions import db

_statements: dict[str, tuple[Any, Any]] = {}
"""By the dialect's name: a dialect that has met its database, and the statements it compiled."""


@contextmanager
def compiled_once(folder: Path) -> Iterator[None]:
    """Let all apps that are made meanwhile share compiled templates, statements and routes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", FileSystemBytecodeCache(str(folder)))
        patch.setattr(Rule, "_compile_builder", _remembered(Rule._compile_builder))
        patch.setattr(type(db), "_make_engine", _sharing(type(db)._make_engine))
        yield


def remember_statements(engine: Engine) -> None:
    """Let later engines of this kind compile with the dialect of this one, which has met its database."""
    with engine.connect():
        _statements.setdefault(engine.dialect.name, (engine.dialect, engine._compiled_cache))


def _sharing(make: Callable[..., Engine]) -> Callable[..., Engine]:
    @functools.wraps(make)
    def shared(*words: Any, **named: Any) -> Engine:
        engine = make(*words, **named)
        if known := _statements.get(engine.dialect.name):
            engine.dialect, engine._compiled_cache = known
        return engine

    return shared


def _remembered(compile_builder: Callable[[Rule, bool], Any]) -> Callable[[Rule, bool], Any]:
    """Builders of addresses are the same for the same rule: what they know of it they ask of the rule."""
    known: dict[object, Any] = {}

    @functools.wraps(compile_builder)
    def remembered(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: FBT001, FBT002 - werkzeug's own
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (append_unknown, tuple(rule._trace))
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    return remembered
