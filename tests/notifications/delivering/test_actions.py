"""What waits is sent once; a server that says no is believed, one in trouble is tried again."""

import socket
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.notifications.delivering.channels import channel, connect, deliveries, tell
from tests.rights.cast import Cast
from tests.support.scripted_server import Asked, Script, ScriptedServer, reply
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Delivery, NotificationChannel
from webapp.notifications.delivering.actions import LOST_AFTER, deliver_due
from webapp.notifications.kinds import Kind


def deliver(cast: Cast, *, after: timedelta = timedelta()) -> int:
    with cast.app.app_context():
        return deliver_due(now(after))


def now(after: timedelta = timedelta()) -> datetime:
    return clock.now() + timedelta(seconds=1) + after


def be_quiet(cast: Cast) -> None:
    """Let the channel have quiet hours, from an hour ago until three hours from now."""
    here = clock.now()
    minute, day = here.hour * 60 + here.minute, 24 * 60
    hours = {"quiet_from": (minute - 60) % day, "quiet_until": (minute + 180) % day}
    with cast.app.app_context(), transaction() as session:
        session.execute(update(NotificationChannel).values(hours))


def saying(status: int, **headers: str) -> Script:
    def script(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(
            reply(status, headers={key.replace("_", "-"): one for key, one in headers.items()})
        )

    return script


class TestDeliverDue:
    def test_a_promotion_is_sent_once_and_several_notices_are_one_message(
        self, cast_on: Cast, chat: ScriptedServer
    ) -> None:
        connect(cast_on)
        tell(cast_on)
        tell(cast_on)

        assert [deliver(cast_on), deliver(cast_on)] == [1, 0]
        assert deliveries(cast_on) == ["sent", "sent"]
        (asked,) = chat.asked
        assert asked.body.count(b"Anduin was promoted") == 2
        assert b'"allowed_mentions":{"parse":[]}' in asked.body

    def test_what_the_channel_does_not_want_is_not_sent(self, cast: Cast) -> None:
        connect(cast, Kind.LEFT)
        tell(cast)

        assert (deliver(cast), deliveries(cast)) == (0, [])

    @pytest.mark.parametrize("status", [404, 401])
    def test_a_webhook_that_is_gone_is_switched_off_and_officers_are_told(
        self, cast: Cast, chat: ScriptedServer, status: int
    ) -> None:
        connect(cast)
        tell(cast)
        chat.script = saying(status)

        deliver(cast)
        tell(cast)
        deliver(cast)

        assert (len(chat.asked), deliveries(cast), channel(cast).is_on) == (1, ["failed"], False)
        assert "so it was switched off" in cast.browser("Thrall").get("/me/notifications").text

    def test_429_makes_the_whole_channel_wait(self, cast: Cast, chat: ScriptedServer) -> None:
        connect(cast)
        tell(cast)
        chat.script = saying(429, Retry_After="120")
        deliver(cast)
        tell(cast)

        assert [deliver(cast, after=timedelta(seconds=one)) for one in (60, 130)] == [0, 1]

    def test_trouble_is_tried_again_later(self, cast: Cast, chat: ScriptedServer) -> None:
        connect(cast)
        tell(cast)
        chat.script = saying(503)
        deliver(cast)
        chat.script = saying(204)

        assert [deliver(cast), deliver(cast, after=timedelta(minutes=2))] == [0, 1]
        assert deliveries(cast) == ["sent"]

    def test_in_quiet_hours_it_waits_for_their_end(self, cast: Cast) -> None:
        connect(cast)
        be_quiet(cast)
        tell(cast)

        assert [deliver(cast, after=timedelta(hours=one)) for one in (0, 2, 4)] == [0, 0, 1]

    def test_what_failed_before_them_is_not_tried_again_in_them(
        self, cast: Cast, chat: ScriptedServer
    ) -> None:
        connect(cast)
        tell(cast)
        be_quiet(cast)
        chat.script = saying(503)
        deliver(cast)

        assert [deliver(cast, after=timedelta(hours=one)) for one in (2, 4)] == [0, 1]

    def test_a_server_that_hangs_is_not_asked_for_the_next_guild_in_the_same_turn(
        self, cast: Cast, chat: ScriptedServer
    ) -> None:
        connect(cast)
        first = channel(cast)
        chat.script = lambda connection, _asked: connection.close()
        with cast.app.app_context(), transaction() as session:
            where = {"medium": "discord", "sealed": first.sealed, "shown": "x", "kinds": []}
            second = NotificationChannel(guild_id=cast.other_guild_id, is_on=True, **where)
            session.add(second)
            session.flush()
            for one in (first.id, second.id):
                session.add(Delivery(channel_id=one, state="waiting", due_at=clock.now()))

        assert (deliver(cast), len(chat.asked)) == (1, 1)
        assert sorted(deliveries(cast)) == ["unknown", "waiting"]

    def test_a_promotion_is_tried_five_times_and_then_given_up(
        self, cast: Cast, chat: ScriptedServer
    ) -> None:
        connect(cast)
        tell(cast)
        chat.script = saying(500)

        tried = [deliver(cast, after=timedelta(hours=3 * turn)) for turn in range(7)]

        assert (tried, deliveries(cast)) == ([1, 1, 1, 1, 1, 0, 0], ["failed"])

    def test_when_its_turn_is_over_nothing_is_begun(self, cast: Cast, chat: ScriptedServer) -> None:
        connect(cast)
        tell(cast)

        with cast.app.app_context():
            assert deliver_due(now(), is_over=lambda: True) == 0
        assert (deliveries(cast), chat.asked) == (["waiting"], [])

    def test_it_is_written_down_before_it_is_sent(self, cast: Cast, chat: ScriptedServer) -> None:
        connect(cast)
        tell(cast)
        states: list[str] = []

        def look(connection: socket.socket, _asked: Asked) -> None:
            states.extend(deliveries(cast))
            connection.sendall(reply(204, b""))

        chat.script = look

        assert (deliver(cast), states, deliveries(cast)) == (1, ["sending"], ["sent"])

    def test_what_a_lost_worker_was_sending_is_not_sent_again(self, cast: Cast, chat: ScriptedServer) -> None:
        connect(cast)
        tell(cast)
        with cast.app.app_context(), transaction() as session:
            session.execute(update(Delivery).values(state="sending"))

        assert deliver(cast) == 0
        assert deliver(cast, after=LOST_AFTER + timedelta(minutes=1)) == 0
        assert (deliveries(cast), chat.asked) == (["unknown"], [])
