"""What a browser keeps in its signed cookie while somebody signs in, and just after."""

from flask import request, session

from webapp.accounts.attempts import Attempt, keep, take
from webapp.accounts.listing_notes import Note

_ATTEMPTS, _OUTCOME = "sign_ins", "signed_in"


def keep_attempt(attempt: Attempt) -> None:
    """Remember a sign-in that begins."""
    session[_ATTEMPTS] = keep(session.get(_ATTEMPTS), attempt)


def has_attempt() -> bool:
    """Say whether the sign-in that the browser comes back from began in it."""
    attempt, _ = take(session.get(_ATTEMPTS), request.args.get("state", ""))
    return attempt is not None


def take_attempt(state: str) -> Attempt | None:
    """Return the sign-in that a state belongs to, and forget it: no state is good twice."""
    attempt, rest = take(session.get(_ATTEMPTS), state)
    if attempt is not None:
        session[_ATTEMPTS] = rest
    return attempt


def begin_anew() -> None:
    """Drop everything that this browser kept before somebody signed in or out."""
    session.clear()


def keep_outcome(region: str, note: Note, way_on: str) -> None:
    """Remember what there is to say to somebody who has just signed in."""
    session[_OUTCOME] = {"region": region, "note": note.value, "way_on": way_on}


def kept_outcome() -> object:
    """Return what was remembered to be said."""
    return session.get(_OUTCOME)
