"""What a pause stops."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.sync.pauses import Pause, Pauses
from webapp.words import PauseScope

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def pauses(*scopes: PauseScope) -> Pauses:
    return Pauses(tuple(Pause(scope=scope, paused_at=NOON) for scope in scopes))


class TestPauses:
    @pytest.mark.parametrize(
        ("scopes", "battlenet", "logs"),
        [
            ((), False, False),
            ((PauseScope.EVERYTHING,), True, True),
            ((PauseScope.BATTLENET,), True, False),
            ((PauseScope.WARCRAFTLOGS,), False, True),
            ((PauseScope.BATTLENET, PauseScope.WARCRAFTLOGS), True, True),
        ],
    )
    def test_a_source_stops_for_itself_and_for_everything(
        self, scopes: tuple[PauseScope, ...], *, battlenet: bool, logs: bool
    ) -> None:
        found = pauses(*scopes)

        assert (found.stop_battlenet, found.stop_logs) == (battlenet, logs)

    def test_the_pause_over_everything_is_named_first(self) -> None:
        found = pauses(PauseScope.BATTLENET, PauseScope.EVERYTHING).over(PauseScope.BATTLENET)

        assert found is not None
        assert found.scope is PauseScope.EVERYTHING

    def test_a_guild_stops_for_itself_and_with_battlenet_but_not_with_logs(self) -> None:
        own = Pauses((Pause(scope=PauseScope.GUILD, guild_id=7, paused_at=NOON),))

        assert (own.guild_ids, own.stop_battlenet, own.stop_logs) == (frozenset({7}), False, False)
        assert own.over_guild(7) is not None
        assert own.over_guild(8) is None
        assert pauses(PauseScope.BATTLENET).over_guild(8) is not None
        assert pauses(PauseScope.WARCRAFTLOGS).over_guild(8) is None


class TestPause:
    def test_it_ends_at_its_moment_or_never_by_itself(self) -> None:
        ended = Pause(scope=PauseScope.EVERYTHING, paused_at=NOON, resumes_at=NOON + timedelta(hours=1))

        assert not ended.is_over(NOON)
        assert ended.is_over(NOON + timedelta(hours=1))
        assert not Pause(scope=PauseScope.EVERYTHING, paused_at=NOON).is_over(NOON + timedelta(days=999))
