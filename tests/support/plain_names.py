"""Nobody who changes a character's name forgets the plain one beside it, by which the search finds people."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event


@contextmanager
def no_half_names() -> Iterator[None]:
    """Look at every statement meanwhile."""
    event.listen(Engine, "before_cursor_execute", _refuse_half_a_name)
    yield
    event.remove(Engine, "before_cursor_execute", _refuse_half_a_name)


def _refuse_half_a_name(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    """Fail a statement that changes the key of a name in ``characters`` and not the plain name."""
    if not statement.startswith(("UPDATE characters SET ", "INSERT INTO characters ")):
        return
    if statement.startswith("INSERT"):
        written = statement.partition(" DO UPDATE SET ")[2]
    else:
        written = statement.partition(" WHERE ")[0]
    spaceless = written.replace(" ", "")
    if "name_key=" in spaceless and "name_plain=" not in spaceless:
        raise AssertionError(f"a name is changed and its name_plain is not: {statement}")


@pytest.fixture(autouse=True, scope="session")
def whole_names() -> Iterator[None]:
    """Fail any test in which a character's name changes and the plain name that finds it does not."""
    with no_half_names():
        yield
