"""Who gets which answer where, compared with a table that people review: deny by default, cell by cell."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.architecture.matrix import TABLE, Row, cell, reviewed, wanted
from tests.architecture.matrix_world import ABSENT, FOREIGN, GUILDS, NAMES, OWN, World, assemble
from tests.support.no_world import settings  # noqa: F401 - a fixture

HIDES = 404


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> World:
    """Give two guilds and everybody who may ask about them."""
    return assemble(app, tmp_path)


def seen(
    world: World, part: str, *, address: str | None = None
) -> tuple[dict[tuple[str, str], Row], list[str]]:
    """Return every row as it is, or those of one address, and where the foreign is unlike the absent."""
    actors, rows, told = reviewed()[0][part], {}, []
    for method, written, rule, only_id in wanted(world.app, programs=part == "programs"):
        if address is not None and written != address:
            continue
        cells = []
        for who in actors:
            answers = [
                world.ask(who, method, rule, about, only_id=only_id) for about in (OWN, FOREIGN, ABSENT)
            ]
            cells.append(cell([answer.status_code for answer in answers]))
            foreign, absent = (plain(answers[about].text) for about in (FOREIGN, ABSENT))
            if answers[FOREIGN].status_code == HIDES and foreign != absent:
                told.append(f"{method} {written} tells {who} what is there")
        rows[method, written] = Row(method, written, tuple(cells))
    return rows, told


def plain(text: str) -> str:
    """Return an answer without what differs between two of the same: names, numbers, tokens of forms."""
    text = re.sub(r'csrf_token" value="[^"]*"|[0-9a-f]{16}', "", text)
    text = re.sub("[0-9]{1,10}", "", text)
    return re.sub("|".join([*GUILDS, *NAMES, *map(str.lower, NAMES)]), "?", text)


@pytest.mark.parametrize("part", ["pages", "programs"])
def test_the_answers_are_those_of_the_reviewed_table(world: World, part: str) -> None:
    known = reviewed()[1]
    rows, told = seen(world, part)

    wrong = [row.line() for row in rows.values() if known.get(row.key) != row]

    assert not wrong, f"review these lines, and write those that are right into {TABLE.name}:\n" + "\n".join(
        wrong
    )
    assert told == []


def test_no_row_is_of_an_address_that_is_gone(app: Flask) -> None:
    there = {
        (method, written)
        for programs in (True, False)
        for method, written, _, _ in wanted(app, programs=programs)
    }

    assert [row.line() for key, row in reviewed()[1].items() if key not in there] == []


def test_an_address_without_a_row_is_noticed(world: World) -> None:
    world.app.add_url_rule("/new-page", "new", lambda: "new")

    rows, _ = seen(world, "pages", address="/new-page")

    assert rows["GET", "/new-page"].cells == ("403",) * len(rows["GET", "/new-page"].cells)
    assert ("GET", "/new-page") not in reviewed()[1]
