"""How long what is known about a player may be kept and shown without being confirmed.

Who keeps player data confirms it every 30 days or loses access to Battle.net; see
https://us.forums.blizzard.com/en/blizzard/t/data-protection-notice-and-faq/609.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from webapp.models import Character, GuildMember

KEPT_FOR = timedelta(days=30)
MARGIN = timedelta(hours=12)
"""So long before the last moment pages hide it, and the sweeper has rounds left to delete it in."""


def shown_since(now: datetime) -> datetime:
    """Return the border: what was last confirmed before it is hidden, and deleted by the next sweep."""
    return now - (KEPT_FOR - MARGIN)


def is_shown(verified_at: datetime | None, now: datetime) -> bool:
    """Say whether a profile may be shown; one that was never read has nothing to hide."""
    return verified_at is None or verified_at >= shown_since(now)


def profile_is_shown(border: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Return the same as a condition on ``characters``; ``border`` is ``shown_since``."""
    return or_(Character.verified_at.is_(None), Character.verified_at >= border)


def member_is_shown(border: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Return whether both a roster has confirmed the membership lately and the profile may be shown."""
    return and_(GuildMember.last_seen_at >= border, profile_is_shown(border))
