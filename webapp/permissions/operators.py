"""Who runs this server: people who have signed in, found by what they call themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from webapp.lib.names import name_key
from webapp.models import User


@dataclass(frozen=True, slots=True)
class Operator:
    """A person, as a command names them."""

    user_id: int
    battletag: str
    is_operator: bool
    last_login_at: datetime | None


def people_called(session: Session, who: str) -> Sequence[Operator]:
    """Return who has signed in under a battletag, whatever its case, or has this account number."""
    if who.isascii() and who.isdigit() and len(who) < len(str(2**63)):
        return _people(session, User.bnet_id == int(who))
    head, _, number = who.strip().rpartition("#")
    found = _people(session, User.battletag.endswith(f"#{number}", autoescape=True))
    return [one for one in found if name_key(one.battletag) == name_key(f"{head}#{number}")]


def operators(session: Session) -> Sequence[Operator]:
    """Return everybody who runs this server."""
    return _people(session, User.is_operator.is_(True))


def set_operator(session: Session, user_id: int, *, is_operator: bool) -> None:
    """Make somebody an operator, or no longer one, within the caller's transaction."""
    session.execute(update(User).where(User.bnet_id == user_id).values(is_operator=is_operator))


def _people(session: Session, which: ColumnElement[bool]) -> Sequence[Operator]:
    columns = (User.bnet_id, User.battletag, User.is_operator, User.last_login_at)
    rows = session.execute(select(*columns).where(which).order_by(User.battletag, User.bnet_id))
    return [Operator(*row) for row in rows]
