"""Who owns which characters, and who plays which part."""

import pytest

from simulator.accounts import AccountBook
from simulator.cast import Cast, CastError, Part
from simulator.clock import WorldClock
from simulator.world import World

ANCHOR = 1_793_836_800
CHARACTERS = 500


@pytest.fixture(scope="module")
def world() -> World:
    """Make a small world."""
    return World(seed=7, members=60, characters=CHARACTERS, clock=WorldClock(), anchor=ANCHOR)


@pytest.fixture(scope="module")
def book(world: World) -> AccountBook:
    """Open the world's accounts."""
    return AccountBook(world)


class TestOwnership:
    def test_everybody_belongs_to_the_one_account_that_lists_them(
        self, world: World, book: AccountBook
    ) -> None:
        owners = [book.owner(world.person(index)) for index in range(CHARACTERS)]

        listed = [person.index for account in set(owners) for person in book.characters(account)]

        assert sorted(listed) == list(range(CHARACTERS))
        assert all(index in book.born_characters(owner) for index, owner in enumerate(owners))

    def test_is_a_pure_function_of_the_seed(self, book: AccountBook) -> None:
        other = AccountBook(
            World(seed=7, members=60, characters=CHARACTERS, clock=WorldClock(), anchor=ANCHOR)
        )

        assert all(book.born_owner(index) == other.born_owner(index) for index in range(CHARACTERS))

    def test_some_play_in_several_guilds_and_regions(self, world: World, book: AccountBook) -> None:
        accounts = {book.owner(world.person(index)) for index in range(CHARACTERS)}
        homes = [{(one.region, one.guild) for one in book.characters(account)} for account in accounts]

        regions = [{region for region, _ in places} for places in homes]

        assert sum(len(places) > 1 for places in homes) > 10
        assert sum(len(places) > 1 for places in regions) > 10

    def test_is_found_as_fast_in_a_world_of_a_million(self) -> None:
        vast = AccountBook(World(seed=7, members=60, characters=1_000_000, clock=WorldClock(), anchor=ANCHOR))

        account = vast.born_owner(987_654)

        assert 987_654 in vast.born_characters(account)
        assert vast.by_tag(account.battletag) == account


class TestAccounts:
    def test_have_ids_and_battletags_of_their_own(self, book: AccountBook) -> None:
        accounts = {book.born_owner(index) for index in range(CHARACTERS)}

        assert len({one.id for one in accounts}) == len({one.battletag for one in accounts}) == len(accounts)

    def test_have_ids_that_fit_64_bits_and_no_floating_point_number(self, book: AccountBook) -> None:
        ids = [book.born_owner(index).id for index in range(CHARACTERS)]

        assert max(ids) < 2**63
        assert any(number > 2**53 and int(float(number)) != number for number in ids)

    def test_have_battletags_of_several_scripts(self, book: AccountBook) -> None:
        letters = {book.born_owner(index).battletag[0] for index in range(CHARACTERS)}

        assert any(letter > "\u0400" for letter in letters)
        assert any(letter < "\u0080" for letter in letters)

    @pytest.mark.parametrize("tag", ["Nobody#99999999999", "Кто-то#1234", "等等#777"])
    def test_of_battletags_unknown_are_empty_and_the_same_each_time(
        self, book: AccountBook, tag: str
    ) -> None:
        account = book.by_tag(tag)

        assert account == book.by_tag(f" {tag} ")
        assert book.characters(account) == []
        assert 2**61 <= account.id < 2**63

    def test_are_not_found_by_somebody_elses_number(self, book: AccountBook) -> None:
        known = book.born_owner(0)

        other = book.by_tag(f"Somebody#{known.battletag.rpartition('#')[2]}")

        assert other.id != known.id
        assert book.characters(other) == []


class TestTheCast:
    def test_has_somebody_for_every_part(self, world: World, book: AccountBook) -> None:
        players = Cast(world, book).players

        assert set(players) == set(Part)
        assert len({account.id for account in players.values()}) == len(Part)

    @pytest.mark.parametrize(
        ("part", "rank"), [(Part.GUILD_MASTER, 0), (Part.OFFICER, 1), (Part.TRIAL, 8), (Part.STRANGER, None)]
    )
    def test_has_the_best_rank_of_the_part(
        self, world: World, book: AccountBook, part: Part, rank: int | None
    ) -> None:
        people = book.characters(Cast(world, book).players[part])

        assert min((one.rank for one in people if one.guild == 0), default=None) == rank

    def test_has_somebody_at_home_in_two_guilds_and_two_regions(
        self, world: World, book: AccountBook
    ) -> None:
        people = book.characters(Cast(world, book).players[Part.TWO_GUILDS])

        assert len({one.guild for one in people if one.guild is not None}) == 2
        assert len({one.region for one in people}) == 2

    def test_has_an_officer_whom_the_demo_guild_does_not_know(self, world: World, book: AccountBook) -> None:
        people = book.characters(Cast(world, book).players[Part.OTHER_OFFICER])

        assert people[0].rank == 1
        assert 0 not in {one.guild for one in people}

    @pytest.mark.parametrize(
        "words", ["", "queen", "Somebody", "eu/argent-dawn/Nobody", "mars/x/y", "#1", "<b>#12"]
    )
    def test_knows_nobody_by_words_that_mean_nobody(
        self, world: World, book: AccountBook, words: str
    ) -> None:
        with pytest.raises(CastError):
            Cast(world, book).resolve(words)

    def test_in_a_guild_of_one_still_has_a_guild_master(self) -> None:
        tiny = World(seed=7, members=1, characters=10, clock=WorldClock(), anchor=ANCHOR)

        players = Cast(tiny, AccountBook(tiny)).players

        assert Part.GUILD_MASTER in players
        assert Part.OFFICER not in players
