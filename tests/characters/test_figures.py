"""How figures are written."""

import pytest

from tests.support.roll import NOON
from webapp.characters.figures import band_of, minutes, moment_of, whole


class TestFigures:
    @pytest.mark.parametrize(
        ("milliseconds", "text"),
        [(1_711_000, "28:31"), (59_999, "0:59"), (3_727_000, "1:02:07"), (None, "—")],
    )
    def test_durations(self, milliseconds: int | None, text: str) -> None:
        assert minutes(milliseconds) == text

    @pytest.mark.parametrize(
        ("percentile", "band"),
        [
            *[(0, "grey"), (24.9, "grey"), (25, "green"), (50, "blue"), (75, "purple"), (95, "orange")],
            *[(98.9, "orange"), (99.9, "pink"), (100, "gold")],
        ],
    )
    def test_bands_of_percentiles(self, percentile: float, band: str) -> None:
        assert band_of(percentile) == band

    def test_numbers_that_nobody_knows_are_a_dash(self) -> None:
        assert (whole(None), whole(2741.3)) == ("—", "2,741")

    def test_moments_that_cannot_be_read_are_not_known(self) -> None:
        assert (moment_of("yesterday"), moment_of(None)) == (None, None)
        assert moment_of("2026-11-21T12:00:00") == NOON
