"""The shell of a page: cut where its parts go, and kept for who reads it until it would say anything else.

A shell tells who is signed in. So it stays in the memory of this process, for a minute, under everything that
it shows; what changes is another key. The form's token is no part of it: each request puts its own in.
"""

import secrets
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, render_template, request

from webapp.caching.memory import Kept, Memory
from webapp.web.splicing import Part, Piece, piece_of
from webapp.web.viewer import known_viewer

TOKEN = "token"  # noqa: S105 - the name of the mark where it goes
KEPT_BYTES, KEPT_SECONDS = 8 * 1024 * 1024, 60.0
_MARK = f"part-{secrets.token_hex(8)}-"
"""What nobody can write into a name: it is new with each process."""
_SHELLS = "muster_shells"


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands before the first mark, then the name of each mark with what follows it."""

    head: Part
    sections: Sequence[tuple[str, Part]]
    until: float | None = None
    """When it is let go of, by the monotonic clock; None for one that is not kept."""

    @property
    def parts(self) -> Sequence[Part]:
        """Everything that stands between the marks."""
        return [self.head, *(part for _, part in self.sections)]

    @property
    def has_token(self) -> bool:
        """Whether it has a form."""
        return any(name == TOKEN for name, _ in self.sections)

    def compressed(self, until: float) -> "Shell":
        """Return the same shell, ready to be sent often until a moment of the monotonic clock."""
        sections = [(name, _compressed(part)) for name, part in self.sections]
        return Shell(_compressed(self.head), sections, until)


def init_app(app: Flask) -> None:
    """Give the app the memory of its shells."""
    app.extensions[_SHELLS] = Memory[Hashable](KEPT_BYTES)


def mark(name: str) -> str:
    """Return the text that stands in a shell where a part goes."""
    return f"{_MARK}{name}-"


def cut(html: str) -> Shell:
    """Return a shell that was rendered in this request, cut at its marks and at the form's token."""
    token = g.get("csrf_token")  # where Flask-WTF keeps it for the rest of the request
    head, *sections = (html if token is None else html.replace(token, mark(TOKEN))).split(_MARK)
    named = [section.partition("-") for section in sections]
    return Shell(head.encode(), [(name, rest.encode()) for name, _, rest in named])


def kept(template: str, page: Hashable) -> Shell:
    """Return the shell of a page for who asks: the one of a moment ago, unless it would say anything else."""
    if current_app.debug:  # templates and files may change at any time
        return cut(render_template(template, page=page))
    shells: Memory[Hashable] = current_app.extensions[_SHELLS]
    key, now = (template, request.script_root, request.path, known_viewer(), page), time.monotonic()
    found = shells.get(key, now)
    if found is None:
        gone_at = now + KEPT_SECONDS
        shell = cut(render_template(template, page=page)).compressed(gone_at)
        size = sum(len(part.deflated) for part in shell.parts if isinstance(part, Piece))
        found = Kept(shell, size, asks_at=gone_at, fresh_until=gone_at, gone_at=gone_at)
        shells.put(key, found)
    return cast("Shell", found.value)


def _compressed(part: Part) -> Part:
    return piece_of(part) if isinstance(part, bytes) and part else part
