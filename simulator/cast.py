"""The people whom one may sign in as: parts to play, chosen from the world as it was made."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import islice

from simulator.accounts import Account, AccountBook
from simulator.gamedata import MAX_LEVEL
from simulator.people import Person
from simulator.world import World

_OFFICER, _RAIDERS, _TRIALS_FROM = 1, range(2, 5), 7
_LOOKED_AT = 5_000
_PARTS_OF_ADDRESS = 3


class Part(StrEnum):
    """What somebody is to the demo guild; the same account plays a part whatever happens later."""

    GUILD_MASTER = "guild_master"
    OFFICER = "officer"
    RAIDER = "raider"
    TRIAL = "trial"
    STRANGER = "stranger"
    TWO_GUILDS = "two_guilds"
    OTHER_OFFICER = "other_officer"
    NO_CONSENT = "no_consent"
    NO_CHARACTERS = "no_characters"


class CastError(ValueError):
    """Nobody is meant by these words; the message says why."""


class Cast:
    """Finds accounts by part, battletag or character."""

    def __init__(self, world: World, accounts: AccountBook) -> None:
        self._world = world
        self._accounts = accounts

    def resolve(self, who: str) -> Account:
        """Return whom a part, a battletag or `region/realm/character` means. Raises CastError."""
        words = who.strip()
        if words in set(Part):
            return self._of(Part(words))
        address = words.split("/")
        if len(address) == _PARTS_OF_ADDRESS:
            return self._owner(*address)
        try:
            return self._accounts.by_tag(words)
        except ValueError as error:
            raise CastError(f"{error}, nor a part ({', '.join(Part)}) or region/realm/character") from error

    def _of(self, part: Part) -> Account:
        if part not in self.players:
            raise CastError(f"nobody in this world plays the part {part}")
        return self.players[part]

    def _owner(self, region: str, realm: str, name: str) -> Account:
        try:
            person = self._world.find(region, realm, name)
        except KeyError:
            person = None
        if person is None:
            raise CastError(f"nobody is called {name} on {realm} in {region}")
        return self._accounts.owner(person)

    @cached_property
    def players(self) -> dict[Part, Account]:
        """Return who plays which part; a part that this world has nobody for is missing."""
        players: dict[Part, Account] = {}
        for part, fits in _FITTING.items():
            taken = {account.id for account in players.values()}
            found = next(
                (one for one, people in self._everybody() if one.id not in taken and fits(people)), None
            )
            if found is not None:
                players[part] = found
        return players | {Part.NO_CHARACTERS: self._accounts.by_tag("Wayfarer#0007")}

    def _everybody(self) -> Iterator[tuple[Account, list[Person]]]:
        """Yield accounts with the characters that they were made with, the demo guild's first."""
        for index in islice(range(self._world.census.characters), _LOOKED_AT):
            account = self._accounts.born_owner(index)
            if account.main == index:
                born = self._accounts.born_characters(account)
                yield account, [self._world.born(one) for one in born]


def _best_rank(people: list[Person]) -> int | None:
    return min((one.rank for one in people if one.guild == 0), default=None)


def _plays(people: list[Person]) -> bool:
    """Say whether the main is played, and so has a page."""
    main = people[0]
    return main.start_level == MAX_LEVEL and not (main.absent or main.dormant or main.hidden)


def _is_raider(people: list[Person]) -> bool:
    return _plays(people) and people[0].guild == 0 and _best_rank(people) in _RAIDERS


def _is_trial(people: list[Person]) -> bool:
    return people[0].guild == 0 and (_best_rank(people) or 0) >= _TRIALS_FROM


def _is_in_two(people: list[Person]) -> bool:
    homes = {one.guild for one in people if one.guild is not None}
    return 0 in homes and len(homes) > 1 and len({one.region for one in people}) > 1


def _is_officer_elsewhere(people: list[Person]) -> bool:
    main = people[0]
    return bool(main.guild) and main.rank == _OFFICER and _best_rank(people) is None


_FITTING: dict[Part, Callable[[list[Person]], bool]] = {
    Part.GUILD_MASTER: lambda people: _best_rank(people) == 0,
    Part.OFFICER: lambda people: _best_rank(people) == _OFFICER,
    Part.TWO_GUILDS: _is_in_two,
    Part.RAIDER: _is_raider,
    Part.TRIAL: _is_trial,
    Part.STRANGER: lambda people: all(one.guild is None for one in people),
    Part.OTHER_OFFICER: _is_officer_elsewhere,
    Part.NO_CONSENT: _is_raider,
}
