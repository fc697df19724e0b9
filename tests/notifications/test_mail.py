"""The way to the mail server, over a real socket."""

import contextlib
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.mail_server import PASSWORD, USER, Kept, mail_server, read_letter
from webapp.config import Settings
from webapp.notifications.mail import NOT_SET, send
from webapp.notifications.verdict import Attempt

HELLO = ("220 hi", "250 hi", "250 ok")


def told(*answers: str) -> tuple[Attempt, Sequence[str]]:
    """Return how a letter went to a server that gives these answers, then hangs up; and what it was told."""
    heard: list[str] = []

    def serve() -> None:
        connection, _where = listener.accept()
        with connection, connection.makefile("rb") as lines:
            for answer in answers:
                connection.sendall(f"{answer}\r\n".encode())
                is_letter = answer.startswith("354")
                while line := lines.readline():
                    heard.append(line.decode())
                    if not is_letter or line == b".\r\n":
                        break

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        mail = {"smtp_host": "127.0.0.1", "smtp_port": listener.getsockname()[1], "smtp_security": "none"}
        attempt = send(
            ["a@b.example"], "Watch", ["Anduin left."], Settings(smtp_from="m@muster.example", **mail)
        )
        thread.join(5)
    return attempt, heard


def test_a_letter_that_is_taken_is_sent() -> None:
    attempt, heard = told(*HELLO, "250 ok", "354 go", "250 taken")

    assert attempt == Attempt(status=200)
    assert "Subject: Watch: Anduin left.\r\n" in heard


def test_who_hangs_up_behind_the_letter_may_have_it_and_before_it_has_nothing() -> None:
    assert told(*HELLO, "250 ok", "354 go")[0].may_have_arrived
    assert not told("554 no")[0].may_have_arrived


def test_an_address_that_is_refused_for_good_is_not_tried_again() -> None:
    assert told(*HELLO, "550 unknown", "250 ok")[0] == Attempt(
        status=400, said="The mail server refused it (550)."
    )
    assert told(*HELLO, "450 later", "250 ok")[0] == Attempt(said="The mail server refused it (450).")


def test_without_a_server_nothing_is_tried() -> None:
    assert send(["a@b.example"], "Watch", ["x"], Settings()) == Attempt(status=400, said=NOT_SET)


def over_tls(folder: Path, *, security: str, **wrong: str) -> tuple[Attempt, Kept]:
    """Return how a letter went to a server with a certificate of its own and a sign-in."""
    with mail_server(folder, security=security) as server:
        mail: dict[str, Any] = {
            "smtp_host": "127.0.0.1",
            "smtp_security": security,
            "smtp_user": USER,
            "smtp_password": PASSWORD,
        }
        settings = Settings(smtp_port=server.port, smtp_from="m@muster.example", **(mail | wrong))
        return send(["a@b.example", "c@b.example"], "Wätch", ["Anduin left."], settings), server


class TestTls:
    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_it_signs_in_and_the_letter_arrives(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))

        attempt, server = over_tls(tmp_path, security=security)

        (arrived,) = server.letters
        assert (attempt, arrived.rcpt_tos) == (Attempt(status=200), ["a@b.example", "c@b.example"])
        assert server.is_signed_in
        letter = read_letter(arrived)
        assert letter["Subject"] == "Wätch: Anduin left."

    def test_a_wrong_password_is_named_and_tried_again_later(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))

        attempt, server = over_tls(tmp_path, security="starttls", smtp_password="wrong")

        assert (attempt.status, attempt.may_have_arrived, server.letters) == (None, False, [])
        assert attempt.said == "The mail server refused SMTP_USER and SMTP_PASSWORD (535)."

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_who_is_not_trusted_is_given_nothing(self, tmp_path: Path, security: str) -> None:
        attempt, server = over_tls(tmp_path, security=security)

        assert "certificate is not trusted" in (attempt.said or "")
        assert server.letters == []


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_drips_or_says_nothing_is_left_at_the_deadline(security: str) -> None:
    ended = threading.Event()

    def drip() -> None:
        connection, _where = listener.accept()
        with connection, contextlib.suppress(OSError):
            while not ended.wait(0.02):
                connection.sendall(b"2")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip)
        thread.start()
        settings = Settings(
            smtp_host="127.0.0.1",
            smtp_port=listener.getsockname()[1],
            smtp_from="m@b.example",
            smtp_security=security,
        )
        attempt = send(["a@b.example"], "Watch", ["x"], settings, deadline=0.3)
        ended.set()
        thread.join(5)

    assert (attempt.status, attempt.may_have_arrived, attempt.is_silent) == (None, False, True)
