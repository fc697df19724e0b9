"""Colours of the card, measured like those of rows."""

import pytest

from tests.web.test_look import AA_TEXT, DAY, NIGHT, ROWS, contrast, tokens

QUALITIES = ("poor", "common", "uncommon", "rare", "epic", "legendary", "artifact", "heirloom")
BANDS = ("grey", "green", "blue", "purple", "orange", "pink", "gold")
STATES = ("good", "warn", "bad", "rest")


class TestContrast:
    @pytest.mark.parametrize("scheme", [DAY, NIGHT])
    @pytest.mark.parametrize("surface", ROWS)
    def test_qualities_percentiles_and_judgements_are_readable(self, surface: str, scheme: int) -> None:
        known = tokens()
        texts = [*(f"quality-{one}" for one in QUALITIES), *(f"parse-{one}" for one in BANDS), *STATES]

        ratios = {text: contrast(known[text][scheme], known[surface][scheme]) for text in texts}

        assert {text: ratio for text, ratio in ratios.items() if ratio < AA_TEXT} == {}
