"""Read the form that makes a token. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.lib.forms import BadForm, FieldProblem
from webapp.lib.names import BadName, checked_name, is_readable
from webapp.permissions.tokens import OF_OPERATORS, Scope

LIVES = (7, 30, 90, 180, 365)
"""For how many days a token may be made: always for a while, so that a forgotten one ends by itself."""
USUAL_LIFE = 90
NO_SCOPE = "Choose what the token may do."
NOT_SEEN = "Say what the token is for in letters that can be seen."
NO_LIFE = "Choose for how long the token is good."
_NUMBER = re.compile(r"[0-9]{1,18}")
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedToken:
    """What a token is to be called, what it may do, and until when."""

    name: str
    scopes: Sequence[Scope]
    expires_at: datetime
    newest: int | None = None
    """The number of the newest token on the page of the form; None if the form does not say."""


def read_token(form: Form, now: datetime) -> WantedToken:
    """Return the token that a form asks for; raise BadForm for every field that is wrong."""
    given, days = form.get("scope", ()), list(form.get("days", ()))
    problems, name = [], ""
    try:
        name = checked_name(next(iter(form.get("name", ())), ""), what="name")
    except BadName as bad:
        problems.append(FieldProblem("name", f"Say what the token is for: {bad}."))
    if not is_readable(name):
        problems.append(FieldProblem("name", NOT_SEEN))
    if not given or not set(given) <= set(Scope) - OF_OPERATORS:
        problems.append(FieldProblem("scope", NO_SCOPE))
    if days not in [[str(life)] for life in LIVES]:
        problems.append(FieldProblem("days", NO_LIFE))
    if problems:
        raise BadForm(*problems)
    scopes = [scope for scope in Scope if scope in given]
    expires_at = now + timedelta(days=int(days[0]))
    return WantedToken(name=name, scopes=scopes, expires_at=expires_at, newest=_newest(form))


def _newest(form: Form) -> int | None:
    given = next(iter(form.get("newest", ())), "")
    return int(given) if _NUMBER.fullmatch(given) else None
