"""Which requests the framework was asked to answer, and what of two answers has to be the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request_started
from werkzeug.test import TestResponse

NEW_EACH_TIME = frozenset({"X-Request-Id", "RateLimit-Remaining", "RateLimit-Reset"})


@contextmanager
def long_ways(app: Flask) -> Iterator[list[str]]:
    """Give a list that gets the path of every request that the framework is asked to answer."""
    taken: list[str] = []

    def note(_app: Flask, **_about: object) -> None:
        taken.append("asked")

    with request_started.connected_to(note, app):
        yield taken


def told(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return all of an answer but its own number."""
    headers = sorted((name, value) for name, value in answer.headers if name not in NEW_EACH_TIME)
    return answer.status_code, answer.get_data(), headers
