"""Recorded rosters and characters go through the whole sync into the database, on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import Table, func, select

from tests.contract.guilds import RUNNING_SEASON, Adopted, RecordedGuild, adopt, recorded_guild
from tests.contract.recorded import RecordedBattleNet
from tests.contract.recordings import ABSENT, FOLDER, Recording, recordings
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, MemberEvent, SyncRun
from webapp.sync.changes import DOCUMENT_COLUMNS
from webapp.words import EventKind

ROSTERS = recordings("roster")
STAMPS = {
    "attempted_at",
    "succeeded_at",
    "last_synced_at",
    "verified_at",
    "updated_at",
    "last_seen_at",
    "last_claimed_at",
}
"""Columns that say when something was looked at, not what was seen."""
COLUMNS = {section.value: column for section, column in DOCUMENT_COLUMNS.items()} | {
    "mythic_profile": "mythic_profile_json"
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)
each_roster = pytest.mark.parametrize("roster", ROSTERS, ids=lambda one: one.file)
Make = Callable[[RecordedBattleNet, str], Settings]


@pytest.fixture
def guild(
    recorded: RecordedBattleNet, roster: Recording, database_url: str, settings_for: Make
) -> Iterator[RecordedGuild]:
    """Give the guild of a recorded roster, tracked and not yet synced."""
    with recorded_guild(settings_for(recorded, database_url), recorded, roster) as tracked:
        yield tracked


def members() -> list[tuple[Any, ...]]:
    """Return every current member as the database has it."""
    db.session.rollback()
    rows = db.session.execute(
        select(
            Character.bnet_character_id,
            Character.name,
            Character.realm,
            GuildMember.rank,
            Character.class_id,
            Character.level,
        )
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.left_at.is_(None))
    )
    return sorted(tuple(row) for row in rows)


def recorded_members(roster: Recording) -> list[tuple[Any, ...]]:
    """Return the same of a roster's own words."""
    found = [(one["character"], one["rank"]) for one in roster.document["members"]]
    return sorted(
        (c["id"], c["name"], c["realm"]["slug"], rank, c["playable_class"]["id"], c["level"])
        for c, rank in found
    )


def content() -> dict[str, list[dict[str, Any]]]:
    """Return every column of characters, members and guilds that says what was seen."""
    db.session.rollback()
    tables = [cast("Table", model.__table__) for model in (Character, GuildMember, Guild)]
    return {
        table.name: [
            {name: value for name, value in row.items() if not _is_stamp(name)}
            for row in db.session.execute(select(table).order_by(table.c.id)).mappings()
        ]
        for table in tables
    }


def _is_stamp(column: str) -> bool:
    return column.removeprefix("roster_") in STAMPS


def stored(one: Adopted) -> dict[str, Any]:
    """Return a recorded character's row, raw documents included."""
    db.session.rollback()
    table = Character.__table__
    return dict(db.session.execute(select(table).where(table.c.bnet_character_id == one.id)).mappings().one())


def told(one: Adopted) -> dict[str, Any]:
    """Return the columns as a character's recorded answers tell them."""
    summary, mythic = one.summary, one.documents.get("mythic_profile", {})
    seen = summary.get("last_login_timestamp")
    return {
        "name": one.name,
        "realm": one.realm,
        "level": summary["level"],
        "class_id": summary["character_class"]["id"],
        "spec_id": summary.get("active_spec", {}).get("id"),
        "average_item_level": summary.get("average_item_level"),
        "equipped_item_level": summary.get("equipped_item_level"),
        "achievement_points": summary.get("achievement_points"),
        "last_login_at": datetime.fromtimestamp(seen / 1000, UTC) if seen else None,
        "mythic_rating": mythic.get("current_mythic_rating", {}).get("rating"),
        "profile_json": summary,
        **{column: one.documents.get(name) for name, column in COLUMNS.items() if name != "summary"},
        "mythic_season_json": _running_season(one),
    }


def _running_season(one: Adopted) -> dict[str, Any] | None:
    """Return the recorded season, if it is the one that runs: no other is asked for."""
    season = one.documents.get("mythic_season")
    return season if season is not None and season["season"]["id"] == RUNNING_SEASON else None


@each_roster
class TestARecordedRoster:
    def test_is_stored_as_it_was_recorded_and_loses_nobody_whose_profile_is_not_found(
        self, guild: RecordedGuild, roster: Recording
    ) -> None:
        guild.sync()
        first = members()

        guild.sync_again()

        assert first == members() == recorded_members(roster)
        assert db.session.scalar(select(func.count()).where(Character.suspected_at.is_not(None))) == 0
        assert db.session.scalar(select(func.count()).select_from(MemberEvent)) == 0
        assert set(db.session.scalars(select(SyncRun.failed))) == {0}


@each_roster
class TestRecordedCharacters:
    def test_are_stored_as_they_were_recorded_and_not_rewritten_by_the_same_answers(
        self, guild: RecordedGuild, roster: Recording
    ) -> None:
        adopted = adopt(guild.server, roster)
        guild.sync()
        before = content()

        guild.sync_again()

        assert [{name: stored(one)[name] for name in told(one)} for one in adopted] == [
            told(one) for one in adopted
        ]
        assert content() == before

    def test_are_kept_when_their_profiles_are_suddenly_not_found(
        self, guild: RecordedGuild, roster: Recording
    ) -> None:
        adopted = adopt(guild.server, roster)
        guild.sync()
        for one in recordings("summary"):
            guild.server.remove(roster.region, one.path)

        guild.sync_again()

        found = [{name: stored(one)[name] for name in told(one)} for one in adopted]
        assert found == [told(one) for one in adopted]
        deleted = select(func.count()).where(MemberEvent.kind == EventKind.DELETED)
        assert db.session.scalar(deleted) == 0
