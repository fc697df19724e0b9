"""What was decided since a backup holds when the backup is put back: who is gone stays gone.

Read before from a database of whatever revision, even one that this program does not know; written after.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, MetaData, Table, case, delete, inspect, select, tuple_, update
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.models import ApiToken, Character, ForgottenCharacter, Guild, HeldRoster, User
from webapp.models.columns import UtcDateTime
from webapp.models.upsert import chunks, insert_missing
from webapp.permissions.operators import set_operator
from webapp.permissions.standing import first_version
from webapp.sync.decisions import Decisions, Key
from webapp.sync.forgetting import drop_characters, forget_person
from webapp.sync.removal import forget_guild


def read_decisions(session: Session) -> Decisions:
    """Read what was decided; tables and columns that the database does not have tell nothing."""
    forgotten = _rows(session, "forgotten_characters", "region", "bnet_character_id", "address_hash")
    removed = _rows(session, "removed_guilds", "region", "bnet_guild_id")
    tokens = _rows(session, "api_tokens", "token_hash", "revoked_at")
    people = _rows(session, "users", "bnet_id", "is_operator")
    is_told = all(is_operator is not None for _, is_operator in people)
    return Decisions(
        forgotten={(region, number): address for region, number, address in forgotten},
        users=frozenset(number for number, _ in people),
        operators=frozenset(number for number, is_operator in people if is_operator) if is_told else None,
        removed=frozenset((region, number) for region, number in removed),
        revoked={digest: at for digest, at in tokens if at is not None},
    )


def _rows(session: Session, name: str, *columns: str) -> Sequence[Sequence[Any]]:
    """Return these columns of a table, None for what it does not have."""
    looked_at = inspect(session.connection())
    if not looked_at.has_table(name):
        return []
    there = {column["name"] for column in looked_at.get_columns(name)}
    wanted = [Column(one, UtcDateTime) if one.endswith("_at") else Column(one) for one in columns]
    table = Table(name, MetaData(), *wanted)
    asked = [one if one in there else None for one in columns]
    rows = session.execute(select(*(table.c[one] for one in asked if one))).mappings()
    return [[row[one] if one else None for one in asked] for row in rows]


def keep_decisions(decisions: Decisions, now: datetime) -> str:
    """Let them hold in the database that was put back; return in words how much went for it."""
    guilds = _guilds(decisions.removed)
    for guild_id in guilds:
        forget_guild(guild_id, now=now)
    with transaction() as session:
        people, characters = _forget(session, decisions, now)
        tokens = _revoke(session, decisions.revoked)
        operators = _take_rights(session, decisions.operators)
        _begin_anew(session, now)
    counts = {"people": people, "characters": characters, "guilds": len(guilds), "tokens": tokens}
    counts["operators"] = operators
    return ", ".join(f"{word} {number}" for word, number in counts.items() if number)


def _begin_anew(session: Session, now: datetime) -> None:
    """Give every guild versions that it never had: what was kept since the backup is not true any more."""
    first = first_version(now)
    renewed = {
        column: case((column < first, first), else_=column + 1)
        for column in (Guild.permission_version, Guild.data_version)
    }
    session.execute(update(Guild).values(renewed).execution_options(synchronize_session=False))


def _guilds(removed: Collection[Key]) -> list[int]:
    with transaction() as session:
        asked = select(Guild.id, Guild.region, Guild.bnet_guild_id).order_by(Guild.id)
        return [guild_id for guild_id, *key in session.execute(asked) if tuple(key) in removed]


def _forget(session: Session, decisions: Decisions, now: datetime) -> tuple[int, int]:
    """Forget who asked for it since: people with all that is theirs, characters that were nobody's."""
    known = {(one.region, one.bnet_character_id) for one in session.scalars(select(ForgottenCharacter))}
    new = {key: address for key, address in decisions.forgotten.items() if key not in known}
    if not new:
        return 0, 0
    rows = [
        {"region": region, "bnet_character_id": number, "address_hash": address}
        for (region, number), address in new.items()
    ]
    keys = ("region", "bnet_character_id")
    insert_missing(session, ForgottenCharacter, rows, keys=keys, now=now)
    staying = decisions.users or frozenset()
    people = sorted({one for _, one in _characters(session, new) if one and one not in staying})
    for user_id in people:
        forget_person(session, user_id, now)
    left = [character_id for character_id, _ in _characters(session, new)]
    drop_characters(session, left)
    _empty_rosters(session)
    return len(people), len(left)


def _empty_rosters(session: Session) -> None:
    """Empty raw answers, which name everybody; the next one fills them again."""
    held = update(Guild).where(Guild.id.in_(select(HeldRoster.guild_id)))
    session.execute(held.values(roster_outcome=None, roster_error=None))
    session.execute(delete(HeldRoster))
    session.execute(update(Guild).values(roster_json=None, roster_hash=None))


def _characters(session: Session, keys: Collection[Key]) -> list[tuple[int, int | None]]:
    """Return the characters of these numbers, and whose they are."""
    found: list[tuple[int, int | None]] = []
    for some in chunks(sorted(keys), 500):
        named = tuple_(Character.region, Character.bnet_character_id).in_(some)
        asked = select(Character.id, Character.user_id).where(named)
        found += [(row.id, row.user_id) for row in session.execute(asked)]
    return found


def _revoke(session: Session, revoked: Mapping[str, datetime]) -> int:
    """Revoke tokens of which somebody has taken the power since."""
    good = session.scalars(select(ApiToken).where(ApiToken.revoked_at.is_(None))).all()
    gone = [token for token in good if token.token_hash in revoked]
    for token in gone:
        token.revoked_at = revoked[token.token_hash]
    return len(gone)


def _take_rights(session: Session, operators: Collection[int] | None) -> int:
    """Let nobody run this server who did not any more; nobody is given that right here."""
    if operators is None:
        return 0
    named = session.scalars(select(User.bnet_id).where(User.is_operator.is_(True)))
    gone = [user_id for user_id in named if user_id not in operators]
    for user_id in gone:
        set_operator(session, user_id, is_operator=False)
    return len(gone)
