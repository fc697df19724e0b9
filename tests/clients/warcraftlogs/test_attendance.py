"""Who was in a guild's raids, as the library reads it: what is odd is left out."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from tests.support.logs_server import RATE, LogsServer, client_of
from tests.support.scripted_server import Asked, reply
from webapp.clients.upstream.errors import BadPayload, Forbidden, RateLimited, UpstreamError
from webapp.clients.warcraftlogs import AttendancePage, GuildSubject, RaidReport, SeenPlayer

GUILD = GuildSubject("eu", "argent-dawn", "Lantern Watch")
NIGHT = {
    "code": "aB3",
    "startTime": 1_795_888_800_000.0,
    "zone": {"id": 53, "name": "The Venomous Abyss"},
    "players": [
        {"name": "Jaina", "type": "Mage", "presence": 1},
        {"name": "Arthas", "type": "DeathKnight", "presence": 2},
        {"name": "New", "type": "Tinker", "presence": 1},
    ],
}


def asked(guild: Any, **errors: Any) -> AttendancePage | None:
    body = orjson.dumps({"data": {"guildData": {"guild": guild}, "rateLimitData": RATE}, **errors})
    with LogsServer(lambda _: reply(body=body)) as server:
        return client_of(server).guild_attendance(GUILD, 1)


def page(*nights: Any, has_more: Any = False) -> dict[str, Any]:
    return {"id": 7, "attendance": {"data": list(nights), "has_more_pages": has_more}}


class TestGuildAttendance:
    def test_a_report_has_its_night_and_its_players(self) -> None:
        found = asked(page(NIGHT, has_more=True))

        assert found == AttendancePage(
            (
                RaidReport(
                    code="aB3",
                    started_at=datetime(2026, 11, 28, 18, 0, tzinfo=UTC),
                    zone_id=53,
                    zone_name="The Venomous Abyss",
                    players=(
                        SeenPlayer(name="Jaina", class_id=8, is_benched=False),
                        SeenPlayer(name="Arthas", class_id=6, is_benched=True),
                        SeenPlayer(name="New", class_id=None, is_benched=False),
                    ),
                ),
            ),
            has_more=True,
        )

    @pytest.mark.parametrize(
        "odd",
        [
            {"code": None},
            {"code": "x" * 33},
            {"startTime": None},
            {"startTime": -5},
            {"startTime": 1e15},
            {"zone": None},
            {"zone": {"id": 2**31}},
        ],
    )
    def test_a_report_that_is_odd_is_left_out(self, odd: dict[str, Any]) -> None:
        assert asked(page(NIGHT | odd, 7, None)) == AttendancePage((), has_more=False)

    @pytest.mark.parametrize(
        "players", [None, 7, [7], [{"name": None, "presence": 1}], [{"name": "Jaina", "presence": None}]]
    )
    def test_players_who_are_odd_are_left_out(self, players: Any) -> None:
        found = asked(page(NIGHT | {"players": players}))

        assert found is not None
        assert [one.players for one in found.reports] == [()]

    def test_a_guild_that_is_not_known_is_none(self) -> None:
        assert asked(None) is None

    def test_it_is_asked_for_without_accents_where_it_is_not_known_with_them(self) -> None:
        def knows_plain(question: Asked) -> bytes:
            slug = orjson.loads(question.body)["variables"]["server"]
            guild = page(NIGHT) if slug == "aggra-portugues" else None
            return reply(body=orjson.dumps({"data": {"guildData": {"guild": guild}}}))

        with LogsServer(knows_plain) as server:
            found = client_of(server).guild_attendance(GuildSubject("eu", "aggra-português", "Boa"), 3)
            variables = [question["variables"] for question in server.questions]

        assert found is not None
        assert [one["server"] for one in variables] == ["aggra-português", "aggra-portugues"]
        assert variables[0] | {"server": ""} == {
            "name": "Boa", "server": "", "region": "eu", "limit": 25, "page": 3
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("message", "error"),
        [
            ("You do not have permission to view this guild.", Forbidden),
            ("Too many requests", RateLimited),
            ("Cannot query field", BadPayload),
        ],
    )
    def test_a_refusal_has_its_word(self, message: str, error: type[UpstreamError]) -> None:
        with pytest.raises(error):
            asked(None, errors=[{"message": message, "path": ["guildData", "guild"]}])

    @pytest.mark.parametrize("guild", [{"id": 7}, {"id": 7, "attendance": {}}, {"attendance": {"data": 7}}])
    def test_an_answer_without_its_list_is_not_what_was_promised(self, guild: Any) -> None:
        with pytest.raises(BadPayload):
            asked(guild)
