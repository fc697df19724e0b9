"""Uses are noted beside the database and written down by the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import redis
from flask import Flask

from webapp import create_app
from webapp.config import Settings
from webapp.permissions.actions import make_token
from webapp.permissions.queries import list_tokens
from webapp.permissions.token_uses import NOTES, STILL, UseNotes, note_use, write_down
from webapp.permissions.tokens import Scope

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def new_token_id() -> int:
    make_token("raid sheet", [Scope.CACHE_READ], guild_id=None, expires_at=None)
    return list_tokens()[0].token_id


class TestUseNotes:
    def test_a_busy_token_is_noted_once_a_minute(self) -> None:
        notes = UseNotes()

        told = [notes.is_news(1, NOON + timedelta(seconds=second)) for second in (0, 1, 59, 60, 61)]

        assert told == [True, False, False, True, False]

    def test_each_token_has_its_own_minute(self) -> None:
        notes = UseNotes()

        assert [notes.is_news(token_id, NOON) for token_id in (1, 2, 1)] == [True, True, False]


class TestWriteDown:
    def test_the_last_use_stands_with_the_token(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            token_id = new_token_id()
            note_use(UseNotes(), token_id, NOON)

            written = write_down(connection)

            assert (written, list_tokens()[0].last_used_at) == (1, NOON)
            assert connection.keys("muster:token-uses*") == []

    def test_an_older_note_does_not_win(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            token_id = new_token_id()
            for used_at in (NOON, NOON - timedelta(hours=1)):
                note_use(UseNotes(), token_id, used_at)
                write_down(connection)

            assert list_tokens()[0].last_used_at == NOON

    def test_what_a_killed_worker_left_is_written_by_the_next(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            note_use(UseNotes(), new_token_id(), NOON)
            connection.rename(NOTES, STILL)

            assert write_down(connection) == 1

    def test_nothing_noted_is_nothing_written(self, app: Flask, empty_redis_url: str) -> None:
        with app.app_context(), redis.Redis.from_url(empty_redis_url) as connection:
            assert write_down(connection) == 0


class TestNoteUse:
    def test_without_redis_the_note_is_lost_and_nothing_fails(self, settings: Settings) -> None:
        nowhere = create_app(replace(settings, redis_url="redis://127.0.0.1:9/0"))

        with nowhere.app_context(), redis.Redis(port=9, socket_timeout=0.2) as connection:
            note_use(UseNotes(), 1, NOON)

            assert write_down(connection) == 0
