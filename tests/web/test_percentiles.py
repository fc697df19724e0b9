"""The bands of Warcraft Logs, at their edges."""

import pytest

from webapp.web.percentiles import band_of


class TestBandOf:
    @pytest.mark.parametrize(
        ("percentile", "band"),
        [(0, "grey"), (24.99, "grey"), (25, "green"), (50, "blue"), (75, "purple"),
         (95, "orange"), (99.9, "pink"), (100, "gold"), (-1, "grey")],
    )  # fmt: skip
    def test_the_number_is_rounded_down_first(self, percentile: float, band: str) -> None:
        assert band_of(percentile) == band
