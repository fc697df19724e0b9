"""Every recorded answer of any patch becomes a card, and whatever is spoilt in it costs a part at most."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.contract.recordings import ABSENT, FOLDER, Recording, recordings
from tests.contract.spoiling import spoilings, trimmed
from webapp.cards.build import build_card
from webapp.cards.source import CardSource, StoredSection, Week
from webapp.clients.battlenet.payloads.mythic import MythicProfile, MythicSeason
from webapp.clients.upstream.door import Json
from webapp.seasons import UNKNOWN_SEASON, season_by_key
from webapp.words import CardStatus, Section

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)

SEASON = season_by_key("season-mn-2")
NOW = datetime(2026, 9, 10, tzinfo=UTC)
WEEK = Week(start=NOW - timedelta(days=1), end=NOW + timedelta(days=6), is_confirmed=True)
SUMMARY = {"id": 1, "name": "Thrall", "level": 120, "last_login_timestamp": 1_789_000_000_000}
SECTIONS = {
    "summary": Section.SUMMARY,
    "equipment": Section.EQUIPMENT,
    "mythic_profile": Section.MYTHIC,
    "mythic_season": Section.MYTHIC_SEASON,
    "raids": Section.RAIDS,
    "professions": Section.PROFESSIONS,
    "media": Section.MEDIA,
    "specializations": Section.SPECIALIZATIONS,
}
PARTS = {
    Section.EQUIPMENT: "gear",
    Section.MYTHIC: "mythic",
    Section.MYTHIC_SEASON: "mythic",
    Section.RAIDS: "raids",
    Section.PROFESSIONS: "professions",
    Section.MEDIA: "media",
    Section.SPECIALIZATIONS: "talents",
}


def of_characters() -> list[Recording]:
    """Return the recordings that a card is made of."""
    return [one for one in recordings() if one.endpoint.name in SECTIONS]


def card_source(sections: dict[Section, Any], region: str = "eu") -> CardSource:
    """Return a source with these answers stored."""
    stored = {
        section: StoredSection(body=json.dumps(document), outcome="ok", succeeded_at=NOW)
        for section, document in sections.items()
    }
    return CardSource(
        character_id=1,
        bnet_id=None,
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
        sections=stored,
        week=WEEK,
        is_logs_connected=False,
    )


def card_of(recording: Recording, document: dict[str, Any], season: Any = SEASON) -> dict[str, Any]:
    """Build a card of one answer, with a summary beside it."""
    section = SECTIONS[recording.endpoint.name]
    built = build_card(card_source({Section.SUMMARY: SUMMARY, section: document}, recording.region), season)
    assert built.status is not CardStatus.FAILED
    return dict(built.card)


class TestARecordedAnswer:
    def test_there_are_some_of_every_section(self) -> None:
        assert {SECTIONS[one.endpoint.name] for one in of_characters()} == set(SECTIONS.values())

    @pytest.mark.parametrize("recording", of_characters(), ids=lambda one: one.file)
    @pytest.mark.parametrize("season", [SEASON, UNKNOWN_SEASON], ids=lambda one: one.key)
    def test_becomes_its_part_of_a_card(self, recording: Recording, season: Any) -> None:
        section = SECTIONS[recording.endpoint.name]

        card = card_of(recording, recording.document, season)

        assert section.value not in card["missing"]
        assert section is Section.SUMMARY or card[PARTS[section]] is not None
        assert json.loads(json.dumps(card)) == card

    @pytest.mark.parametrize("recording", of_characters(), ids=lambda one: one.file)
    def test_accuses_nobody_of_another_patch(self, recording: Recording) -> None:
        gear = card_of(recording, recording.document)["gear"]

        assert gear is None or gear["audit"]["problems"] == []


class TestNoFieldIsLost:
    @pytest.mark.parametrize("recording", recordings("equipment"), ids=lambda one: one.file)
    def test_of_equipment(self, recording: Recording) -> None:
        worn = recording.endpoint.parse(Json(recording.document, locale=recording.region.locale))

        slots = {slot["slot"]: slot for slot in card_of(recording, recording.document)["gear"]["slots"]}

        kept = [item for item in worn.items if item.slot not in {"SHIRT", "TABARD"}]
        assert len(slots) == len(kept)
        for item in kept:
            slot = slots[item.slot]
            assert (slot["itemId"], slot["name"], slot["level"]) == (item.item_id, item.name, item.level)
            assert (slot["quality"], tuple(slot["bonusIds"])) == (item.quality, item.bonus_ids)
            assert [gem["id"] for gem in slot["gems"]] == [one.item_id for one in item.sockets]
            assert (slot["enchant"] is not None) == any(one.slot == "PERMANENT" for one in item.enchantments)

    @pytest.mark.parametrize("recording", recordings("raids"), ids=lambda one: one.file)
    def test_of_raids(self, recording: Recording) -> None:
        told = recording.endpoint.parse(Json(recording.document, locale=recording.region.locale))
        newest = max(told.expansions, key=lambda one: one.id)

        raids = card_of(recording, recording.document, UNKNOWN_SEASON)["raids"]["raids"]

        kills = {
            (instance.id, kill.encounter_id, mode.difficulty): kill.kills
            for instance in newest.instances
            for mode in instance.modes
            for kill in mode.encounters
        }
        assert kills == {
            (raid["id"], boss["id"], difficulty): row["kills"]
            for raid in raids
            for boss in raid["bosses"]
            for difficulty, row in boss["byDifficulty"].items()
        }

    @pytest.mark.parametrize(
        "recording", recordings("mythic_profile", "mythic_season"), ids=lambda one: one.file
    )
    def test_of_mythic_plus(self, recording: Recording) -> None:
        told: MythicProfile | MythicSeason = recording.endpoint.parse(
            Json(recording.document, locale=recording.region.locale)
        )
        document = recording.document | ({"season": {}} if isinstance(told, MythicSeason) else {})

        mythic = card_of(recording, document, UNKNOWN_SEASON)["mythic"]

        assert mythic["rating"] == (told.rating.value if told.rating else None)
        assert {run["dungeonId"] for run in mythic["best"]} == {run.dungeon_id for run in told.best_runs}

    @pytest.mark.parametrize("recording", recordings("professions"), ids=lambda one: one.file)
    def test_of_professions(self, recording: Recording) -> None:
        told = recording.endpoint.parse(Json(recording.document, locale=recording.region.locale))

        rows = card_of(recording, recording.document)["professions"]["professions"]

        assert [(row["id"], row["name"], row["specialization"]) for row in rows] == [
            (one.id, one.name, one.specialization) for one in told.professions
        ]
        assert [row["knownRecipes"] for row in rows] == [
            sum(len(tier.known_recipe_ids) for tier in one.tiers) for one in told.professions
        ]

    @pytest.mark.parametrize("recording", recordings("media"), ids=lambda one: one.file)
    def test_of_media(self, recording: Recording) -> None:
        told = recording.endpoint.parse(Json(recording.document, locale=recording.region.locale))

        media = card_of(recording, recording.document)["media"]

        assert (media["avatar"], media["inset"], media["main"]) == (told.avatar, told.inset, told.main)


@pytest.mark.parametrize("recording", of_characters(), ids=lambda one: one.file)
class TestASpoiltAnswer:
    def test_costs_a_part_at_most_and_stays_a_card(self, recording: Recording) -> None:
        section, document = SECTIONS[recording.endpoint.name], trimmed(recording.document)
        whole = card_of(recording, document)

        for spoilt in spoilings(document, recording.region.locale):
            card = card_of(recording, document)
            assert set(card["missing"]) <= {*whole["missing"], section.value}, spoilt
            assert json.loads(json.dumps(card, allow_nan=False)) == card, spoilt
            assert card == whole or not spoilt.is_harmless, spoilt
