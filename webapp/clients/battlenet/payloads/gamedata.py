"""Realms, keystone periods and seasons, classes, specializations and races."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp.clients.battlenet.payloads.mentions import id_of, name_of, type_of
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """A realm, as its index names it."""

    id: int
    slug: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RealmIndex:
    """All realms of a region: the only source of slugs."""

    realms: tuple[Realm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodIndex:
    """Keystone periods (weeks) of a region, sorted."""

    period_ids: tuple[int, ...]
    current_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One week between two resets."""

    id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonIndex:
    """Keystone seasons of a region, sorted; ids start at 0."""

    season_ids: tuple[int, ...]
    current_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """One season; the running one has no end."""

    id: int
    start: datetime | None
    end: datetime | None
    period_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A class, specialization or race in an index."""

    id: int
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIndex:
    """An index of classes, specializations or races."""

    entries: tuple[Named, ...]


class ClassIndex(NamedIndex):
    """Playable classes."""


class SpecIndex(NamedIndex):
    """Playable specializations; those of pets are left out."""


class RaceIndex(NamedIndex):
    """Playable races."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A specialization; ``role`` is TANK, HEALER or DAMAGE."""

    id: int
    name: str | None
    class_id: int
    class_name: str | None
    role: str | None


def parse_realm_index(document: Json) -> RealmIndex:
    """Read a region's realms."""
    realms = (
        Realm(id=realm.integer("id"), slug=realm.text("slug"), name=realm.text_or_none("name"))
        for realm in _required(document, "realms")
    )
    return RealmIndex(realms=tuple(realms))


def parse_period_index(document: Json) -> PeriodIndex:
    """Read a region's periods."""
    ids = _ids(_required(document, "periods"))
    return PeriodIndex(period_ids=ids, current_id=id_of(document, "current_period"))


def parse_period(document: Json) -> Period:
    """Read one period."""
    return Period(
        id=document.integer("id"),
        start=document.moment("start_timestamp"),
        end=document.moment("end_timestamp"),
    )


def parse_season_index(document: Json) -> SeasonIndex:
    """Read a region's seasons."""
    ids = _ids(_required(document, "seasons"))
    return SeasonIndex(season_ids=ids, current_id=id_of(document, "current_season"))


def parse_season(document: Json) -> Season:
    """Read one season."""
    return Season(
        id=document.integer("id"),
        start=document.moment_or_none("start_timestamp"),
        end=document.moment_or_none("end_timestamp"),
        period_ids=_ids(document.children("periods")),
    )


def parse_class_index(document: Json) -> ClassIndex:
    """Read the playable classes."""
    return ClassIndex(entries=_named(document, "classes"))


def parse_spec_index(document: Json) -> SpecIndex:
    """Read the playable specializations."""
    return SpecIndex(entries=_named(document, "character_specializations"))


def parse_race_index(document: Json) -> RaceIndex:
    """Read the playable races."""
    return RaceIndex(entries=_named(document, "races"))


def parse_spec(document: Json) -> Spec:
    """Read one specialization."""
    return Spec(
        id=document.integer("id"),
        name=document.text_or_none("name"),
        class_id=document.child("playable_class").integer("id"),
        class_name=name_of(document, "playable_class"),
        role=type_of(document, "role"),
    )


def _required(document: Json, key: str) -> Iterable[Json]:
    if not document.has(key):
        raise document.bad(key)
    return document.children(key)


def _ids(entries: Iterable[Json]) -> tuple[int, ...]:
    return tuple(sorted(entry.integer("id") for entry in entries))


def _named(document: Json, key: str) -> tuple[Named, ...]:
    return tuple(
        Named(id=entry.integer("id"), name=entry.text_or_none("name")) for entry in _required(document, key)
    )
