"""Deny by default: every route says which tool, person or scope it needs, or that it is public."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

import structlog
from flask import Flask, abort, current_app, g, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.extensions import csrf
from webapp.lib import clock
from webapp.permissions import uses
from webapp.permissions.policy import MEMBERS_TOOLS, NOBODY, GuildRules, Tool
from webapp.permissions.queries import TOKEN_ALONE, KeyStatement, standing_in
from webapp.permissions.tokens import Scope
from webapp.permissions.viewer import Access, Viewer, access_of
from webapp.web import limits, token_gate
from webapp.web.old_ranks import refuse_archived, refuse_old_ranks
from webapp.web.refusals import VIEWING_ONLY, WHO, tool_refused
from webapp.web.request_values import READING
from webapp.web.session_cookie import read_session_id
from webapp.web.subjects import GUILD, Loaded, Subject
from webapp.web.viewer import current_viewer, set_viewer

View = TypeVar("View", bound=Callable[..., object])
MOVED = 308
"""Keeps the method, so a button under an old address still works."""
UNDECLARED = object()
_ADDRESS_PARTS = 5
"""The empty one, the kind, region, realm and name; what follows is kept where an address leads on."""
log = structlog.get_logger()


class Person(StrEnum):
    """Whom a page is for, where no guild has a say."""

    SIGNED_IN = "signed_in"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class NeededTool:
    """What a view about a guild or a character declares."""

    tool: Tool
    subject: Subject
    reads: bool = False


def requires(tool: Tool, *, of: Subject = GUILD, reads: bool = False) -> Callable[[View], View]:
    """Declare the tool that a person needs: in the guild at the address where no other subject is named.

    ``reads`` says that a press only shows something, or stops a program from reading: that goes on while
    ranks are old, and in an archived guild.
    """
    return _declaring(NeededTool(tool, of, reads))


def public(view: View) -> View:
    """Declare that anybody may use this view."""
    return _declaring(None)(view)


def signed_in(view: View) -> View:
    """Declare that this view is for whoever is signed in, about nothing but that person."""
    return _declaring(Person.SIGNED_IN)(view)


def while_viewing_as(view: View) -> View:
    """Leave a view open to who looks as a rank and so changes nothing else: it ends that, or a session."""
    view.is_open_while_viewing_as = True  # type: ignore[attr-defined]
    return view


def operators_only(view: View) -> View:
    """Declare that this view is for those who run this server."""
    return _declaring(Person.OPERATOR)(view)


def _declaring(need: NeededTool | Person | None) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.need = need  # type: ignore[attr-defined]
        return view

    return declare


def just_the_token() -> KeyStatement:
    """Return the key statement of a view that needs nothing beside the token."""
    return TOKEN_ALONE


def requires_scope(scope: Scope, *, key: token_gate.KeyReader = just_the_token) -> Callable[[View], View]:
    """Declare the scope that a program's token needs; ``key`` reads token and version in one statement.

    No cookie opens such a view, so no form of another site can use it: it needs no form token.
    """

    def declare(view: View) -> View:
        view.needed_scope = token_gate.Need(scope, key)  # type: ignore[attr-defined]
        return view

    return declare


def init_app(app: Flask) -> None:
    """Ask the gate before every view; in between a request is counted, whoever turned out to ask."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the extension would refuse before anybody counts
    uses.init_app(app)
    app.before_request(decide)
    limits.init_app(app)
    app.before_request(answer)


def decide() -> None:
    """Look for a form's token and ask the gate; what they answer is said once the request is counted."""
    try:
        if request.method not in READING and current_app.config["WTF_CSRF_ENABLED"]:
            csrf.protect(apply_exemptions=True)
        g.gates_answer = check()
    except HTTPException as refusal:
        g.gates_answer = refusal


def answer() -> Response | None:
    """Say no, or lead on, where the gate did."""
    said: Response | HTTPException | None = g.pop("gates_answer", None)
    if isinstance(said, HTTPException):
        raise said
    return said


def check() -> Response | None:
    """Let the request through, lead it on, or refuse it; an undeclared view is never reached."""
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    view = current_app.view_functions[endpoint]
    if hasattr(view, "needed_scope"):
        token_gate.let_in(view.needed_scope)
        return None
    need = getattr(view, "need", UNDECLARED)
    if need is UNDECLARED:
        abort(403, "This page does not say who may see it.")
    if isinstance(need, NeededTool):
        return _let_in(need, clock.now())
    if isinstance(need, Person):
        _need_person(need)
        if not hasattr(view, "is_open_while_viewing_as"):
            _refuse_viewing(current_viewer())
    return None


