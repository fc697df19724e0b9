"""What each role is measured by."""

import pytest

from webapp.clients.warcraftlogs import Metric, metric_of
from webapp.words import Role


class TestMetricOf:
    @pytest.mark.parametrize(
        ("role", "metric"),
        [
            (Role.HEALER, Metric.HPS),
            (Role.TANK, Metric.DPS),
            (Role.MELEE, Metric.DPS),
            (Role.RANGED, Metric.DPS),
            (None, Metric.DPS),
        ],
    )
    def test_healers_by_healing_everybody_else_by_damage(self, role: Role | None, metric: Metric) -> None:
        assert metric_of(role) is metric
