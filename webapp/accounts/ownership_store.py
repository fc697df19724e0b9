"""Write whose characters are whose: rows, targets, versions of rights, and word to who lost one.

Locks come in the order that everybody keeps: guilds, characters, targets.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.accounts.ownership import OwnershipPlan, StoredCharacter, has_profile, plan_ownership
from webapp.accounts.ownership_news import tell_changes
from webapp.clients.battlenet.payloads.account import Account, OwnCharacter
from webapp.lib.names import has_room, name_key
from webapp.models import (
    Character,
    CharacterList,
    Guild,
    GuildMember,
    SectionState,
    SyncTarget,
)
from webapp.models.forgotten import forgotten_among, remember_again
from webapp.models.upsert import chunks, insert_missing, lock_characters, lock_guilds, upsert
from webapp.sync.ended_grants import end_grants_of
from webapp.sync.gamedata import want_game_data
from webapp.sync.leaders import name_leaders
from webapp.sync.roster_answer import faction_of, small
from webapp.words import MainSetBy, Section, TargetKind


def store_ownership(
    session: Session, user_id: int, region: str, account: Account, *, now: datetime, brings_back: bool = False
) -> int:
    """Write what a person's list of a region proves, within the caller's transaction.

    Who asked to be forgotten is left out, unless the person brings them back; returns how many were left out.
    ``now`` is when the list was read: one that was read before the newest of the person proves nothing more.
    """
    if _is_outdated(session, user_id, region, now):
        return 0
    listed = {one.id: one for one in account.characters if has_room(one.name) and has_room(one.realm.slug)}
    unread = account.unread + sum(one.id not in listed for one in account.characters)
    _lock_guilds(session, user_id, region, listed)
    if brings_back:
        remember_again(session, region, listed)
    forgotten = forgotten_among(session, region, listed)
    listed = {number: one for number, one in listed.items() if number not in forgotten}
    insert_missing(session, Character, _rows(region, listed), keys=("region", "bnet_character_id"), now=now)
    ids = [one.character_id for one in _stored(session, user_id, region, listed)]
    lock_characters(session, ids)
    stored = _stored(session, user_id, region, listed)
    plan = plan_ownership(user_id, listed, stored, is_whole=not unread, read_at=now)
    tell_changes(session, plan, user_id, now)
    _write_owners(session, plan, user_id, now)
    _part_mains(session, plan)
    _want_targets(session, region, plan, listed, now=now)
    _ask_anew(session, plan, now)
    _note_list(session, user_id, region, count=len(account.characters), forgotten=len(forgotten), now=now)
    _change_rights(session, plan, user_id, now)
    return len(forgotten)


def _is_outdated(session: Session, user_id: int, region: str, read_at: datetime) -> bool:
    its = (CharacterList.user_id == user_id, CharacterList.region == region)
    newer = select(CharacterList.read_at).where(*its, CharacterList.read_at > read_at)
    return session.scalar(newer) is not None


def _lock_guilds(session: Session, user_id: int, region: str, listed: Collection[int]) -> None:
    ids = [one.character_id for one in _stored(session, user_id, region, listed)]
    lock_guilds(session, _guilds_of(session, ids))


def _guilds_of(session: Session, character_ids: Collection[int]) -> set[int]:
    """Return the guilds in whose rosters characters stand; of one that moved, two may list it for a while."""
    found: set[int] = set()
    for chunk in chunks(sorted(character_ids), 500):
        members = (GuildMember.character_id.in_(chunk), GuildMember.left_at.is_(None))
        found.update(session.scalars(select(GuildMember.guild_id).where(*members)))
    return found


def _rows(region: str, listed: Mapping[int, OwnCharacter]) -> list[dict[str, Any]]:
    return [_row(region, one) for _, one in sorted(listed.items())]


def _row(region: str, one: OwnCharacter) -> dict[str, Any]:
    return {
        "region": region,
        "bnet_character_id": one.id,
        "realm": one.realm.slug,
        "name": one.name,
        "name_key": name_key(one.name),
        "class_id": small(one.class_id),
        "race_id": small(one.race_id),
        "faction": faction_of(one.faction),
        "level": small(one.level),
        "failures": 0,
    }


def _stored(session: Session, user_id: int, region: str, listed: Collection[int]) -> list[StoredCharacter]:
    """Return who is on the list or the person's in this region, as far as they are stored."""
    columns = (
        Character.id.label("character_id"),
        Character.bnet_character_id.label("bnet_id"),
        Character.user_id,
        Character.claimed_at,
        Character.level,
    )
    found: dict[int, StoredCharacter] = {}
    own = [Character.user_id == user_id]
    for of in (*own, *(Character.bnet_character_id.in_(chunk) for chunk in chunks(sorted(listed), 500))):
        query = select(*columns).where(
            Character.region == region, of, Character.bnet_character_id.is_not(None)
        )
        for row in session.execute(query).mappings():
            found[row["character_id"]] = StoredCharacter(**row)
    return list(found.values())


