"""What a roster or a profile confirms stays, as far as it is confirmed; the rest goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    CharacterSnapshot,
    FormerName,
    Guild,
    GuildMember,
    MemberEvent,
    PageView,
    SectionState,
    SyncTarget,
)
from webapp.sync.upkeep import expired
from webapp.sync.upkeep.sweeper import sweep
from webapp.words import EventKind, Section, TargetKind

DAY = timedelta(days=1)
LATER = NOON + 31 * DAY


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn."""
    with app_on.app_context():
        yield


def count(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def member(name: str, *, listed: datetime, verified: datetime | None, **facts: Any) -> int:
    """Insert a member of guild 1 who was last listed and verified at these moments."""
    facts = {"verified_at": verified, "equipped_item_level": 640, **facts}
    character_id = add_member(1, name, **facts)
    moved = update(GuildMember).where(GuildMember.character_id == character_id).values(last_seen_at=listed)
    aged = update(Character).where(Character.id == character_id).values(created_at=NOON - 90 * DAY)
    for statement in (moved, aged):
        db.session.execute(statement)
    db.session.add(
        SyncTarget(kind=TargetKind.CHARACTER, guild_id=1, character_id=character_id, next_due_at=NOON)
    )
    db.session.add(
        SectionState(character_id=character_id, section=Section.SUMMARY, attempted_at=NOON, outcome="ok")
    )
    db.session.commit()
    return character_id


@pytest.mark.usefixtures("context")
class TestMembers:
    def test_who_is_listed_and_not_verified_stays_as_the_roster_lists_them(self) -> None:
        add_guild()
        member("Thrall", listed=LATER, verified=NOON, class_id=7)

        swept = sweep(LATER)

        db.session.rollback()
        thrall = db.session.scalars(select(Character)).one()
        assert (thrall.name, thrall.class_id, thrall.equipped_item_level) == ("Thrall", 7, None)
        assert (swept.profiles, count(SectionState), count(SyncTarget), count(GuildMember)) == (1, 0, 1, 1)

    def test_the_history_of_a_profile_goes_with_it_and_that_of_others_stays(self) -> None:
        add_guild()
        gone = member("Thrall", listed=LATER, verified=NOON)
        stays = member("Jaina", listed=LATER, verified=LATER)
        with transaction() as session:
            for one in (gone, stays):
                day = {"taken_on": NOON.date(), "week_on": NOON.date(), "item_level": 640}
                session.add(CharacterSnapshot(character_id=one, **day))

        sweep(LATER)

        db.session.rollback()
        assert db.session.scalars(select(CharacterSnapshot.character_id)).all() == [stays]

    def test_of_who_is_verified_old_weeks_are_thinned_and_old_looks_go(self) -> None:
        add_guild()
        thrall = member("Thrall", listed=LATER, verified=LATER)
        old, week_on = (LATER - 120 * DAY).date(), (LATER - 122 * DAY).date()
        for day in (old, old + DAY):
            snapshot = {"taken_on": day, "week_on": week_on, "item_level": 640}
            db.session.add(CharacterSnapshot(character_id=thrall, **snapshot))
        for at in (NOON, LATER):
            db.session.add(PageView(character_id=thrall, day=at.date(), count=1))
        db.session.commit()

        swept = sweep(LATER)

        assert (swept.days, swept.looks) == (1, 1)
        assert db.session.scalars(select(CharacterSnapshot.taken_on)).all() == [old + DAY]
        assert db.session.scalars(select(PageView.day)).all() == [LATER.date()]

    def test_who_is_verified_and_no_longer_listed_loses_the_membership_alone(self) -> None:
        add_guild()
        member("Thrall", listed=NOON, verified=LATER)

        sweep(LATER)

        thrall = db.session.scalars(select(Character)).one()
        assert (thrall.equipped_item_level, thrall.guild_id) == (640, None)
        assert (count(GuildMember), count(SyncTarget)) == (0, 0)

    def test_who_is_neither_is_gone_altogether(self) -> None:
        add_guild()
        member("Thrall", listed=NOON, verified=NOON)
        member("Jaina", listed=LATER, verified=LATER)

        sweep(LATER)

        assert db.session.scalars(select(Character.name)).all() == ["Jaina"]
        assert db.session.get_one(Guild, 1).data_version > 0

    def test_whom_their_owners_list_had_lately_stay_and_whom_it_had_long_ago_go(self) -> None:
        add_guild()
        member("Thrall", listed=NOON, verified=None, claimed_at=LATER)
        member("Jaina", listed=NOON, verified=None, claimed_at=NOON)

        sweep(LATER)

        assert db.session.scalars(select(Character.name)).all() == ["Thrall"]

    def test_a_large_guild_goes_in_handfuls(self) -> None:
        add_guild()
        for number in range(5):
            member(f"Grunt{number}", listed=NOON, verified=NOON)

        with transaction() as session:
            found = expired.drop_memberships(session, LATER)

        assert (found, count(GuildMember)) == (5, 0)
        assert expired.HANDFUL == 200


@pytest.mark.usefixtures("context")
class TestNames:
    def test_former_names_stay_with_a_verified_profile_alone(self) -> None:
        add_guild()
        for name, verified in (("Thrall", LATER), ("Jaina", None)):
            who = member(name, listed=LATER, verified=verified)
            old = FormerName(
                character_id=who, region="eu", realm="x", name=f"Old{name}", name_key="o", until=NOON
            )
            db.session.add(old)
        db.session.commit()

        sweep(LATER)

        assert db.session.scalars(select(FormerName.name)).all() == ["OldThrall"]

    def test_the_history_keeps_that_somebody_was_renamed(self) -> None:
        guild_id = add_guild()
        event = MemberEvent(guild_id=guild_id, kind=EventKind.RENAMED, before={"name": "A"}, seen_at=NOON)
        db.session.add(event)
        db.session.commit()

        sweep(LATER)

        db.session.rollback()
        assert [(one.kind, one.before) for one in db.session.scalars(select(MemberEvent))] == [
            ("renamed", None)
        ]

    def test_a_new_event_tells_no_name_whose_profile_went(self) -> None:
        guild_id = add_guild()
        for name, verified in (("Thrall", NOON), ("Jaina", LATER)):
            who = member(name, listed=LATER, verified=verified)
            event = {"kind": EventKind.RENAMED, "before": {"name": f"Old{name}"}, "seen_at": LATER}
            db.session.add(MemberEvent(guild_id=guild_id, character_id=who, **event))
        db.session.commit()

        sweep(LATER)

        db.session.rollback()
        assert db.session.scalars(select(MemberEvent.before).order_by(MemberEvent.id)).all() == [
            None,
            {"name": "OldJaina"},
        ]


@pytest.mark.usefixtures("context")
class TestCards:
    def test_a_given_card_goes_by_its_own_age(self) -> None:
        for name, written in (("Thrall", NOON), ("Jaina", LATER)):
            card = CharacterEnrichmentCache(region="eu", realm="x", character_name=name, name_key=name)
            card.updated_at = written
            db.session.add(card)
        db.session.commit()

        sweep(LATER)

        assert db.session.scalars(select(CharacterEnrichmentCache.character_name)).all() == ["Jaina"]

    def test_an_old_season_stays_with_a_verified_profile(self) -> None:
        add_guild()
        who = member("Thrall", listed=LATER, verified=LATER)
        card = CharacterEnrichmentCache(region="eu", realm="x", character_name="Thrall", name_key="thrall")
        card.season_key, card.character_id, card.updated_at = "season-old", who, NOON
        db.session.add(card)
        db.session.commit()

        sweep(LATER)

        assert count(CharacterEnrichmentCache) == 1
