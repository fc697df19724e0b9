"""Remove what nobody has confirmed for nearly 30 days: memberships, profiles, characters and their rows.

Of what is confirmed, old days of histories are thinned, and plain names that are missing are written.

Each step takes at most 200 rows a transaction, so that nobody waits long, and looks again after locking:
what was confirmed meanwhile stays. A transaction that the database ends in favour of another is done again; a
step that is killed goes on at the next round.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.database import repeated, transaction
from webapp.extensions import db
from webapp.freshness.retention import shown_since
from webapp.history.thinning import thin
from webapp.models import Guild
from webapp.schema.sqlite_file import drop_old_copies
from webapp.sync.added import ADDED_KEPT_FOR, drop_added
from webapp.sync.upkeep import expired, told
from webapp.sync.upkeep.plain_names import renew_plain_names

UNMET_KEPT_FOR = timedelta(hours=1)
"""For so long a name under which nobody was found answers for the same typing error."""
SEEK_KEPT_FOR = timedelta(hours=1)
"""For so long what came of looking for a name among files answers who looks again."""
RENAMED_WITHIN = timedelta(days=1)
"""So long ago a server of the version before may have given somebody a name that it does not know plainly."""
log = structlog.get_logger()
Step = Callable[[Session, datetime], int]


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows each step removed, emptied or renewed."""

    memberships: int
    rosters: int
    profiles: int
    characters: int
    unmet: int
    names: int
    cards: int
    looks: int
    mutes: int
    notices: int
    uploads: int
    seeks: int
    added: int
    people: int
    plain_names: int
    days: int
    copies: int


def sweep(now: datetime) -> Swept:
    """Remove everything that was last confirmed before the border; the log says how much and never who."""
    border = shown_since(now)
    swept = Swept(
        memberships=_all(expired.drop_memberships, border),
        rosters=_all(expired.empty_rosters, border),
        profiles=_all(expired.empty_profiles, border),
        characters=_all(expired.drop_characters, border),
        unmet=_all(expired.drop_unmet, now - UNMET_KEPT_FOR),
        names=_all(expired.drop_former_names, border) + _all(expired.empty_events, border),
        cards=_all(expired.drop_cards, border),
        looks=_all(expired.drop_looks, border),
        mutes=_all(expired.drop_mutes, now),
        notices=_all(told.drop_notices, border) + _all(told.drop_tests, border),
        uploads=_all(told.drop_uploads, border),
        seeks=_all(told.drop_seeks, now - SEEK_KEPT_FOR),
        added=_all(drop_added, now - ADDED_KEPT_FOR),
        people=_all(expired.drop_people, border),
        plain_names=_all(partial(renew_plain_names, now=now), now - RENAMED_WITHIN),
        days=thin(now),
        copies=drop_old_copies(db.engine.url, now),
    )
    if swept.memberships or swept.profiles:
        _renew_pages()
    log.info("retention_swept", **asdict(swept))
    return swept


def _renew_pages() -> None:
    """Give guilds a new version; not before characters are let go, because rosters lock their guild first."""
    with transaction() as session:
        session.execute(update(Guild).values(data_version=Guild.data_version + 1))


def _all(step: Step, border: datetime) -> int:
    """Go on with a step, a handful at a time, until it finds nothing."""
    total = 0
    while found := repeated(partial(_handful, step, border)):
        total += found
    return total


def _handful(step: Step, border: datetime) -> int:
    with transaction() as session:
        return step(session, border)
