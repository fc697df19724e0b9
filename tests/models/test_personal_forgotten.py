"""Whatever makes a player's data go, it goes from every registered table, and no door brings it back.

The tables are those that are registered, so that a new one cannot be forgotten.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, delete, func, select, text, update
from sqlalchemy.orm import Session

from tests.architecture.seeds import THEN, seed
from webapp.cards.given import AskedToBeForgotten, GivenCard, upsert_given
from webapp.cards.subjects import CardKey
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.storing import Read, store_batch
from webapp.models import Character, ForgottenCharacter, GuildMember, HeldRoster, MemberEvent, SyncTarget
from webapp.models.personal import (
    IMPERSONAL,
    KEPT_UNTIL_ASKED,
    NAMING_EVENTS,
    PERSONAL,
    PROFILE,
    TOLD_BY_PROFILES,
)
from webapp.sync.deletion import forget, must_be_forgotten
from webapp.sync.diff import SeenMember
from webapp.sync.forgetting import forget_person
from webapp.sync.results import CharacterFetch, Validity
from webapp.sync.roster import apply_held
from webapp.sync.roster_answer import RosterAnswer
from webapp.sync.subjects import Subject
from webapp.sync.tracking import track_lone_character
from webapp.sync.typed_names import BadAddress
from webapp.words import FileOutcome, TargetKind

NAME, REALM, NUMBER = "Thrall", "ravencrest", 1
LATER = THEN + timedelta(days=1)
NOT_THEIRS = {"held_rosters": "its document is compared by what it lists", "guilds": "its roster is emptied"}
"""Tables whose rows stay where somebody asks to be forgotten: what they said of that person is gone."""
FROM_ELSEWHERE = frozenset({"sync_runs"})
"""Tables that are not personal and say who asked for something, until that person goes."""


@pytest.fixture
def known(app_on: Flask) -> Iterator[None]:
    """Give a row in every table, all about one person and the one character that is theirs."""
    with app_on.app_context():
        seed()
        with transaction() as session:
            for table in Model.metadata.sorted_tables:
                named = {"name": NAME, "name_key": NAME.lower()}
                if named.keys() <= set(table.columns.keys()) and table.name not in {
                    "guilds",
                    "realms",
                    "saved_views",
                }:
                    plain = {"name_plain": NAME.lower()} if "name_plain" in table.columns else {}
                    session.execute(table.update().values({**named, **plain}))
            listed = {"members": [{"character": {"id": NUMBER, "name": NAME}}]}
            session.execute(update(HeldRoster).values(roster_json=listed))
            session.execute(update(MemberEvent).values(kind=NAMING_EVENTS[0], before={"name": NAME}))
            session.execute(delete(ForgottenCharacter))
            for stepped in ("member_events", "audit_log", "guild_members", "sync_targets"):
                _step_on(session, stepped)
            session.execute(delete(SyncTarget).where(SyncTarget.kind == TargetKind.ROSTER))
        yield
        db.session.rollback()


def _step_on(session: Session, table: str) -> None:
    """Let the database number new rows behind the seeded ones, which were numbered by hand."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), 1000)"), {"name": table})


def left(table: str, columns: tuple[str, ...] = ()) -> list[Any]:
    """Return the rows of a table, or what is left in columns that must be empty."""
    db.session.rollback()
    found: Table = Model.metadata.tables[table]
    chosen: list[Any] = [found.columns[name] for name in columns] or [found]
    return [row for row in db.session.execute(select(*chosen)) if any(value is not None for value in row)]


def everywhere() -> dict[str, list[Any]]:
    """Return what is left of a person in every registered table that names them."""
    rows = {name: left(name, PERSONAL[name].emptied) for name in PERSONAL if name not in NOT_THEIRS}
    rows |= {name: left(name) for name in KEPT_UNTIL_ASKED}
    return {name: found for name, found in rows.items() if found}


def pointing(column: str) -> dict[str, tuple[str, ...]]:
    """Return every column of any table that points at a character, or at a person."""
    found: dict[str, tuple[str, ...]] = {}
    for table in Model.metadata.sorted_tables:
        if names := tuple(key.parent.name for key in table.foreign_keys if key.target_fullname == column):
            found[table.name] = names
    return found