def access() -> Access:
    """Return what the person who asks may use of the page's guild."""
    found: Access = g.access
    return found


def is_seen(subject: Subject, arguments: Mapping[str, str], now: datetime) -> bool:
    """Say whether the person who asks may see something else than the page's own subject."""
    loaded = subject.load(arguments, read_session_id(request), now)
    return loaded.subject is not None and Tool.ROSTER in access_to(loaded, now).tools


def is_guild_seen(guild_id: int, permission_version: int, now: datetime) -> bool:
    """Say whether the person who asks may see who is in a guild."""
    return Tool.ROSTER in access_in(guild_id, permission_version, now).tools


def access_in(guild_id: int, permission_version: int, now: datetime) -> Access:
    """Return what the person who asks may use of a guild that the page is not about."""
    return _access_in(current_viewer(), guild_id, permission_version, now)


def right_address(path: str) -> str:
    """Return an address below ``path`` for what the present one asks for below another spelling."""
    rest = "/".join(request.path.split("/")[_ADDRESS_PARTS:])
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    is_below = request.path.count("/") >= _ADDRESS_PARTS
    return f"{path}/{rest}{query}" if is_below else f"{path}{query}"


def _need_person(person: Person) -> None:
    viewer = current_viewer()
    if viewer is None:
        abort(401, WHO[person])
    if person is Person.OPERATOR and not viewer.is_operator:
        abort(404)


def _let_in(need: NeededTool, now: datetime) -> Response | None:
    """Load the subject, then decide: what is not to be seen is not there, what is may still need a tool."""
    loaded = need.subject.load(request.view_args or {}, read_session_id(request), now)
    set_viewer(loaded.viewer)
    g.need, g.loaded, g.access = need, loaded, (found := access_to(loaded, now))
    is_seen = loaded.subject is not None and Tool.ROSTER in found.tools
    g.subject, g.place = (loaded.subject, loaded.place) if is_seen else (None, None)
    if not is_seen:
        if need.subject.absent is not None:
            abort(404, need.subject.absent)
        _refuse_viewing(loaded.viewer)
        return None
    if loaded.right_path is not None:
        return redirect(right_address(loaded.right_path), MOVED)
    if need.tool not in found.tools:
        _refuse_tool(need.tool, now)
    if request.method not in READING:
        _check_writing(need, loaded, now)
    return None


def access_to(loaded: Loaded, now: datetime) -> Access:
    """Return what who asks may use of a subject."""
    if (guild := loaded.guild) is None:
        return Access(standing=NOBODY, rules=GuildRules(), tools=loaded.own_tools)
    found = _access_in(loaded.viewer, guild.id, guild.permission_version, now)
    has_own = found.as_rank is None and loaded.own_tools
    return found.with_tools(loaded.own_tools) if has_own else found


def _access_in(viewer: Viewer | None, guild_id: int, permission_version: int, now: datetime) -> Access:
    is_operator = viewer is not None and viewer.is_operator
    known, rules = standing_in(guild_id, permission_version, None if viewer is None else viewer.user_id)
    return access_of(viewer, guild_id, known.as_operator() if is_operator else known, rules, now=now)


def _refuse_tool(tool: Tool, now: datetime) -> NoReturn:
    log.info("tool_refused", tool=tool.value)  # never whose account: a log outlives "delete me"
    abort(403, tool_refused(tool, g.access, now))


def _refuse_viewing(viewer: Viewer | None) -> None:
    """Refuse a write to who only looks as somebody else, whatever it would be about."""
    if request.method not in READING and viewer is not None and viewer.view_as is not None:
        abort(403, VIEWING_ONLY)


def _check_writing(need: NeededTool, loaded: Loaded, now: datetime) -> None:
    """Refuse a write to who only looks as somebody else, and what ranks decide while ranks are old."""
    _refuse_viewing(loaded.viewer)
    if not need.reads and need.tool not in loaded.own_tools:
        refuse_archived(loaded.guild)
    if need.reads or need.tool in MEMBERS_TOOLS or loaded.guild is None or g.access.standing.is_operator:
        return
    refuse_old_ranks(loaded.guild, None if loaded.viewer is None else loaded.viewer.user_id, now)
