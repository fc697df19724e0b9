"""Payloads recorded from the real Battle.net go through client and parsers, if they are at hand."""

import json
from pathlib import Path

import pytest

from tests.support.scripted_server import reply
from tests.support.upstream import Upstream, client_of
from webapp.clients.battlenet import Answer, BattleNet, Region
from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.clients.battlenet.payloads.guild import Roster
from webapp.clients.upstream.classify import classify
from webapp.lib.clock import now
from webapp.lib.errors import ErrorWord
from webapp.lib.http import HttpAnswer

FOLDER = Path(__file__).parents[4] / "shared" / "fixtures" / "blizzard"
METHODS = {
    "guild__": "guild",
    "guild-roster__": "roster",
    "character-profile__": "character_summary",
    "character-status__": "character_status",
    "character-equipment__": "equipment",
    "character-mythic-keystone-profile__": "mythic_profile",
    "character-mythic-keystone-profile-season-": "mythic_season",
    "character-encounters-raids__": "raids",
    "character-professions__": "professions",
    "character-media__": "media",
    "character-specializations__": "specializations",
    "realm-index__": "realm_index",
    "mythic-keystone-period-index__": "period_index",
    "mythic-keystone-period__": "period",
    "mythic-keystone-season-index__": "season_index",
    "mythic-keystone-season__": "season",
    "playable-class-index__": "class_index",
    "playable-specialization-index__": "spec_index",
    "playable-specialization__": "spec",
    "playable-race-index__": "race_index",
}
ERRORS = {
    "error-401": ErrorWord.AUTH,
    "error-403-account-inactive": ErrorWord.AUTH,
    "error-403-forbidden": ErrorWord.FORBIDDEN,
    "error-404": ErrorWord.NOT_FOUND,
    "error-429": ErrorWord.RATE_LIMITED,
}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no recorded payloads beside the repository (shared/fixtures)"
)


def ask(client: BattleNet, method: str) -> Answer[object]:
    """Call a client's method with as many plain arguments as it takes."""
    named = ("realm", "name") if method in NAMED else ()
    number = (1,) if method in NUMBERED else ()
    answer: Answer[object] = getattr(client, method)(Region.EU, *named, *number)
    return answer


def told(path: Path, method: str) -> Answer[object]:
    """Return what the client makes of a recorded payload."""
    with Upstream(lambda _: reply(body=path.read_bytes())) as upstream:
        return ask(client_of(upstream), method)


NAMED = {"guild", "roster", "character_summary", "character_status", "equipment", "mythic_profile"} | {
    "mythic_season",
    "raids",
    "professions",
    "media",
    "specializations",
}
NUMBERED = {"mythic_season", "period", "season", "spec"}


class TestRecordedPayloads:
    @pytest.mark.parametrize(
        "path",
        [path for prefix in METHODS for path in sorted(FOLDER.glob(f"{prefix}*.json"))],
        ids=lambda p: p.stem,
    )
    def test_a_recorded_payload_is_parsed(self, path: Path) -> None:
        method = next(METHODS[prefix] for prefix in METHODS if path.name.startswith(prefix))

        answer = told(path, method)

        assert answer.value is not None
        assert answer.document == json.loads(path.read_text())

    def test_every_endpoint_has_a_recorded_payload(self) -> None:
        assert [prefix for prefix in METHODS if not any(FOLDER.glob(f"{prefix}*.json"))] == []

    @pytest.mark.parametrize("beginning", ERRORS)
    def test_a_recorded_error_has_its_word(self, beginning: str) -> None:
        for path in FOLDER.glob(f"{beginning}*.json"):
            status = int(beginning.split("-")[1])
            error = classify(HttpAnswer(status, {}, path.read_bytes()), path="/x", now=now())

            assert error is not None
            assert error.word is ERRORS[beginning]

    def test_no_member_of_the_recorded_roster_is_lost(self) -> None:
        for path in FOLDER.glob("guild-roster__*.json"):
            roster = told(path, "roster").value

            assert isinstance(roster, Roster)
            assert len(roster.members) == len(json.loads(path.read_text())["members"])
            assert all(member.class_id and member.realm_slug for member in roster.members)

    def test_a_recorded_summary_keeps_what_pages_show(self) -> None:
        for path in FOLDER.glob("character-profile__*.json"):
            summary = told(path, "character_summary").value

            assert isinstance(summary, CharacterSummary)
            raw = json.loads(path.read_text())
            assert summary.equipped_item_level == raw["equipped_item_level"]
            assert summary.last_login_at is not None
            assert summary.last_login_at.timestamp() * 1000 == raw["last_login_timestamp"]
