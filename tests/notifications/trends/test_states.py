"""Troubles that last have their beginning as cause."""

from datetime import timedelta

from tests.support.roll import NOON
from webapp.notifications.kinds import Kind
from webapp.notifications.trends.states import (
    LATE_AFTER,
    GuildState,
    ServerState,
    told_of_guild,
    told_of_server,
)


class TestToldOfServer:
    def test_a_refused_key_and_a_full_quota_are_told(self) -> None:
        state = ServerState(refused_since=NOON, used_this_hour=81, per_hour=100, day=NOON)

        refused, quota = told_of_server(state)

        assert refused.cause_key == f"key_refused:{int(NOON.timestamp())}"
        assert (quota.cause_key, quota.facts) == (f"quota_high:{NOON:%Y-%m-%d}", {"percent": 81})

    def test_exactly_four_fifths_are_not_much(self) -> None:
        for per_hour, used in ((100, 80), (0, 5)):
            state = ServerState(refused_since=None, used_this_hour=used, per_hour=per_hour, day=NOON)
            assert told_of_server(state) == []


class TestToldOfGuild:
    def test_a_roster_that_waits_for_officers_says_how_many_would_go(self) -> None:
        (held,) = told_of_guild(GuildState(read_at=NOON, held_since=NOON, leaving=40), NOON)

        assert (held.kind, held.facts) == (Kind.ROSTER_HELD, {"count": 40})

    def test_late_is_only_who_is_not_paused_and_was_ever_read(self) -> None:
        now = NOON + LATE_AFTER + timedelta(seconds=1)
        states = [
            GuildState(read_at=NOON),
            GuildState(read_at=NOON, is_paused=True),
            GuildState(read_at=None),
        ]

        assert [len(told_of_guild(one, now)) for one in states] == [1, 0, 0]
        assert told_of_guild(GuildState(read_at=NOON), NOON + LATE_AFTER) == []
