"""The world is a pure function of its seed and its time, however big it is."""

from itertools import pairwise

from simulator import names
from simulator.activity import last_login, progress_at, season_runs
from simulator.census import Census
from simulator.clock import WorldClock
from simulator.people import Registry
from simulator.seasons import WEEK_SECONDS, period_at, period_start, seasons_at
from simulator.world import World

NOON = 1_793_880_000  # Thursday 5 November 2026, 12:00 UTC
MIDNIGHT = NOON - 12 * 3_600


def registry(seed: int = 7) -> Registry:
    """Return the people of a small world."""
    return Registry(Census(seed=seed, members=60, characters=500))


class TestPeople:
    def test_the_same_seed_makes_the_same_people(self) -> None:
        one, other = registry(), registry()

        assert [one.person(index) for index in range(500)] == [other.person(index) for index in range(500)]

    def test_another_seed_makes_others(self) -> None:
        assert registry(1).person(30).name != registry(2).person(30).name

    def test_names_are_unique_on_a_realm(self) -> None:
        people = [registry().person(index) for index in range(500)]

        addresses = {(one.region, one.realm, one.name.casefold()) for one in people}

        assert len(addresses) == 500

    def test_positions_of_a_realm_never_share_a_name(self) -> None:
        made = [names.character_name(7, position).casefold() for position in range(60_000)]

        assert len(set(made)) == 60_000

    def test_ids_are_unique(self) -> None:
        assert len({registry().person(index).id for index in range(500)}) == 500


class TestABigWorld:
    def test_of_a_million_characters_finds_anybody(self) -> None:
        world = World(seed=7, members=60, characters=1_000_000, clock=WorldClock(), anchor=MIDNIGHT)
        person = world.person(987_654)

        found = world.find(person.region, person.realm, person.name)

        assert found == person

    def test_has_guilds_in_every_region(self) -> None:
        census = Census(seed=7, members=60, characters=1_000_000)

        assert {guild.region for guild in census.guilds} == {"us", "eu", "kr", "tw"}
        assert max(guild.size for guild in census.guilds) == 1_000


class TestTime:
    def test_the_last_login_never_goes_back_and_is_never_ahead(self) -> None:
        people = [registry().person(index) for index in range(60)]
        moments = [NOON + hour * 3_600 for hour in range(0, 24 * 14, 5)]

        for person in people:
            logins = [last_login(7, person, now=moment, anchor=MIDNIGHT) for moment in moments]
            assert logins == sorted(logins)
            assert all(login <= moment for login, moment in zip(logins, moments, strict=True))

    def test_most_people_log_in_within_three_days(self) -> None:
        people = [registry().person(index) for index in range(60)]

        recent = [one for one in people if NOON - last_login(7, one, now=NOON, anchor=MIDNIGHT) < 3 * 86_400]

        assert 40 <= len(recent) <= 59

    def test_gear_creeps_up(self) -> None:
        person = registry().person(20)

        assert progress_at(person, NOON + WEEK_SECONDS) > progress_at(person, NOON)

    def test_runs_add_up_and_are_never_from_the_future(self) -> None:
        people = [registry().person(index) for index in range(60)]

        runs = [run for person in people for run in season_runs(7, person, until=NOON)]

        assert runs
        assert all(run.completed_at <= NOON for run in runs)

    def test_the_clock_can_be_stopped_moved_and_let_go(self) -> None:
        clock = WorldClock()
        clock.freeze()
        clock.set(1_000.0)
        clock.advance(50)
        stopped = clock.now()

        clock.thaw()

        assert stopped == 1_050.0
        assert 1_050.0 <= clock.now() < 1_060.0


class TestPeriods:
    def test_the_season_began_with_period_1077_at_each_regions_reset(self) -> None:
        starts = {region: period_start(region, 1_077) for region in ("us", "eu", "kr", "tw")}

        assert starts == {
            "us": 1_787_065_200,
            "eu": 1_787_112_000,
            "kr": 1_787_191_200,
            "tw": 1_787_191_200,
        }

    def test_a_period_ends_where_the_next_begins(self) -> None:
        period = period_at("eu", NOON)

        assert period_start("eu", period) <= NOON < period_start("eu", period + 1)

    def test_only_the_running_season_has_no_end(self) -> None:
        seasons = seasons_at("eu", NOON)

        assert [one.id for one in seasons if one.end is None] == [18]
        assert all(one.end == next_.start for one, next_ in pairwise(seasons))
