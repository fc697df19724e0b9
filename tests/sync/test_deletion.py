"""Who is forgotten: Battle.net's three conditions, after a second look, and never in an outage."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from tests.sync.conftest import MEMBERS, MORE_MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.sections import VALIDITY_PERIOD
from webapp.models import Character, FormerName, GuildMember, MemberEvent, PageView, SectionState, SyncTarget
from webapp.models import CharacterSnapshot as Snapshot
from webapp.models.personal import NAMING_EVENTS
from webapp.sync.changes import DOCUMENT_COLUMNS
from webapp.words import RunOutcome

LATER, FOUR_HOURS = timedelta(minutes=40), timedelta(hours=4, minutes=1)
MONDAY = date(2026, 8, 31)


def content_of(name: str) -> set[object]:
    """Return everything that a profile told about a character and that is still stored."""
    db.session.rollback()
    one = db.session.scalars(
        select(Character)
        .where(Character.name == name)
        .options(*(undefer(getattr(Character, column)) for column in DOCUMENT_COLUMNS.values()))
    ).one()
    states = db.session.scalar(select(func.count()).where(SectionState.character_id == one.id))
    documents = {str(getattr(one, column)) for column in DOCUMENT_COLUMNS.values()} - {"None"}
    scalars = {one.equipped_item_level, one.spec_id, one.mythic_rating, one.last_login_at} - {None}
    return documents | scalars | ({states} - {0})


def missing_twice(engine: Engine) -> None:
    engine.sync_later(FOUR_HOURS)
    engine.sync_later(LATER)


def declare_invalid(engine: Engine, name: str) -> None:
    """Let the status say that a profile may not be kept, and have everybody's status asked next."""
    engine.simulator.control.add_fault(
        "wrong_shape", kind="character-status", name=name.lower(), path="is_valid", change="add", value=False
    )
    with transaction() as session:
        session.execute(update(Character).values(verified_at=engine.now - VALIDITY_PERIOD))


def look_while_nobody_plays(engine: Engine) -> None:
    """Look at everybody again while nothing happens in the world: a changed summary asks for no status."""
    engine.now += FOUR_HOURS
    engine.sync()


def look_at_only(engine: Engine, names: list[str]) -> None:
    """Hide them, and let nobody else be looked at."""
    for name in names:
        engine.happen("hide", name)
    ids = [engine.character(name).id for name in names]
    with transaction() as session:
        theirs = SyncTarget.character_id.in_(ids)
        session.execute(update(SyncTarget).where(theirs).values(next_due_at=engine.now))
    engine.sync()


