"""A page that is sent while its rows are read."""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.support.roll import NOON
from webapp.search.everybody.queries import Batch, Line
from webapp.search.everybody.streaming import END_HERE, LONGEST, ROWS_HERE, streamed

PAGE = f"head{ROWS_HERE}table{END_HERE}foot"
THRALL = Line("/c", "Thrall", "/g", "Horde", 7, "Shaman", "Restoration", "healer", "Healer", 80, 640, "2,500",
              "fresh", "fresh", NOON)  # fmt: skip


def noon() -> datetime:
    return NOON


def endless(asked: list[int]) -> Generator[Batch, None, None]:
    while True:
        asked.append(len(asked))
        yield Batch([THRALL])


def broken() -> Generator[Batch, None, None]:
    yield Batch([THRALL])
    raise OperationalError("SELECT", {}, Exception("gone"))


def nobody() -> Generator[Batch, None, None]:
    yield Batch()
    yield Batch()


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


class TestStreamed:
    def test_a_failure_in_the_middle_ends_the_table_and_says_so(self) -> None:
        head, row, rest = streamed(PAGE, broken(), noon)

        assert head == "head"
        assert "<bdi>Thrall</bdi>" in row
        assert rest.startswith("table")
        assert "The search broke off here" in rest
        assert rest.endswith("foot")

    def test_nothing_is_asked_before_the_head_is_sent_nor_after_the_reader_has_gone(self) -> None:
        asked: list[int] = []
        answer = streamed(PAGE, endless(asked), noon)

        assert next(answer) == "head"
        assert asked == []
        next(answer)
        answer.close()  # type: ignore[attr-defined]
        assert asked == [0]

    def test_a_batch_of_nobody_is_a_sign_of_life(self) -> None:
        pieces = list(streamed(PAGE, nobody(), noon))

        assert pieces[1:3] == ["\n", "\n"]
        assert "Nobody fits" in pieces[-1]

    def test_it_ends_after_a_minute(self) -> None:
        moments = iter([NOON, NOON, NOON + LONGEST, NOON + timedelta(days=1)])

        *_, rest = streamed(PAGE, endless([]), lambda: next(moments))

        assert "after a minute with 2 found" in rest
