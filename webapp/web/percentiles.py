"""The colour bands of Warcraft Logs' percentiles; the number is always printed beside the colour."""

BANDS = (
    (100, "gold"),
    (99, "pink"),
    (95, "orange"),
    (75, "purple"),
    (50, "blue"),
    (25, "green"),
    (0, "grey"),
)
"""From which percentile on which colour is used; ``--parse-<colour>`` is the token."""


def band_of(percentile: float) -> str:
    """Return the band of a percentile; the number is rounded down, as Warcraft Logs does."""
    return next((band for least, band in BANDS if int(percentile) >= least), "grey")
