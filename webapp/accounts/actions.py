"""Send somebody to Battle.net, welcome who comes back, and end sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from webapp.accounts.attempts import Attempt, is_too_late
from webapp.accounts.listing import Listing, read_listing
from webapp.accounts.listing_notes import Note
from webapp.accounts.outside import outside
from webapp.accounts.ownership_store import store_ownership
from webapp.accounts.refusals import Refusal, TurnedAway
from webapp.clients.battlenet import BattleNetError, NotProven, Person, RateLimited, Return, Unavailable
from webapp.config import current_settings
from webapp.database import repeated, transaction
from webapp.models import User
from webapp.models.upsert import insert_into
from webapp.permissions.session_actions import close_all, close_session, open_session
from webapp.sync import jobs

UNNAMED = "Player"
"""What somebody is called whom Battle.net gives no battletag."""
DECLINED = "access_denied"
"""OAuth's word for a person who chose not to."""
OURS_TO_KNOW = frozenset({"region", "next"})
"""What stands with the state; a way back that names it was tampered with."""
log = structlog.get_logger()
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Somebody is signed in: what the browser gets, and what there is to say."""

    cookie: str = field(repr=False)
    attempt: Attempt
    note: Note | None


def send_off(
    region: str, way_on: str, way_back: str | None, now: datetime, *, brings_back: bool = False
) -> tuple[str, Attempt]:
    """Return where to send a browser, and what it keeps meanwhile; TurnedAway says why that cannot be."""
    if not current_settings().has_battlenet_credentials:
        raise TurnedAway(Refusal.NOT_SET_UP)
    if way_back is None:
        raise TurnedAway(Refusal.NO_ADDRESS)
    try:
        departure = outside().door.depart(way_back)
    except BattleNetError as error:
        raise _trouble(error) from error
    return departure.url, Attempt(
        state=departure.state,
        nonce=departure.nonce,
        verifier=departure.verifier,
        redirect_uri=way_back,
        region=region,
        way_on=way_on,
        began=int(now.timestamp()),
        brings_back=brings_back,
    )


def welcome(attempt: Attempt | None, query: Query, session_before: str | None, now: datetime) -> Welcome:
    """Sign in whoever came back with what this browser keeps; TurnedAway says why nobody is."""
    person = _arrived(attempt, query, now)
    if attempt is None:
        raise AssertionError("unreachable: nobody arrives who has not departed")
    listing = read_listing(outside().reader, person, attempt.region)
    cookie, forgotten = repeated(lambda: _store(person, listing, attempt, before=session_before, now=now))
    if listing.account is not None:
        jobs.ring_due(1)
    is_all_forgotten = listing.account is not None and 0 < forgotten == len(listing.account.characters)
    note = Note.FORGOTTEN if is_all_forgotten else listing.note
    log.info("signed_in", region=attempt.region, note=note)
    return Welcome(cookie=cookie, attempt=attempt, note=note)


def leave(session_id: str, now: datetime) -> None:
    """End one session."""
    with transaction() as session:
        close_session(session, session_id, now)


def leave_everywhere(user_id: int, now: datetime) -> None:
    """End every session of a person."""
    with transaction() as session:
        close_all(session, user_id, now)


def _arrived(attempt: Attempt | None, query: Query, now: datetime) -> Person:
    """Return who came back; the order matters: nothing is asked before the state is known to be ours."""
    if attempt is None:
        raise TurnedAway(Refusal.NOT_BEGUN)
    if is_too_late(attempt, now):
        raise TurnedAway(Refusal.TOO_LATE)
    if "error" in query:
        raise TurnedAway(Refusal.DECLINED if query["error"] == [DECLINED] else Refusal.PROVIDER_ERROR)
    if not OURS_TO_KNOW.isdisjoint(query):
        raise TurnedAway(Refusal.NOT_PROVEN, "tampered_with")
    code, issuer = (_only(query, name) for name in ("code", "iss"))
    if not code or len(query.get("iss", ())) > 1:
        raise TurnedAway(Refusal.NOT_PROVEN, "not_one_code")
    back = Return(
        code=code,
        issuer=issuer,
        nonce=attempt.nonce,
        verifier=attempt.verifier,
        redirect_uri=attempt.redirect_uri,
    )
    try:
        return outside().door.arrive(back)
    except NotProven as error:
        raise TurnedAway(Refusal.NOT_PROVEN, error.reason) from None
    except BattleNetError as error:
        raise _trouble(error) from error


def _only(query: Query, name: str) -> str | None:
    values = query.get(name, ())
    return values[0] if len(values) == 1 else None


def _trouble(error: BattleNetError) -> TurnedAway:
    is_passing = isinstance(error, Unavailable | RateLimited)
    return TurnedAway(Refusal.NOT_REACHED if is_passing else Refusal.NOT_UNDERSTOOD, str(error))


def _store(
    person: Person, listing: Listing, attempt: Attempt, *, before: str | None, now: datetime
) -> tuple[str, int]:
    """Return the cookie of a new session, and how many of the list stay forgotten."""
    region, forgotten = attempt.region, 0
    with transaction() as session:
        if before is not None:
            close_session(session, before, now)
        _remember(session, person, now)
        if listing.account is not None:
            forgotten = store_ownership(
                session, person.bnet_id, region, listing.account, now=now, brings_back=attempt.brings_back
            )
        return open_session(session, person.bnet_id, region, now), forgotten


def _remember(session: Session, person: Person, now: datetime) -> None:
    """Write that somebody was here; who is named in the settings becomes an operator, nobody ceases to be."""
    is_operator = person.bnet_id in current_settings().operator_bnet_ids
    row = {
        "bnet_id": person.bnet_id,
        "battletag": person.battletag or UNNAMED,
        "last_login_at": now,
        "is_operator": is_operator,
        "created_at": now,
        "updated_at": now,
    }
    changed: dict[str, object] = {"last_login_at": now, "updated_at": now}
    if person.battletag is not None:
        changed["battletag"] = person.battletag
    if is_operator:
        changed["is_operator"] = True
    statement = insert_into(session, User).values(row)
    session.execute(statement.on_conflict_do_update(index_elements=["bnet_id"], set_=changed))
