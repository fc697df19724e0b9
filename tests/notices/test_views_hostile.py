"""Whatever address an officer types, and whatever Discord answers, nobody but Discord is called."""

import socket
from collections.abc import Iterator

import pytest

from tests.notices.addresses import GOOD, PATH, hostile
from tests.notifications.delivering.channels import NOTIFICATIONS, connect, deliveries
from tests.rights.cast import Cast
from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.lib.forms import BadForm
from webapp.notices.forms import read_channel
from webapp.notifications.jobs import deliver_notices
from webapp.notifications.kinds import Medium


@pytest.fixture
def sink() -> Iterator[ScriptedServer]:
    """Give a server of this machine that nobody has any reason to call."""
    with ScriptedServer(lambda connection, _asked: connection.sendall(reply(204, b""))) as server:
        yield server


def is_taken(typed: str) -> bool:
    """Say whether the form takes an address."""
    try:
        return bool(read_channel({"address": [typed], "kind": ["left"]}, Medium.DISCORD, has_address=True))
    except BadForm:
        return False


class TestAnAddress:
    def test_only_those_of_discord_are_taken_and_nothing_else_is_called(
        self, cast: Cast, chat: ScriptedServer, sink: ScriptedServer
    ) -> None:
        jaina, tried = cast.browser("Jaina"), hostile(sink.port)
        taken = [typed for typed in (*tried, *GOOD) if is_taken(typed)]

        for typed in taken:
            jaina.post(NOTIFICATIONS + "discord", data={"address": typed, "kind": "left"})
            jaina.post(NOTIFICATIONS + "discord/test")
            with cast.app.app_context():
                deliver_notices()

        assert (len(tried) >= 120, taken) == (True, GOOD)
        assert (sink.connections, len(chat.asked), len(deliveries(cast))) == (0, len(GOOD), len(GOOD))

    def test_the_page_refuses_what_the_form_does_not_take(self, cast: Cast, sink: ScriptedServer) -> None:
        browser = cast.browser("Jaina")
        form = {"address": f"https://discord.com@127.0.0.1:{sink.port}{PATH}", "kind": "left"}

        answers = [browser.post(NOTIFICATIONS + way, data=form) for way in ("discord", "discord/test")]

        assert [answer.status_code for answer in answers] == [422, 422]


class TestARedirect:
    @pytest.mark.parametrize("status", [302, 308])
    def test_it_is_not_followed(
        self, cast: Cast, chat: ScriptedServer, sink: ScriptedServer, status: int
    ) -> None:
        def lead_on(connection: socket.socket, _asked: Asked) -> None:
            connection.sendall(reply(status, b"", headers={"Location": f"{sink.url}/latest/meta-data/"}))

        chat.script = lead_on
        connect(cast)
        cast.browser("Jaina").post(NOTIFICATIONS + "discord/test")
        with cast.app.app_context():
            deliver_notices()

        assert (len(chat.asked), sink.connections) == (1, 0)
        assert deliveries(cast) != ["sent"]
