"""Troubles that last have their beginning as cause."""

from datetime import timedelta
from typing import Any

from tests.support.roll import NOON
from webapp.notifications.kinds import Kind
from webapp.notifications.trends.states import (
    LATE_AFTER,
    GuildState,
    ServerState,
    told_of_guild,
    told_of_server,
)

DAY = timedelta(days=1)


def server(**facts: Any) -> ServerState:
    return ServerState(
        **{"refused_since": None, "used_this_hour": 0, "per_hour": 100, "day": NOON, "up_since": NOON - DAY}
        | facts
    )


class TestToldOfServer:
    def test_a_long_absence_of_the_server_is_told_and_a_restart_is_none(self) -> None:
        (away,) = told_of_server(server(up_since=NOON, away_from=NOON - timedelta(hours=4)))

        assert (away.kind, away.facts["until"] - away.facts["from"]) == (Kind.SERVER_AWAY, 4 * 3600)
        assert told_of_server(server(up_since=NOON, away_from=NOON - timedelta(hours=1))) == []

    def test_a_refused_key_and_a_full_quota_are_told(self) -> None:
        state = server(refused_since=NOON, used_this_hour=81)

        refused, quota = told_of_server(state)

        assert refused.cause_key == f"key_refused:{int(NOON.timestamp())}"
        assert (quota.cause_key, quota.facts) == (f"quota_high:{NOON:%Y-%m-%d}", {"percent": 81})

    def test_exactly_four_fifths_are_not_much(self) -> None:
        for per_hour, used in ((100, 80), (0, 5)):
            assert told_of_server(server(used_this_hour=used, per_hour=per_hour)) == []


class TestToldOfGuild:
    def test_a_roster_that_waits_for_officers_says_how_many_would_go(self) -> None:
        (held,) = told_of_guild(GuildState(read_at=NOON, held_since=NOON, leaving=40), server(), NOON)

        assert (held.kind, held.facts) == (Kind.ROSTER_HELD, {"count": 40})

    def test_late_is_only_who_is_not_paused_and_was_ever_read(self) -> None:
        now = NOON + LATE_AFTER + timedelta(seconds=1)
        states = [
            GuildState(read_at=NOON),
            GuildState(read_at=NOON, is_paused=True),
            GuildState(read_at=None),
        ]

        assert [len(told_of_guild(one, server(), now)) for one in states] == [1, 0, 0]
        assert told_of_guild(GuildState(read_at=NOON), server(), NOON + LATE_AFTER) == []

    def test_a_server_that_was_down_makes_nobody_late_and_a_refused_key_is_told_as_such(self) -> None:
        now, state = NOON + LATE_AFTER + timedelta(hours=1), GuildState(read_at=NOON)

        assert told_of_guild(state, server(up_since=now - timedelta(minutes=5)), now) == []
        assert told_of_guild(state, server(refused_since=NOON), now) == []
        (late,) = told_of_guild(state, server(is_silent=True), now)
        assert (late.kind, late.facts) == (Kind.SYNC_LATE, {"is_silent": 1})
