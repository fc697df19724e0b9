"""Talents of a character: loadouts and hero trees of today, or the rows of talents of before patch 10.0."""

from dataclasses import dataclass

from webapp.clients.battlenet.payloads.mentions import id_of, name_of
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class HeroTree:
    """A hero talent tree."""

    id: int | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loadout:
    """One loadout; ``code`` is what the game imports."""

    is_active: bool
    code: str | None
    hero_tree: HeroTree | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTalent:
    """A talent of before patch 10.0: one of three in its row; both counts begin at 0."""

    id: int | None
    name: str | None
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecTalents:
    """What a character chose in one specialization: loadouts today, rows of talents before 10.0."""

    spec_id: int
    spec_name: str | None
    loadouts: tuple[Loadout, ...]
    row_talents: tuple[RowTalent, ...]

    @property
    def active_loadout(self) -> Loadout | None:
        """The loadout in use, if any."""
        return next((one for one in self.loadouts if one.is_active), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specializations:
    """All specializations; below level 10 there is no active one."""

    active_spec_id: int | None
    active_spec_name: str | None
    active_hero_tree: HeroTree | None
    specializations: tuple[SpecTalents, ...]


def parse_specializations(document: Json) -> Specializations:
    """Read a character's specializations; one who never chose any has no list."""
    return Specializations(
        active_spec_id=id_of(document, "active_specialization"),
        active_spec_name=name_of(document, "active_specialization"),
        active_hero_tree=_hero_tree(document, "active_hero_talent_tree"),
        specializations=tuple(_talents(entry) for entry in document.children("specializations", most=20)),
    )


def _talents(entry: Json) -> SpecTalents:
    spec = entry.child("specialization")
    return SpecTalents(
        spec_id=spec.integer("id"),
        spec_name=spec.text_or_none("name"),
        loadouts=tuple(_loadout(one) for one in entry.children("loadouts", most=100)),
        row_talents=tuple(_row_talent(one) for one in entry.children("talents", most=100)),
    )


def _loadout(entry: Json) -> Loadout:
    return Loadout(
        is_active=bool(entry.flag_or_none("is_active")),
        code=entry.text_or_none("talent_loadout_code"),
        hero_tree=_hero_tree(entry, "selected_hero_talent_tree"),
    )


def _row_talent(entry: Json) -> RowTalent:
    return RowTalent(
        id=id_of(entry, "talent"),
        name=name_of(entry, "talent"),
        row=entry.integer_or_none("tier_index"),
        column=entry.integer_or_none("column_index"),
    )


def _hero_tree(owner: Json, key: str) -> HeroTree | None:
    tree = owner.child_or_none(key)
    return None if tree is None else HeroTree(id=tree.integer_or_none("id"), name=tree.text_or_none("name"))
