"""Shells are cut at their marks, and kept for exactly those to whom they say the same."""

from collections.abc import Callable

import pytest
from flask import Flask, g

from webapp.permissions.viewer import ViewAs, Viewer
from webapp.web import shells
from webapp.web.splicing import Piece

TEMPLATE = "me/characters.html"
JAINA = Viewer(session_id="s", user_id=1, battletag="Jaina#1")


class Body:
    """A page around a mark."""

    def __init__(self, body: str) -> None:
        self.body = body

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and self.body == other.body

    def __hash__(self) -> int:
        return hash(self.body)


def shell_for(app: Flask, viewer: Viewer | None = JAINA, *, path: str = "/", body: str = "") -> shells.Shell:
    with app.test_request_context(path):
        g.viewer = viewer
        return shells.kept(TEMPLATE, Body(body or shells.mark("body")))


def text_of(shell: shells.Shell) -> str:
    return b"".join(part.plain() if isinstance(part, Piece) else part for part in shell.parts).decode()


class TestCut:
    def test_what_follows_a_mark_goes_by_its_name(self, app: Flask) -> None:
        with app.test_request_context():
            shell = shells.cut(f"<html>{shells.mark('strip')}<hr>{shells.mark('table')}")

        assert (shell.head, shell.sections) == (b"<html>", [("strip", b"<hr>"), ("table", b"")])
        assert not shell.has_token

    def test_the_token_of_every_form_is_taken_out(self, app: Flask) -> None:
        with app.test_request_context():
            g.csrf_token = "secret"
            shell = shells.cut('<form value="secret"></form><form value="secret">')

        assert [name for name, _ in shell.sections] == [shells.TOKEN, shells.TOKEN]
        assert "secret" not in text_of(shell)


class TestKept:
    def test_it_is_rendered_once_and_has_no_token(self, app: Flask) -> None:
        first, again = shell_for(app), shell_for(app)

        assert first is again
        assert first.has_token
        assert 'name="csrf_token" value=""' in text_of(first)

    @pytest.mark.parametrize(
        "viewer",
        [
            None,
            Viewer(session_id="s", user_id=1, battletag="Arthas#1"),
            Viewer(session_id="s", user_id=1, battletag="Jaina#1", unread=1),
            Viewer(session_id="s", user_id=1, battletag="Jaina#1", is_operator=True),
            Viewer(session_id="s", user_id=1, battletag="Jaina#1", view_as=ViewAs(1, 4)),
        ],
    )
    def test_nobody_gets_what_would_say_anything_else_to_them(
        self, app: Flask, viewer: Viewer | None
    ) -> None:
        assert text_of(shell_for(app)) != text_of(shell_for(app, viewer))

    @pytest.mark.parametrize(
        "ask", [lambda app: shell_for(app, path="/me"), lambda app: shell_for(app, body="<b>other</b>")]
    )
    def test_another_address_or_page_is_another_shell(
        self, app: Flask, ask: Callable[[Flask], shells.Shell]
    ) -> None:
        assert shell_for(app) is not ask(app)

    def test_in_debug_mode_it_is_rendered_each_time(self, app: Flask) -> None:
        app.debug = True

        assert shell_for(app) is not shell_for(app)
