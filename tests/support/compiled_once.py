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
from werkzeug.routing import Map, Rule

from webapp.extensions import db

_statements: dict[str, tuple[Any, Any]] = {}
"""By the dialect's name: a dialect that has met its database, and the statements it compiled."""


@contextmanager
def compiled_once(folder: Path) -> Iterator[None]:
    """Let all apps that are made meanwhile share compiled templates, statements and routes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", FileSystemBytecodeCache(str(folder)))
        patch.setattr(Rule, "compile", _remembered(Rule.compile))
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
            made_with = engine.dialect  # the pool goes on to connect by it
            engine.dialect, engine._compiled_cache = known
            made_with.dispatch, made_with._has_events = engine.dialect.dispatch, True
        return engine

    return shared


def _remembered(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """Compile a rule once: what comes of it follows from its text, and builders ask all else of the rule."""
    known: dict[object, tuple[dict[str, Any], set[str], Any, Any]] = {}

    @functools.wraps(compile_rule)
    def remembered(rule: Rule) -> None:
        if rule.defaults or rule.map.converters != Map.default_converters:
            compile_rule(rule)
            return
        key = (rule.rule, rule.merge_slashes, rule.map.host_matching, rule.host, rule.subdomain)
        if key not in known:
            compile_rule(rule)
            parts = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters")}
            build, build_unknown = _unbound(rule._build), _unbound(rule._build_unknown)
            known[key] = (parts, rule.arguments, build, build_unknown)
        parts, arguments, build, build_unknown = known[key]
        vars(rule).update(parts)
        rule.arguments = set(arguments)
        rule._build, rule._build_unknown = build.__get__(rule), build_unknown.__get__(rule)

    return remembered


def _unbound(method: Any) -> Any:
    return method.__func__