def _write_owners(session: Session, plan: OwnershipPlan, user_id: int, now: datetime) -> None:
    _update(session, plan.owned, user_id=user_id, claimed_at=now)
    _update(session, plan.released, user_id=None, claimed_at=None)


def _part_mains(session: Session, plan: OwnershipPlan) -> None:
    """Part whose owner changed from mains and alts that a player chose; what officers said stays."""
    parted = (*plan.released, *plan.lost)
    by_player = Character.main_set_by == MainSetBy.PLAYER
    for chunk in chunks(sorted(one.character_id for one in parted)):
        of = Character.id.in_(chunk) | Character.main_id.in_(chunk)
        session.execute(update(Character).where(by_player, of).values(main_id=None, main_set_by=None))


def _update(session: Session, characters: Sequence[StoredCharacter], **values: Any) -> None:
    for chunk in chunks(sorted(one.character_id for one in characters), 500):
        session.execute(update(Character).where(Character.id.in_(chunk)).values(**values))


def _want_targets(
    session: Session,
    region: str,
    plan: OwnershipPlan,
    listed: Mapping[int, OwnCharacter],
    *,
    now: datetime,
) -> None:
    """Have everybody looked at who has a profile and whom nobody looks at yet."""
    ids = [one.character_id for one in plan.owned if has_profile(listed[one.bnet_id].level or one.level)]
    homes: dict[int, int | None] = {}
    for chunk in chunks(sorted(ids), 500):
        query = (
            select(Character.id, Guild.id)
            .outerjoin(Guild, (Guild.id == Character.guild_id) & Guild.archived_at.is_(None))
            .where(Character.id.in_(chunk))
        )
        homes.update((character_id, guild_id) for character_id, guild_id in session.execute(query))
    rows = [
        {"kind": TargetKind.CHARACTER, "character_id": one, "guild_id": homes[one], "next_due_at": now}
        for one in sorted(homes)
    ]
    insert_missing(session, SyncTarget, rows, keys=("character_id", "kind"), now=now)
    if rows:
        want_game_data(session, region, now)


def _ask_anew(session: Session, plan: OwnershipPlan, now: datetime) -> None:
    """Have the whole summary read of whom we knew without a guild: "nothing new" would not name theirs."""
    for chunk in chunks(sorted(one.character_id for one in plan.taken), 500):
        homeless = select(Character.id).where(Character.id.in_(chunk), Character.guild_id.is_(None))
        its_own = (SyncTarget.character_id.in_(homeless), SyncTarget.kind == TargetKind.CHARACTER)
        waiting = (SyncTarget.claimed_by.is_(None), SyncTarget.next_due_at > now)
        summary = (SectionState.character_id.in_(homeless), SectionState.section == Section.SUMMARY)
        for statement in (
            update(SyncTarget).where(*its_own, *waiting).values(next_due_at=now),
            update(SectionState).where(*summary).values(last_modified=None),
        ):
            session.execute(statement.execution_options(synchronize_session=False))


def _note_list(
    session: Session, user_id: int, region: str, *, count: int, forgotten: int, now: datetime
) -> None:
    row = {"user_id": user_id, "region": region, "read_at": now, "character_count": count}
    row["forgotten_count"] = forgotten
    columns = ("read_at", "character_count", "forgotten_count")
    upsert(session, CharacterList, [row], keys=("user_id", "region"), columns=columns, now=now)


def _change_rights(session: Session, plan: OwnershipPlan, user_id: int, now: datetime) -> None:
    """Let guilds decide anew whose member has another owner now; what the former one was given ends."""
    guild_ids = sorted(_guilds_of(session, plan.changed_ids))
    session.execute(
        update(Guild)
        .where(Guild.id.in_(guild_ids))
        .values(permission_version=Guild.permission_version + 1)
        .execution_options(synchronize_session=False)
    )
    for guild_id in guild_ids:
        end_grants_of(session, guild_id, plan.former_owners, now=now, actor_id=user_id)
    name_leaders(session, guild_ids)