class TestAMissingProfile:
    def test_the_first_time_it_is_only_suspected(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        level = synced.character(name).equipped_item_level
        synced.happen("hide", name)

        synced.sync_later(FOUR_HOURS)

        one = synced.character(name)
        assert (one.suspected_at, one.equipped_item_level) == (synced.now, level)
        assert (one.outcome, one.last_synced_at) == ("ok", synced.now - FOUR_HOURS)
        synced.check()

    def test_a_status_that_is_not_found_either_removes_all_that_the_profile_told(
        self, synced_on: Engine
    ) -> None:
        name = synced_on.public_names()[1]
        synced_on.happen("hide", name)

        missing_twice(synced_on)

        assert content_of(name) == set()
        assert (synced_on.character(name).outcome, synced_on.member_count()) == ("invalid", MEMBERS)
        assert synced_on.events() == ["deleted"]
        synced_on.check()

    def test_a_profile_that_is_no_longer_valid_is_removed(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        synced.happen("invalidate", name)
        synced.simulator.control.add_fault("status", kind="character-summary", name=name.lower(), status=404)

        missing_twice(synced)

        assert content_of(name) == set()

    @pytest.mark.parametrize("log_ins", [0, 1])
    def test_it_is_removed_also_when_the_status_alone_says_so(self, synced: Engine, log_ins: int) -> None:
        name = synced.public_names()[1]
        declare_invalid(synced, name)
        look_while_nobody_plays(synced)
        suspected_at = synced.now
        for _ in range(log_ins):
            synced.simulator.control.log_in(name)
        synced.pass_time(LATER / 4)
        synced.resync()
        assert synced.character(name).suspected_at == suspected_at

        synced.sync_later(LATER)

        assert content_of(name) == set()
        synced.check()

    @pytest.mark.parametrize("status", [404, 500])
    def test_a_profile_that_is_back_is_kept_without_the_status(self, synced: Engine, status: int) -> None:
        name = synced.public_names()[1]
        synced.simulator.control.add_fault("status", kind="character-summary", name=name.lower(), status=404)
        synced.sync_later(FOUR_HOURS)
        synced.simulator.control.clear_faults()
        synced.simulator.control.add_fault(
            "status", kind="character-status", name=name.lower(), status=status
        )
        synced.simulator.control.log_in(name)

        synced.sync_later(LATER)

        one = synced.character(name)
        assert (one.suspected_at, one.last_synced_at) == (None, synced.now)
        assert content_of(name) != set()

    def test_a_profile_that_the_status_vouches_for_is_kept(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        level = synced.character(name).equipped_item_level
        synced.simulator.control.add_fault("status", kind="character-summary", name=name.lower(), status=404)

        missing_twice(synced)

        one = synced.character(name)
        assert (one.equipped_item_level, one.outcome, one.suspected_at) == (level, "not_found", None)
        synced.check()

    def test_trouble_at_the_status_endpoint_decides_nothing(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        level = synced.character(name).equipped_item_level
        synced.happen("hide", name)
        synced.simulator.control.add_fault("html_200", kind="character-status")

        missing_twice(synced)

        one = synced.character(name)
        assert (one.equipped_item_level, one.suspected_at) == (level, synced.now - LATER)

    def test_who_comes_back_is_suspected_no_more(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        synced.happen("hide", name)
        synced.sync_later(FOUR_HOURS)
        synced.happen("show", name)

        synced.sync_later(LATER)

        assert synced.character(name).suspected_at is None

    def test_old_names_go_with_the_profile(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        synced.happen("rename", name, new_name="Brandneu")
        synced.sync_later(LATER)
        synced.happen("hide", "Brandneu")

        missing_twice(synced)

        assert db.session.scalars(select(FormerName.name)).all() == []

    def test_events_keep_no_name_and_no_place_and_looks_and_history_are_gone(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[1]
        who = {"character_id": synced_on.character(name).id}
        of_guild = {"guild_id": synced_on.guild_id, "seen_at": synced_on.now, "before": "old", "after": "new"}
        with transaction() as session:
            session.add_all(MemberEvent(kind=kind, **who, **of_guild) for kind in NAMING_EVENTS)
            session.add(PageView(day=MONDAY, count=7, **who))
            session.add(Snapshot(taken_on=MONDAY, week_on=MONDAY, **who))
        synced_on.happen("hide", name)

        missing_twice(synced_on)

        told = db.session.execute(select(MemberEvent.before, MemberEvent.after))
        assert set(told) == {(None, None)}
        assert [db.session.scalars(select(of)).all() for of in (PageView, Snapshot)] == [[], []]

    def test_a_character_never_seen_is_no_suspect(self, synced: Engine) -> None:
        synced.resync()

        assert db.session.scalar(select(func.count(Character.suspected_at))) == 0


class TestAnOutage:
    def test_a_quarter_of_the_profiles_missing_deletes_nobody_and_says_so(self, synced_on: Engine) -> None:
        names = synced_on.public_names()[:7]
        for name in names:
            synced_on.happen("hide", name)

        missing_twice(synced_on)
        synced_on.sync_later(FOUR_HOURS)

        assert all(content_of(name) for name in names)
        assert synced_on.last_run("characters").outcome is RunOutcome.SUSPICIOUS
        assert "looks like an outage" in (synced_on.strip().alert or "")
        synced_on.check()

    def test_every_profile_missing_deletes_nobody(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="character-*", status=404)

        missing_twice(synced)
        synced.sync_later(timedelta(days=2))

        assert synced.events() == []
        assert db.session.scalar(select(func.count(GuildMember.left_at))) == 0
        synced.check()

    def test_who_was_found_before_it_began_does_not_speak_against_it(self, synced: Engine) -> None:
        names = synced.public_names()[:3]
        look_at_only(synced, names)

        synced.sync_later(LATER)

        assert all(content_of(name) for name in names)

    @pytest.mark.parametrize("members", [MORE_MEMBERS])
    def test_when_everybody_else_was_found_since_the_missing_are_forgotten(self, synced: Engine) -> None:
        names = synced.public_names()[:3]
        look_at_only(synced, names)
        synced.sync_later(FOUR_HOURS)

        synced.sync_later(LATER)

        assert [content_of(name) for name in names] == [set()] * 3

    def test_the_alert_ends_with_the_outage(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="character-*", status=404)
        synced.sync_later(FOUR_HOURS)
        synced.simulator.control.clear_faults()

        synced.sync_later(LATER)

        assert synced.strip().alert is None
