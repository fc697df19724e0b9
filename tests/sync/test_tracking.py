"""A guild is tracked after Battle.net has confirmed it, a character by its name."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from string import ascii_lowercase

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from simulator import Simulator
from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, Guild, Realm, SyncTarget
from webapp.permissions.standing import first_version
from webapp.sync.gamedata import regions_due
from webapp.sync.outside import battlenet
from webapp.sync.tracking import (
    MOST_WAITING,
    CannotTrack,
    TooManyWaiting,
    Tracked,
    track_guild,
    track_lone_character,
)
from webapp.sync.typed_names import BadAddress

NEW_NAMES = [f"New{letter}" for letter in ascii_lowercase[:MOST_WAITING]]
Track = Callable[..., Tracked]


@pytest.fixture
def track(app_on: Flask) -> Iterator[Track]:
    def ask(name: str = "lantern-watch", realm: str = "argent-dawn") -> Tracked:
        return track_guild(region="eu", realm=realm, name=name, client=battlenet(), now=clock.now())

    with app_on.app_context():
        yield ask


def is_let_in(app: Flask, name: str) -> bool:
    """Look a name up in a thread of its own, as requests do."""
    with app.app_context():
        try:
            track_lone_character("kr", "azshara", name, now=NOON)
        except TooManyWaiting:
            return False
        return True


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestTrackGuild:
    def test_guild_realms_and_a_due_target_are_written_together(self, track: Track) -> None:
        tracked = track()

        target = db.session.scalars(select(SyncTarget)).one()
        assert (tracked.name, tracked.realm_name, tracked.is_new) == ("Lantern Watch", "Argent Dawn", True)
        assert (target.guild_id, target.next_due_at <= clock.now()) == (tracked.guild_id, True)
        assert count(Realm) > 20

    def test_nothing_kept_about_a_removed_guild_fits_the_next(self, track: Track) -> None:
        before = first_version(clock.now())

        guild = db.session.get_one(Guild, track().guild_id)

        assert before <= guild.permission_version <= first_version(clock.now())

    def test_a_realm_is_found_by_its_name_with_accents_and_apostrophes(self, track: Track) -> None:
        with pytest.raises(CannotTrack, match="knows no guild 'nobody' on La Croisade écarlate"):
            track(name="nobody", realm="la croisade ÉCARLATE")

    def test_an_empty_realm_index_is_no_reason_to_write(self, track: Track, simulator: Simulator) -> None:
        simulator.control.add_fault("wrong_shape", kind="realm-index", path="realms", change="drop")

        with pytest.raises(CannotTrack, match="not what we expected"):
            track()

        assert count(Realm) == 0

    def test_a_name_that_no_column_holds_is_no_guilds(self, track: Track, simulator: Simulator) -> None:
        simulator.control.add_fault("wrong_shape", kind="guild", path="name", change="add", value="n" * 65)

        with pytest.raises(CannotTrack, match="not that of a guild"):
            track()

        assert count(Guild) == 0

    def test_a_guild_that_was_archived_is_tracked_again(self, track: Track) -> None:
        guild_id = track().guild_id
        db.session.get_one(Guild, guild_id).archived_at = clock.now()
        db.session.commit()

        again = track()

        assert (again.guild_id, again.is_new) == (guild_id, False)
        assert db.session.get_one(Guild, guild_id).archived_at is None


class TestTrackLoneCharacter:
    @pytest.mark.parametrize(
        ("field", "address"),
        [
            ("region", ("cn", "argent-dawn", "Jaina")),
            ("region", ("", "argent-dawn", "Jaina")),
            ("realm", ("eu", "", "Jaina")),
            ("realm", ("eu", "argent/dawn", "Jaina")),
            ("realm", ("eu", "r" * 300, "Jaina")),
            ("realm", ("eu", "no such realm", "Jaina")),
            ("name", ("eu", "argent-dawn", "")),
            ("name", ("eu", "argent-dawn", "J")),
            ("name", ("eu", "argent-dawn", "n" * 13)),
            ("name", ("eu", "argent-dawn", "Jai na")),
            ("name", ("eu", "argent-dawn", "Jaina2")),
            ("name", ("eu", "argent-dawn", "Jai\x00na")),
            ("name", ("eu", "argent-dawn", "Jai\ud800na")),
        ],
    )
    def test_what_nobody_can_be_is_refused_with_the_field(
        self, track: Track, field: str, address: tuple[str, str, str]
    ) -> None:
        track()

        with pytest.raises(BadAddress) as refusal:
            track_lone_character(*address, now=NOON)

        assert refusal.value.field == field
        assert count(Character) == 0

    @pytest.mark.parametrize("realm", ["argent-dawn", "Argent Dawn", "ARGENT DAWN"])
    def test_the_realm_is_found_by_slug_and_by_name(self, track: Track, realm: str) -> None:
        track()

        one = track_lone_character("EU", realm, "jAINA", now=NOON)

        row = db.session.get_one(Character, one)
        assert (row.region, row.realm, row.name, row.bnet_character_id) == (
            "eu",
            "argent-dawn",
            "Jaina",
            None,
        )

    @pytest.mark.usefixtures("track")
    def test_before_the_realms_are_known_the_slug_is_believed_and_the_region_becomes_due(self) -> None:
        one = track_lone_character("kr", "azshara", "오르그림", now=NOON)

        assert db.session.get_one(Character, one).realm == "azshara"
        assert regions_due(db.session(), NOON) == ["kr"]
        with pytest.raises(BadAddress, match="not known yet"):
            track_lone_character("tw", "世界 之樹", "吉安娜", now=NOON)

    @pytest.mark.usefixtures("track")
    def test_a_second_time_it_is_the_same_row(self) -> None:
        ids = {track_lone_character("kr", "azshara", name, now=NOON) for name in ("Jaina", "JAINA")}

        assert (len(ids), count(Character), count(SyncTarget)) == (1, 1, 1)

    @pytest.mark.usefixtures("track")
    def test_only_so_many_new_names_may_wait(self) -> None:
        known, *_ = [track_lone_character("kr", "azshara", name, now=NOON) for name in NEW_NAMES]

        with pytest.raises(TooManyWaiting, match="Try again in a minute"):
            track_lone_character("kr", "azshara", "Onemore", now=NOON)

        assert count(Character) == MOST_WAITING
        assert track_lone_character("kr", "azshara", NEW_NAMES[0], now=NOON) == known

    def test_however_many_come_at_once_no_more_are_let_in(self, app_on: Flask) -> None:
        crowd = [f"Come{first}{second}" for first in "abcdefgh" for second in "abcde"]

        with ThreadPoolExecutor(8) as pool:
            let_in = Counter(pool.map(partial(is_let_in, app_on), crowd))

        assert let_in == {True: MOST_WAITING, False: len(crowd) - MOST_WAITING}

    def test_who_asks_for_one_name_at_once_is_let_in_as_one(self, app_on: Flask) -> None:
        with app_on.app_context():
            for name in NEW_NAMES[1:]:
                track_lone_character("kr", "azshara", name, now=NOON)

        with ThreadPoolExecutor(8) as pool:
            let_in = Counter(pool.map(partial(is_let_in, app_on), ["Same"] * 24))

        assert let_in == {True: 24}

    @pytest.mark.usefixtures("track")
    def test_a_name_that_was_not_found_waits_no_more(self) -> None:
        for name in NEW_NAMES:
            track_lone_character("kr", "azshara", name, now=NOON)
        with transaction() as session:
            first = Character.name == NEW_NAMES[0]
            session.execute(update(Character).where(first).values(attempted_at=NOON, outcome="not_found"))

        track_lone_character("kr", "azshara", "Onemore", now=NOON)

        assert count(Character) == MOST_WAITING + 1

    @pytest.mark.usefixtures("track")
    def test_a_member_is_kept_fresh_where_it_is(self) -> None:
        guild_id = add_guild()
        member = add_member(guild_id, "Jaina", region="eu", realm="argent-dawn", bnet_character_id=5)

        assert track_lone_character("eu", "argent-dawn", "jaina", now=NOON) == member
        assert db.session.scalars(select(SyncTarget.guild_id)).all() == [guild_id]
