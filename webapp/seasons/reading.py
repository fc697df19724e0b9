"""Turn the document of a season file into facts, or say everything that is wrong with it. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from webapp.seasons.facts import (
    Boss,
    Confidence,
    Dungeon,
    EmbellishmentFacts,
    EnchantFacts,
    GemFacts,
    Grade,
    MythicFacts,
    Origin,
    RaidFacts,
    RatingRule,
    SeasonFacts,
    TierFacts,
    Token,
    TokenFacts,
    Track,
    TrackFacts,
    VaultFacts,
)
from webapp.seasons.table import BadSeasonFile, Table
from webapp.seasons.vault_reading import read_vault
from webapp.words import REGIONS

SLOTS = frozenset({
    *("HEAD", "NECK", "SHOULDER", "BACK", "CHEST", "WRIST", "HANDS", "WAIST", "LEGS", "FEET"),
    *("FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2", "MAIN_HAND", "OFF_HAND"),
})  # fmt: skip


def read_season(document: Mapping[str, Any], *, file: str) -> SeasonFacts:
    """Return the facts of a season file; raise BadSeasonFile with all problems and the file's name."""
    top = Table("", document, [])
    season = _season(top)
    if top.problems:
        raise BadSeasonFile("\n".join(f"{file}: {problem}" for problem in sorted(top.problems)))
    return season


def _season(top: Table) -> SeasonFacts:
    dates, character = top.table("dates"), top.table("character")
    starts, ends = dates.table("starts"), dates.values.get("ends")
    season = SeasonFacts(
        key=top.text("key"),
        name=top.text("name"),
        version=top.whole("version"),
        dates=_origin(dates),
        starts=MappingProxyType(starts.moments(regions=REGIONS)),
        ends=MappingProxyType(dates.table("ends").moments(regions=REGIONS) if ends else {}),
        character=_origin(character),
        level_cap=character.whole("level_cap"),
        expansion_id=character.whole_or_none("expansion_id"),
        mythic=_mythic(top.table("mythic")),
        raids=tuple(_raid(raid) for raid in top.tables("raids")),
        enchants=_enchants(top.table("enchants")),
        gems=_gems(top.table("gems")),
        tier=_tier(top.table("tier")),
        tracks=_tracks(top.table("tracks")),
        embellishments=_embellishments(top.table("embellishments")),
        vault=_vault(top.table("vault")),
    )
    for table in (top, dates, character):
        table.done()
    return season


def _origin(table: Table) -> Origin:
    source, word = table.text("source"), table.text("confidence")
    if word not in set(Confidence):
        table.complain("confidence", f"must be one of {', '.join(Confidence)}")
        return Origin(source=source, confidence=Confidence.INFERRED)
    return Origin(source=source, confidence=Confidence(word))


def _mythic(table: Table) -> MythicFacts:
    facts = MythicFacts(
        origin=_origin(table),
        season_id=table.whole("season_id"),
        first_period=table.whole("first_period"),
        logs_zone_id=table.whole_or_none("logs_zone_id"),
        dungeons=tuple(_dungeon(one) for one in table.tables("dungeons")),
        rating=_rating(table.table("rating")) if "rating" in table.values else None,
    )
    _no_id_twice(table, "dungeons", [one.id for one in facts.dungeons])
    table.done()
    return facts


def _dungeon(table: Table) -> Dungeon:
    dungeon = Dungeon(
        id=table.whole("id"), name=table.text("name"), par_seconds=table.whole_or_none("par_seconds")
    )
    table.done()
    return dungeon


def _rating(table: Table) -> RatingRule:
    rule = RatingRule(
        origin=_origin(table),
        base=table.number("base"),
        per_level=table.number("per_level"),
        affix_bonus=table.number("affix_bonus"),
        affix_levels=table.wholes("affix_levels"),
        time_bonus=table.number("time_bonus"),
        time_share=table.number("time_share"),
    )
    if rule.per_level <= 0:
        table.complain("per_level", "must be above 0")
    if sorted(rule.affix_levels) != list(rule.affix_levels):
        table.complain("affix_levels", "must rise")
    table.done()
    return rule


