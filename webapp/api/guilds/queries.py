"""Read a guild for programs: token and guild in one statement, then what the guild's pages read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from webapp.activity.asking import Asked, Cursor
from webapp.activity.queries import event_line, read_events
from webapp.api.entries import moment
from webapp.extensions import db
from webapp.models import ApiToken, Guild, Rank, Realm
from webapp.permissions.key_reading import KeyRow
from webapp.permissions.policy import Standing, Tool
from webapp.permissions.queries import IS_TOKEN, OF_TOKEN, KeyStatement, standing_in, tools_in
from webapp.permissions.tokens import Bearer
from webapp.permissions.viewer import Access
from webapp.web.guild_address import GUILD_COLUMNS, GuildAddress, address_of

_IS_SEEN = and_(
    Guild.id == bindparam("guild_id"),
    or_(ApiToken.guild_id.is_(None), ApiToken.guild_id == Guild.id),
)
_KEY = (
    select(*OF_TOKEN, *GUILD_COLUMNS)
    .select_from(ApiToken)
    .outerjoin(Guild, _IS_SEEN)
    .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
    .where(IS_TOKEN)
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A guild, and what a token sees of it."""

    guild: GuildAddress
    access: Access

    @property
    def tools(self) -> frozenset[Tool]:
        """The tools whose pages the token may read."""
        return self.access.tools


def guild_key(guild_id: int) -> KeyStatement:
    """Return the statement that reads the token and the guild that it may see."""
    return KeyStatement(_KEY, {"guild_id": guild_id})


def sight_in(rows: Sequence[KeyRow], bearer: Bearer, now: datetime) -> Sight | None:
    """Return the guild of a key statement's rows as the token sees it; None where it sees none."""
    values = rows[0][len(OF_TOKEN) :]
    if not values or values[0] is None:
        return None
    guild = address_of(values)
    _, rules = standing_in(guild.id, guild.permission_version, None)
    return Sight(guild, Access(standing=Standing(), rules=rules, tools=tools_in(bearer, now)))


def events(guild: GuildAddress, asked: Asked, *, limit: int, now: datetime) -> dict[str, Any]:
    """Return a page of what rosters told of a guild, the newest first."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild.id)
    names = {row.rank_id: row.rank_name for row in db.session.execute(ranks)}
    rows = read_events(guild.id, asked, now, limit=limit)
    shown, more = rows[:limit], rows[limit:]
    following = Cursor(shown[-1].seen_at, shown[-1].id).text() if more else None
    written = []
    for row in shown:
        line = event_line(row, guild, names)
        written.append(
            {
                "id": row.id,
                "who": line.who,
                "href": line.path and f"/api/v1{line.path}",
                "classId": line.class_id or None,
                "kind": line.kind,
                "what": line.what,
                "before": line.before,
                "after": line.after,
                "noticedAt": moment(line.noticed_at),
                "certainty": line.certainty,
            }
        )
    return {"events": written, "next": following}
