"""I1 to I5: after a year of renames, transfers, swaps and merges everything is still its own person's."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.faults.conftest import Say
from tests.faults.year import GUILD, MERGES, NEW_NUMBERS, RENAMES, SWAPS, TRANSFERS, WEEKS, Person, Year
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    CharacterSnapshot,
    FormerName,
    FormerRealmSlug,
    Guild,
    GuildMember,
    OfficerNote,
    Realm,
    SyncTarget,
    User,
)
from webapp.permissions.standing import read_standing
from webapp.sync import runs
from webapp.sync.claims import RosterClaim
from webapp.sync.realms import store_realms
from webapp.sync.roster import store_answer
from webapp.sync.roster_answer import RosterAnswer
from webapp.words import RunKind, TargetKind

BEGAN = datetime(2026, 1, 7, 12, tzinfo=UTC)
WEEK, DAY = timedelta(days=7), date(2026, 1, 7)
WORKER = "worker"


class Watched:
    """A guild whose rosters are stored as a sync stores them."""

    def __init__(self, year: Year) -> None:
        self.year, self.now = year, BEGAN
        self.guild_id = add_guild(realm="realm-1", bnet_guild_id=GUILD, roster_attempted_at=None)
        with transaction() as session:
            session.add(SyncTarget(kind=TargetKind.ROSTER, guild_id=self.guild_id, next_due_at=BEGAN))

    def tell(self, answer: RosterAnswer) -> None:
        """Store an answer as the worker does that claimed the roster."""
        of_guild = (SyncTarget.kind == TargetKind.ROSTER, SyncTarget.guild_id == self.guild_id)
        with transaction() as session:
            begun = runs.begin_or_join(session, runs.guild_scope(self.guild_id), RunKind.ROSTER, now=self.now)
            session.execute(update(SyncTarget).where(*of_guild).values(claimed_by=WORKER))
            target_id = session.scalars(select(SyncTarget.id).where(*of_guild)).one()
            claim = RosterClaim(target_id, self.guild_id, "eu", "realm-1", "Lantern Watch", GUILD, 0)
            store_answer(session, claim, answer, run_id=begun.run_id, worker=WORKER, now=self.now)

    def index(self) -> None:
        with transaction() as session:
            store_realms(session, "eu", self.year.listed(), now=self.now)

    def mark_everybody(self) -> None:
        """Give each a note, a history, an owner and a card that say whose they are."""
        with transaction() as session:
            for one in session.scalars(select(Character)).all():
                mark = one.bnet_character_id or 0
                session.add(User(bnet_id=mark, battletag=f"Player{mark}#1", last_login_at=self.now))
                session.flush()
                one.user_id, one.claimed_at = mark, self.now
                session.add(
                    OfficerNote(
                        guild_id=self.guild_id, character_id=one.id, body=f"note {mark}", written_at=self.now
                    )
                )
                day = {"character_id": one.id, "taken_on": DAY, "week_on": DAY}
                session.add(CharacterSnapshot(**day, achievement_points=mark))
                card = CharacterEnrichmentCache(region="eu", realm=one.realm, character_name=one.name)
                card.character_id, card.name_key = one.id, one.name_key
                card.player_card = {"external": {"of": mark}}
                session.add(card)

    def guild(self) -> Guild:
        db.session.rollback()
        return db.session.get_one(Guild, self.guild_id)


@pytest.fixture
def watched(app: Flask, fault_seed: int, say: Say) -> Iterator[Watched]:
    """Give a guild after its first roster, with everybody marked."""
    say(f"seed {fault_seed}")
    year = Year(random.Random(fault_seed))
    year.begin()
    with app.app_context():
        watched = Watched(year)
        watched.index()
        watched.tell(year.roster())
        watched.mark_everybody()
        yield watched


def rows(model: type, column: Any) -> dict[int, list[Any]]:
    """Return what rows of a table say, the oldest first, by the number of the character that they are of."""
    query = select(Character.bnet_character_id, column).join(Character, Character.id == model.character_id)  # type: ignore[attr-defined]
    order = getattr(model, "id", column)
    found: dict[int, list[Any]] = {}
    for number, said in db.session.execute(query.order_by(order)):
        found.setdefault(number, []).append(said)
    return found


def is_marked(one: Person) -> bool:
    return one.number < 900_000


def stored(watched: Watched) -> dict[int, tuple[Any, ...]]:
    """Return whose everything is, by number."""
    db.session.rollback()
    notes, points = (
        rows(OfficerNote, OfficerNote.body),
        rows(CharacterSnapshot, CharacterSnapshot.achievement_points),
    )
    cards = rows(CharacterEnrichmentCache, CharacterEnrichmentCache.player_card)
    names, realms = rows(FormerName, FormerName.name), rows(FormerName, FormerName.realm)
    members = (GuildMember.rank, GuildMember.left_at.is_(None), GuildMember.character_name)
    query = select(Character.bnet_character_id, Character.realm, Character.name, Character.user_id, *members)
    found = {}
    for row in db.session.execute(query.join(GuildMember, GuildMember.character_id == Character.id)):
        number = row[0] or 0
        rank = (
            None
            if row.user_id is None
            else read_standing(db.session(), watched.guild_id, row.user_id)[0].rank
        )
        address = (row.realm, row.name, row.character_name) if row[-2] else ()
        former = list(zip(realms.get(number, []), names.get(number, []), strict=True))
        said = [one.get(number, []) for one in (notes, points)]
        external = [card["external"]["of"] for card in cards.get(number, []) if "external" in card]
        found[number] = (address, former, row.user_id, rank, *said, external)
    return found


def wanted(one: Person) -> tuple[Any, ...]:
    """Return the same as it should be: what is somebody's stays theirs, and nobody else's ever."""
    mark, address = one.number, (*one.address, one.name) if one.is_here else ()
    if not is_marked(one):
        return address, list(one.known[:-1]), None, None, [], [], []
    rank = one.rank if one.is_here else None
    return address, list(one.known[:-1]), mark, rank, [f"note {mark}"], [mark], [mark]


class TestAYear:
    def test_no_history_is_crossed_no_note_lost_and_no_right_moved(self, watched: Watched) -> None:
        year = watched.year
        for number in range(WEEKS):
            watched.now += WEEK
            if year.week(number):
                watched.index()
            watched.tell(year.roster())

        happened = {"rename": RENAMES, "transfer": TRANSFERS, "new number": NEW_NUMBERS}
        assert year.happened == {**happened, "swap": SWAPS, "merge": MERGES}
        found = stored(watched)
        assert found.keys() == year.people.keys()
        assert {n: found[n] for n, one in year.people.items() if found[n] != wanted(one)} == {}
        former = select(FormerRealmSlug.slug, Realm.slug).join(Realm, Realm.id == FormerRealmSlug.realm_id)
        led = {was: now for was, now in db.session.execute(former).all() if was in year.gone_slugs}
        assert led == {was: now for was, now in year.gone_slugs.items() if now in year.realms.values()}

    def test_a_disbanded_guild_is_archived_with_everything_in_it(self, watched: Watched) -> None:
        before = stored(watched)
        for hours in (0, 23, 24):
            watched.now = BEGAN + timedelta(hours=hours)
            watched.tell(RosterAnswer(word=ErrorWord.NOT_FOUND))
            assert (watched.guild().archived_at is None) is (hours < 24)

        assert stored(watched) == before
