"""Read everybody in a guild with what they are there: people, and the characters that nobody claimed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from webapp.models import Character, Guild, GuildMember, PermissionException, Realm, User
from webapp.permissions.policy import Exemption, Standing
from webapp.permissions.preview import Person, Roll
from webapp.permissions.standing import effective_rank

TOO_OLD = "a character too old to be named"


def read_roll(session: Session, guild_id: int, *, named_since: datetime | None = None) -> Roll:
    """Read a guild's people, the highest first, with three statements.

    ``named_since``: characters that were confirmed before have no name, where names are shown.
    """
    exemptions = _exemptions(session, guild_id)
    owned: dict[int, list[Any]] = {}
    unclaimed: dict[int, list[str]] = {}
    for row in session.execute(_characters(guild_id, named_since)):
        if row.user_id is None:
            unclaimed.setdefault(row.rank, []).append(row.written)
        else:
            owned.setdefault(row.user_id, []).append(row)
    people = [
        _person(users, characters, exemptions.get(users.bnet_id, ()))
        for users, characters in _with_users(session, owned)
    ]
    return Roll(sorted(people, key=_order), unclaimed)


def _characters(guild_id: int, named_since: datetime | None) -> Any:
    rank = effective_rank()
    written: Any = Character.name + "-" + func.coalesce(Realm.name, Character.realm)
    if named_since is not None:
        is_read = or_(Character.verified_at.is_(None), Character.verified_at >= named_since)
        written = case((and_(is_read, GuildMember.last_seen_at >= named_since), written), else_=TOO_OLD)
    return (
        select(Character.user_id, rank.label("rank"), written.label("written"))
        .select_from(GuildMember)
        .join(Guild, Guild.id == GuildMember.guild_id)
        .join(Character, Character.id == GuildMember.character_id)
        .outerjoin(Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm))
        .where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
        .order_by(rank, written)
    )


def _exemptions(session: Session, guild_id: int) -> dict[int, list[Exemption]]:
    own = PermissionException
    query = select(own.user_id, own.tool_name, own.effect, own.reason, own.expires_at)
    found: dict[int, list[Exemption]] = {}
    for user_id, tool, effect, reason, expires_at in session.execute(query.where(own.guild_id == guild_id)):
        exemption = Exemption(tool=tool, effect=effect, reason=reason, expires_at=expires_at)
        found.setdefault(user_id, []).append(exemption)
    return found


def _with_users(session: Session, owned: dict[int, list[Any]]) -> Iterable[tuple[Any, list[Any]]]:
    query = select(User.bnet_id, User.battletag, User.is_operator).where(User.bnet_id.in_(owned))
    return [(row, owned[row.bnet_id]) for row in session.execute(query)]


def _person(user: Any, characters: Sequence[Any], exemptions: Sequence[Exemption]) -> Person:
    best = characters[0]
    return Person(
        user_id=user.bnet_id,
        name=user.battletag.partition("#")[0],
        standing=Standing(
            rank=best.rank, through=best.written, exemptions=exemptions, is_operator=user.is_operator
        ),
        characters=[one.written for one in characters],
    )


def _order(person: Person) -> tuple[int, str, int]:
    return person.standing.rank or 0, person.name.casefold(), person.user_id
