"""The way to the mail server, over a real socket."""

import socket
import threading
from collections.abc import Sequence

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