def _raid(table: Table) -> RaidFacts:
    raid = RaidFacts(
        origin=_origin(table),
        id=table.whole("id"),
        name=table.text("name"),
        logs_zone_id=table.whole_or_none("logs_zone_id"),
        fills_vault=table.flag("fills_vault"),
        bosses=tuple(_boss(one) for one in table.tables("bosses")),
    )
    _no_id_twice(table, "bosses", [boss.id for boss in raid.bosses])
    table.done()
    return raid


def _boss(table: Table) -> Boss:
    boss = Boss(id=table.whole("id"), name=table.text("name"), logs_id=table.whole_or_none("logs_id"))
    table.done()
    return boss


def _enchants(table: Table) -> EnchantFacts:
    ids = {grade: _by_kind(table.table(grade)) for grade in Grade}
    rows = [(number, grade) for grade, kinds in ids.items() for row in kinds.values() for number in row]
    facts = EnchantFacts(
        origin=_origin(table),
        slots=_slots(table, "slots"),
        weapon_slots=_slots(table, "weapon_slots"),
        ids=MappingProxyType({grade: MappingProxyType(kinds) for grade, kinds in ids.items()}),
        grades=MappingProxyType(dict(rows)),
    )
    _no_id_twice(table, "good and cheap", [number for number, _ in rows])
    table.done()
    return facts


def _by_kind(table: Table) -> dict[str, tuple[int, ...]]:
    return {kind: table.wholes(kind) for kind in table.values}


def _gems(table: Table) -> GemFacts:
    rows = [(number, grade) for grade in Grade for number in table.wholes(grade)]
    facts = GemFacts(
        origin=_origin(table),
        grades=MappingProxyType(dict(rows)),
        ignored_sockets=table.texts("ignored_sockets"),
    )
    _no_id_twice(table, "good and cheap", [number for number, _ in rows])
    table.done()
    return facts


def _tier(table: Table) -> TierFacts:
    facts = TierFacts(
        origin=_origin(table),
        slots=_slots(table, "slots"),
        set_ids=frozenset(table.wholes("set_ids")),
        tokens=_tokens(table.table("tokens")) if "tokens" in table.values else TokenFacts(),
    )
    table.done()
    return facts


def _tokens(table: Table) -> TokenFacts:
    kinds = [
        (one, Token(name=one.text("name"), class_ids=one.wholes("class_ids")))
        for one in table.tables("kinds")
    ]
    for one, _ in kinds:
        one.done()
    facts = TokenFacts(origin=_origin(table), kinds=tuple(token for _, token in kinds))
    table.done()
    return facts


def _tracks(table: Table) -> TrackFacts:
    known = tuple(_track(one) for one in table.tables("known"))
    by_bonus = {
        number: (track, step) for track in known for step, number in enumerate(track.bonus_ids, start=1)
    }
    facts = TrackFacts(
        origin=_origin(table),
        known=known,
        names=frozenset(track.name for track in known),
        by_bonus=MappingProxyType(by_bonus),
    )
    _no_id_twice(table, "known", [number for track in known for number in track.bonus_ids])
    table.done()
    return facts


def _track(table: Table) -> Track:
    track = Track(
        name=table.text("name"),
        steps=table.whole("steps"),
        levels=table.wholes("levels"),
        bonus_ids=table.wholes("bonus_ids", is_optional=True),
    )
    for key, rows in (("levels", track.levels), ("bonus_ids", track.bonus_ids)):
        if len(rows) > track.steps:
            table.complain(key, "has more entries than the track has steps")
    table.done()
    return track


def _embellishments(table: Table) -> EmbellishmentFacts:
    facts = EmbellishmentFacts(origin=_origin(table), limit=table.whole("limit"), words=table.texts("words"))
    table.done()
    return facts


def _vault(table: Table) -> VaultFacts:
    facts = read_vault(table, origin=_origin(table))
    table.done()
    return facts


def _slots(table: Table, key: str) -> tuple[str, ...]:
    slots = table.texts(key)
    for slot in sorted(set(slots) - SLOTS):
        table.complain(key, f"{slot} is not a slot")
    return slots


def _no_id_twice(table: Table, key: str, ids: list[int]) -> None:
    for number in sorted({one for one in ids if ids.count(one) > 1}):
        table.complain(key, f"{number} is there twice")