def look(validity: Validity) -> CharacterFetch:
    """Return a look that tells that a suspected profile must go."""
    subject = Subject(
        target_id=2,
        guild_id=1,
        character_id=NUMBER,
        bnet_id=NUMBER,
        region="eu",
        realm=REALM,
        name=NAME,
        last_login_at=None,
        verified_at=THEN,
        suspected_at=THEN,
        roster_succeeded_at=THEN + timedelta(hours=1),
        failures=1,
    )
    return CharacterFetch(subject=subject, fetched_at=LATER, validity=validity)


@pytest.mark.usefixtures("known")
class TestWhoAsks:
    def test_no_registered_table_has_a_row_of_them(self) -> None:
        before = everywhere()
        assert before.keys() == (PERSONAL.keys() | KEPT_UNTIL_ASKED.keys()) - NOT_THEIRS.keys()

        with transaction() as session:
            forget_person(session, NUMBER, LATER)

        assert everywhere() == {}
        assert [row.roster_json for row in left("held_rosters", ("roster_json",))] == [{"members": []}]
        assert left("guilds", PERSONAL["guilds"].emptied) == []
        for column in ("characters.id", "users.bnet_id"):
            rows = {name: left(name, columns) for name, columns in pointing(column).items()}
            assert {name: found for name, found in rows.items() if found} == {}, column

    def test_no_door_brings_them_back(self) -> None:
        with transaction() as session:
            forget_person(session, NUMBER, LATER)

        seen = SeenMember(bnet_id=NUMBER, realm=REALM, name=NAME, rank=1)
        document = {"members": [{"character": {"id": NUMBER, "name": NAME}}]}
        answer = RosterAnswer(bnet_guild_id=1, members=(seen,), roster_document=document)
        with transaction() as session:
            apply_held(session, 1, answer, now=LATER)
        key = CardKey(region="eu", realm=REALM, character_name=NAME)
        with pytest.raises(AskedToBeForgotten), transaction() as session:
            upsert_given(session, GivenCard(key=key, values={"player_card": {"a": 1}}), LATER)
        with pytest.raises(BadAddress):
            track_lone_character("eu", REALM, NAME, now=LATER)
        told = Read("a.json", "json", legacy_facts({"name": NAME}, region="eu", realm=REALM))
        with transaction() as session:
            (line,) = store_batch(session, [told], now=LATER)

        assert line.outcome is FileOutcome.REFUSED
        ours = {name: found for name, found in everywhere().items() if name != "sync_targets"}
        assert ours == {}
        assert NAME not in str(left("guilds", ("roster_json",)))
        assert db.session.scalar(select(func.count()).select_from(ForgottenCharacter)) == 1


@pytest.mark.usefixtures("known")
class TestTheThreeConditions:
    @pytest.mark.parametrize("validity", [Validity.GONE, Validity.INVALID, Validity.ANOTHER])
    def test_of_whom_no_roster_lists_nothing_is_left(self, validity: Validity) -> None:
        with transaction() as session:
            session.execute(update(GuildMember).values(left_at=THEN))
        found = look(validity)
        assert must_be_forgotten(found, LATER)

        with transaction() as session:
            forget(session, [found], run_id=None, now=LATER)

        rows = {name: left(name, columns) for name, columns in pointing("characters.id").items()}
        rows["member_events"] = left("member_events", ("character_id", "before", "after"))
        assert {name: found for name, found in rows.items() if found} == {}
        assert left("characters") == []

    def test_of_a_member_stays_what_the_roster_lists(self) -> None:
        with transaction() as session:
            forget(session, [look(Validity.GONE)], run_id=None, now=LATER)

        told = {name: one.emptied for name, one in PERSONAL.items() if one.confirmed_by == PROFILE}
        rows = {name: left(name, columns) for name, columns in told.items()}
        assert {name: found for name, found in rows.items() if found} == {}
        assert left("characters", TOLD_BY_PROFILES) == []
        assert db.session.scalar(select(Character.name)) == NAME

    def test_a_profile_that_is_vouched_for_or_was_never_suspected_stays(self) -> None:
        found = look(Validity.GONE)

        assert not must_be_forgotten(replace(found, validity=Validity.VALID), LATER)
        assert not must_be_forgotten(replace(found, subject=replace(found.subject, suspected_at=None)), LATER)


def test_what_is_not_personal_points_at_nobody() -> None:
    pointing_at_people = pointing("characters.id").keys() | pointing("users.bnet_id").keys()

    assert pointing_at_people & IMPERSONAL.keys() == FROM_ELSEWHERE
