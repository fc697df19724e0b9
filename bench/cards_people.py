"""Characters to build cards of: everyone of a simulated guild, and those recorded beside the repository."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from simulator.catalogue import Catalogue
from simulator.clock import WorldClock
from simulator.gamedata import CURRENT_SEASON
from simulator.payloads.view import Speech, View
from simulator.people import Person
from simulator.routes import Kind, Route
from simulator.seasons import WEEK_SECONDS, period_at, period_start
from simulator.world import World
from webapp.cards.source import CardSource, StoredSection, Week
from webapp.words import Section

RECORDED = Path(__file__).resolve().parents[2] / "shared" / "fixtures" / "blizzard"
KINDS = {
    Section.SUMMARY: Kind.CHARACTER_SUMMARY,
    Section.EQUIPMENT: Kind.CHARACTER_EQUIPMENT,
    Section.MYTHIC: Kind.CHARACTER_KEYSTONES,
    Section.MYTHIC_SEASON: Kind.CHARACTER_KEYSTONE_SEASON,
    Section.RAIDS: Kind.CHARACTER_RAIDS,
    Section.PROFESSIONS: Kind.CHARACTER_PROFESSIONS,
    Section.MEDIA: Kind.CHARACTER_MEDIA,
    Section.SPECIALIZATIONS: Kind.CHARACTER_SPECIALIZATIONS,
}
FILES = {
    "profile": Section.SUMMARY,
    "equipment": Section.EQUIPMENT,
    "mythic-keystone-profile": Section.MYTHIC,
    "encounters-raids": Section.RAIDS,
    "professions": Section.PROFESSIONS,
    "media": Section.MEDIA,
    "specializations": Section.SPECIALIZATIONS,
}
_FILE = re.compile(r"character-(?P<kind>[a-z-]+)__(?P<owner>.+)\.json")


def simulated(members: int, *, now: datetime, localized: bool = False) -> list[CardSource]:
    """Return the members of the simulated guild who have a profile, as their answers would be stored."""
    clock = WorldClock(frozen_at=now.timestamp())
    anchor = period_start("eu", period_at("eu", now.timestamp()))
    world = World(seed=7, members=members, characters=members, clock=clock, anchor=anchor)
    people = (world.person(index) for index in world.guild(0).members)
    return [
        _source(world, person, now, localized=localized) for person in people if world.has_profile(person)
    ]


def recorded(now: datetime) -> list[CardSource]:
    """Return the recorded characters with a profile; none where the recordings are absent."""
    owners: dict[str, dict[Section, StoredSection]] = {}
    for path in sorted(RECORDED.glob("character-*.json")):
        match = _FILE.fullmatch(path.name)
        section = FILES.get(match["kind"]) if match else None
        if match and section:
            body = json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)
            owner = re.sub(r"-(20\d\d|\d+\.\d.*)$", "", match["owner"])
            owners.setdefault(owner, {})[section] = _stored(body, now)
    whole = [sections for sections in owners.values() if Section.SUMMARY in sections]
    return [_card_source(number, sections, "eu", now) for number, sections in enumerate(whole)]


def _source(world: World, person: Person, now: datetime, *, localized: bool) -> CardSource:
    view = View(person.region, Speech.OBJECTS if localized else Speech.PLAIN)
    bodies = dict(_bodies(Catalogue(world), person, view))
    sections = {section: _stored(body, now) for section, body in bodies.items()}
    return _card_source(person.index, sections, person.region, now)


def _bodies(catalogue: Catalogue, person: Person, view: View) -> Iterator[tuple[Section, str]]:
    for section, kind in KINDS.items():
        route = Route(kind, person.region, person.realm, person.name.lower(), CURRENT_SEASON)
        found = catalogue.find(route, view)
        if found is not None:
            yield section, orjson.dumps(found.payload()).decode()


def _stored(body: str, now: datetime) -> StoredSection:
    return StoredSection(body=body, outcome="ok", attempted_at=now, succeeded_at=now, changed_at=now)


def _card_source(
    number: int, sections: dict[Section, StoredSection], region: str, now: datetime
) -> CardSource:
    start = datetime.fromtimestamp(period_start(region, period_at(region, now.timestamp())), UTC)
    return CardSource(
        character_id=number,
        bnet_id=number,
        region=region,
        realm="argent-dawn",
        realm_name="Argent Dawn",
        name="Thrall",
        class_id=None,
        race_id=None,
        spec_id=None,
        role=None,
        faction=None,
        level=None,
        last_login_at=None,
        sections=sections,
        season_id=CURRENT_SEASON if Section.MYTHIC_SEASON in sections else None,
        week=Week(start=start, end=start + timedelta(seconds=WEEK_SECONDS), is_confirmed=True),
        is_logs_connected=False,
    )
