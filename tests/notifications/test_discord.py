"""The way to Discord, over a real socket."""

import socket
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.config import Settings
from webapp.notifications.discord import opened, sealed, send
from webapp.notifications.verdict import Attempt

PATH = "/api/webhooks/12345/" + "k" * 40


class TestSend:
    @pytest.mark.parametrize(("told", "seconds"), [("3.5", 3.5), ("soon", None), ("nan", None), ("-1", None)])
    def test_the_answer_and_its_wait_are_given_back(self, told: str, seconds: float | None) -> None:
        def script(connection: socket.socket, _asked: Asked) -> None:
            connection.sendall(reply(429, headers={"Retry-After": told}))

        with ScriptedServer(script) as server:
            attempt = send(PATH, {"content": "é"}, Settings(discord_base=server.url))

        assert attempt == Attempt(status=429, retry_after=seconds)
        assert (server.asked[0].target, server.asked[0].body) == (PATH, '{"content":"é"}'.encode())

    def test_a_redirect_is_not_followed(self) -> None:
        def script(connection: socket.socket, _asked: Asked) -> None:
            connection.sendall(reply(302, headers={"Location": "http://169.254.169.254/"}))

        with ScriptedServer(script) as server:
            assert send(PATH, {}, Settings(discord_base=server.url)).status == 302
        assert len(server.asked) == 1

    def test_who_hangs_up_may_have_got_it_and_where_nobody_listens_it_was_not_sent(self) -> None:
        with ScriptedServer(lambda connection, _asked: connection.close()) as server:
            attempt = send(PATH, {}, Settings(discord_base=server.url))

        assert attempt == Attempt(may_have_arrived=True, is_silent=True)
        assert send(PATH, {}, Settings(discord_base="http://127.0.0.1:9")) == Attempt(is_silent=True)


class TestSealed:
    def test_it_opens_with_the_secret_of_then_and_with_no_other(self) -> None:
        then = Settings(secret_key="a" * 40)
        text = sealed(PATH, then)

        assert PATH not in text
        assert opened(text, then) == PATH
        assert opened(text, replace(then, secret_key="b" * 40, secret_key_fallbacks=("a" * 40,))) == PATH
        assert opened(text, replace(then, secret_key="b" * 40)) is None
        assert opened(Fernet(Fernet.generate_key()).encrypt(b"x").decode(), then) is None
