"""The pages that somebody meets who is sent here to sign in."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from simulator.accounts import Account, AccountBook
from simulator.cast import Cast, Part
from simulator.oauth.authorization import Authorization
from simulator.people import Person
from simulator.world import World

_HERE = Path(__file__).parent
_WORDS = {
    Part.GUILD_MASTER: ("Guild master", "Leads the demo guild and may do everything."),
    Part.OFFICER: ("Officer", "Second rank: reads and writes what officers may."),
    Part.RAIDER: ("Raider", "A member in the middle of the ranks."),
    Part.TRIAL: ("Trial", "On the lowest ranks, for now."),
    Part.STRANGER: ("Stranger", "Has characters, but no guild."),
    Part.TWO_GUILDS: ("At home in two guilds", "Characters in two guilds, in two regions."),
    Part.OTHER_OFFICER: ("Officer elsewhere", "Officer of another guild, unknown to this one."),
    Part.NO_CONSENT: ("Keeps it private", "Signs in, but never shares any characters."),
    Part.NO_CHARACTERS: ("New here", "A Battle.net account without any characters."),
}
_SHOWN_CHARACTERS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to be, as the page shows it."""

    part: str
    title: str
    says: str
    battletag: str
    characters: tuple[str, ...]
    more: int


class Pages:
    """Writes the pages."""

    def __init__(self, world: World, accounts: AccountBook, cast: Cast) -> None:
        self._world = world
        self._accounts = accounts
        self._cast = cast

    def choose(self, asked: Authorization, *, action: str, problem: str = "") -> bytes:
        """Return the page that offers whom to be."""
        choices = [self._choice(part, account) for part, account in self._ordered()]
        return _written(
            "choose.html",
            choices=choices,
            action=action,
            problem=problem,
            client=asked.client,
            shares="wow.profile" in asked.scopes,
        )

    def _ordered(self) -> list[tuple[Part, Account]]:
        players = self._cast.players
        return [(part, players[part]) for part in _WORDS if part in players]

    def _choice(self, part: Part, account: Account) -> Choice:
        people = self._accounts.characters(account)
        title, says = _WORDS[part]
        shown = tuple(self._line(person) for person in people[:_SHOWN_CHARACTERS])
        return Choice(part, title, says, account.battletag, shown, max(0, len(people) - _SHOWN_CHARACTERS))

    def _line(self, person: Person) -> str:
        where = f"{person.name} ({person.region.upper()})"
        if person.guild is None:
            return f"{where}, no guild"
        return f"{where}, rank {person.rank} of {self._world.guild(person.guild).name}"


def dead_end(sentence: str) -> bytes:
    """Return the page for a request that leads nowhere."""
    return _written("dead_end.html", sentence=sentence)


@lru_cache(maxsize=1)
def style() -> bytes:
    """Return the pages' style sheet."""
    return (_HERE / "sign_in.css").read_bytes()


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _written(name: str, **words: object) -> bytes:
    return _templates().get_template(name).render(**words).encode()
