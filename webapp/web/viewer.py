"""Who this request belongs to: read once, when the gate or a page first asks."""

from flask import g, request, url_for

from webapp.lib import clock
from webapp.permissions.people import session_row
from webapp.permissions.uses import Used, note_use
from webapp.permissions.viewer import Viewer, viewer_of
from webapp.web.session_cookie import read_session_id

_UNREAD = object()


def current_viewer() -> Viewer | None:
    """Return the person who is signed in, or None; the statement runs unless the gate ran its own before."""
    if known_viewer(_UNREAD) is _UNREAD:
        set_viewer(viewer_of(session_row(read_session_id(request)), clock.now()))
    viewer: Viewer | None = g.viewer
    return viewer


def viewer_here() -> Viewer:
    """Return the person who is signed in, on a page to which the gate lets nobody else."""
    viewer = current_viewer()
    if viewer is None:
        raise AssertionError("unreachable: the gate lets nobody else in")
    return viewer


def known_viewer(otherwise: object = None) -> object:
    """Return the viewer as far as it is known, without asking the database: for pages about trouble."""
    return g.get("viewer", otherwise)


def operations_path() -> str | None:
    """Return where the server's operations are, to those for whom they are there."""
    viewer: Viewer | None = g.get("viewer")
    return url_for("server_sync.index") if viewer is not None and viewer.is_operator else None


def set_viewer(viewer: Viewer | None) -> None:
    """Keep whom the gate's key statement found, and note that the session is in use."""
    g.viewer = viewer
    if viewer is not None:
        note_use(Used.SESSION, viewer.session_id, clock.now())
