"""Who reads in the replayed day, and what they open: visits of a dozen looks, of members and officers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs

from sqlalchemy import select, update

from bench.cache_day_guild import STEP, Day, DayGuild
from webapp.characters.bodies import card_of
from webapp.characters.queries import find_character
from webapp.database import transaction
from webapp.me.bodies import characters_of
from webapp.models import Character, User
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, Tool
from webapp.permissions.queries import standing_in
from webapp.permissions.viewer import Viewer
from webapp.roster.bodies import Asked, body_of, strip_of
from webapp.roster.filters import read_filter
from webapp.roster.keeping import audience_of

MEMBERS_READING, OFFICERS = 195, 5
OFFICERS_TOOLS = ALL_TOOLS - {Tool.SETTINGS}
LOOKS_A_VISIT = 12
SECONDS_BETWEEN = 20
OWN_PAGE, CARD = "own page", "card"
PAGE, TABLE = "page ", "table "
LOOKS: Mapping[str, int] = {
    PAGE: 34,
    TABLE + "page=2": 7,
    TABLE + "page=3": 3,
    TABLE + "sort=item-level": 7,
    TABLE + "sort=rating": 7,
    TABLE + "sort=seen": 4,
    TABLE + "sort=audit": 3,
    PAGE + "page_size=all": 3,
    TABLE + "role=tank": 2,
    TABLE + "role=healer": 2,
    TABLE + "audit=problems": 2,
    TABLE + "q=ka": 4,
    CARD: 20,
    OWN_PAGE: 2,
}
"""What people open, and how often of a hundred times; a page has the strip, a table alone has not."""
FILTERED = tuple(kind for kind in LOOKS if any(word in kind for word in ("role=", "audit=problems", "q=")))
FAVOURITES = 0.7
"""How much more often the few are opened whom everybody follows: the exponent of a Zipf distribution."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reads, and with which tools."""

    user_id: int
    tools: frozenset[Tool]


@dataclass(slots=True)
class Visit:
    """A person who is here for some looks."""

    person: Person
    looks_left: int = field(default=LOOKS_A_VISIT)

    def looks_now(self, day: Day) -> Iterator[str]:
        """Yield what the person opens in this step; a visit begins with the roster."""
        for _ in range(min(self.looks_left, day.about(STEP.total_seconds() / SECONDS_BETWEEN))):
            is_first = self.looks_left == LOOKS_A_VISIT
            self.looks_left -= 1
            yield PAGE if is_first else day.dice.choices([*LOOKS], [*LOOKS.values()])[0]


def people_of(guild_id: int, now: datetime) -> Sequence[Person]:
    """Let so many members have signed in."""
    people = []
    with transaction() as session:
        of_guild = select(Character.id).where(Character.guild_id == guild_id).order_by(Character.id)
        mine = session.scalars(of_guild.limit(MEMBERS_READING + OFFICERS)).all()
        for number, character_id in enumerate(mine, start=1):
            session.add(User(bnet_id=number, battletag=f"Reader#{number}", last_login_at=now))
            session.flush()
            session.execute(update(Character).where(Character.id == character_id).values(user_id=number))
            people.append(Person(number, OFFICERS_TOOLS if number <= OFFICERS else FOR_VISITORS))
    return people


def look(guild: DayGuild, person: Person, kind: str, day: Day) -> None:
    """Do what a signed-in look does: the key statement, rights, then what was opened."""
    here = guild.address()
    standing_in(here.id, here.permission_version, person.user_id)
    if kind == OWN_PAGE:
        viewer = Viewer(session_id="bench", user_id=person.user_id, battletag=f"Reader#{person.user_id}")
        characters_of(viewer, day.now)
    elif kind == CARD:
        _open_card(guild, person, day)
    else:
        _open_roster(guild, person, kind, day)


def _open_roster(guild: DayGuild, person: Person, kind: str, day: Day) -> None:
    view, problems = read_filter(parse_qs(kind.partition(" ")[2]))
    if problems:
        raise AssertionError(f"no roster has {kind}: {problems}")
    asked = Asked(
        guild=guild.address(),
        view=view,
        problems=(),
        audience=audience_of(person.tools, is_member=True, viewer_id=person.user_id),
        viewer_id=person.user_id,
        now=day.now,
    )
    body_of(asked)
    if kind.startswith(PAGE):
        strip_of(asked)


def _open_card(guild: DayGuild, person: Person, day: Day) -> None:
    shares = [1 / rank**FAVOURITES for rank in range(1, len(guild.places) + 1)]
    place = day.dice.choices(guild.places, shares)[0]
    found = find_character(*place, now=day.now)
    if found is None:
        raise AssertionError(f"nobody is at {place}")
    card_of(found, tools=person.tools, notes=(), now=day.now)
