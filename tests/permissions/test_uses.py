"""Uses are noted beside the database and written down by the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import redis
from flask import Flask
from structlog.testing import capture_logs

from tests.support.signed_in import signed_in
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import UserSession
from webapp.permissions import uses
from webapp.permissions.actions import make_token, write_session_uses, write_token_uses
from webapp.permissions.queries import list_tokens
from webapp.permissions.sessions import session_id
from webapp.permissions.tokens import Scope
from webapp.permissions.uses import MOST_REMEMBERED, Used, UseNotes, note_use, readable, write_down

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def new_token_id() -> int:
    make_token("raid sheet", [Scope.CACHE_READ], guild_id=None, expires_at=None)
    return list_tokens()[0].token_id


class TestUseNotes:
    def test_a_busy_token_is_noted_once_a_minute(self) -> None:
        notes = UseNotes()

        told = [
            notes.is_news(Used.TOKEN, "1", NOON + timedelta(seconds=second)) for second in (0, 1, 59, 60, 61)
        ]

        assert told == [True, False, False, True, False]

    def test_each_token_has_its_own_minute(self) -> None:
        notes = UseNotes()

        assert [notes.is_news(Used.TOKEN, key, NOON) for key in ("1", "2", "1")] == [True, True, False]

    def test_it_does_not_grow_for_ever(self) -> None:
        notes = UseNotes()
        for number in range(MOST_REMEMBERED + 1):
            notes.is_news(Used.SESSION, str(number), NOON)

        assert notes.is_news(Used.SESSION, "0", NOON)


class TestReadable:
    @pytest.mark.parametrize(
        ("used", "key", "at"),
        [
            (Used.SESSION, b"a" * 64, b"not-a-number"),
            (Used.SESSION, b"a" * 64, b"9" * 5000),
            (Used.SESSION, b"a" * 64, b"99999999999999"),
            (Used.SESSION, b"\xff" * 64, b"1"),
            (Used.SESSION, b"a\0", b"1"),
            (Used.TOKEN, b"one", b"1"),
            (Used.TOKEN, b"9999999999", b"1"),
        ],
    )
    def test_one_that_says_nothing_costs_no_other(self, used: Used, key: bytes, at: bytes) -> None:
        good = b"b" * 64 if used is Used.SESSION else b"7"

        found = readable(used, {key: at, good: str(int(NOON.timestamp())).encode()})

        assert found == {good.decode(): NOON}

    def test_it_is_said_once_how_many(self) -> None:
        with capture_logs() as said:
            readable(Used.TOKEN, {b"one": b"1", b"two": b"2"})

        assert [(one["event"], one["number"]) for one in said] == [("uses_not_readable", 2)]


class TestWriteDown:
    def test_what_cannot_be_read_is_gone_with_the_rest(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            token_id = new_token_id()
            connection.hset(Used.TOKEN.notes, "abc", "not-a-number")
            note_use(Used.TOKEN, str(token_id), NOON)

            write_down(connection, Used.TOKEN, write_token_uses)

            assert list_tokens()[0].last_used_at == NOON
            assert connection.keys("muster:token-uses*") == []

    def test_the_last_use_stands_with_the_token(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            token_id = new_token_id()
            note_use(Used.TOKEN, str(token_id), NOON)

            written = write_down(connection, Used.TOKEN, write_token_uses)

            assert (written, list_tokens()[0].last_used_at) == (1, NOON)
            assert connection.keys("muster:token-uses*") == []

    def test_an_older_note_does_not_win(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            token_id = new_token_id()
            for used_at in (NOON, NOON - timedelta(hours=1)):
                uses.init_app(app)
                note_use(Used.TOKEN, str(token_id), used_at)
                write_down(connection, Used.TOKEN, write_token_uses)

            assert list_tokens()[0].last_used_at == NOON

    def test_what_a_killed_worker_left_is_written_by_the_next(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            note_use(Used.TOKEN, str(new_token_id()), NOON)
            connection.rename(Used.TOKEN.notes, Used.TOKEN.still)

            assert write_down(connection, Used.TOKEN, write_token_uses) == 1

    def test_nothing_noted_is_nothing_written(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            assert write_down(connection, Used.TOKEN, write_token_uses) == 0

    def test_a_session_that_is_used_does_not_grow_idle(self, app: Flask, empty_redis_url: str) -> None:
        person = signed_in(app)
        stored_id = session_id(person.cookie) or ""
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            later = db.session.get_one(UserSession, stored_id).seen_at + timedelta(hours=11)
            note_use(Used.SESSION, stored_id, later)

            write_down(connection, Used.SESSION, lambda noted: write_session_uses(noted, later))

            db.session.expire_all()
            assert later - db.session.get_one(UserSession, stored_id).seen_at < timedelta(seconds=1)

    def test_sessions_whose_time_is_over_are_dropped(self, app: Flask) -> None:
        person = signed_in(app)
        with app.app_context():
            write_session_uses({}, clock.now() + timedelta(days=8))

            assert db.session.get(UserSession, session_id(person.cookie)) is None


class TestNoteUse:
    def test_without_redis_the_note_is_lost_and_nothing_fails(self, settings: Settings) -> None:
        nowhere = create_app(replace(settings, redis_url="redis://127.0.0.1:9/0"))

        with nowhere.app_context(), redis.Redis(port=9, socket_timeout=0.2) as connection:
            note_use(Used.TOKEN, "1", NOON)

            assert write_down(connection, Used.TOKEN, write_token_uses) == 0
