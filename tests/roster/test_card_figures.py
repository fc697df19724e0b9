"""What is known of the vault, the audit and the logs, in as few signs as honesty allows."""

import pytest

from webapp.roster.card_figures import audit_words, log_words, vault_words


class TestVaultWords:
    @pytest.mark.parametrize(
        ("counts", "short"),
        [
            ((3, 3, 3), "3 · 3 · 3"),
            ((3, 3, None), "3 · 3 · —"),
            ((2, 3, None), "≥ 2 · 3 · —"),
            ((0, 0, None), "≥ 0 · 0 · —"),
            ((None, None, None), "—"),
            (None, "—"),
        ],
    )
    def test_what_is_not_full_is_a_lower_bound(
        self, counts: tuple[int | None, ...] | None, short: str
    ) -> None:
        assert vault_words(counts)[0] == short

    def test_the_sentence_says_each_row(self) -> None:
        assert vault_words((3, 1, None))[1] == (
            "Filled slots of the vault: Raid all 3; Mythic+ at least 1 of 3; World not known"
        )


class TestAuditWords:
    def test_one_is_not_many(self) -> None:
        assert [audit_words(number) for number in (1, 2)] == [
            "1 problem in the gear",
            "2 problems in the gear",
        ]


class TestLogWords:
    def test_a_percentile_is_rounded_down_with_its_band(self) -> None:
        assert [log_words(one) for one in (99.99, 24.0, None)] == [
            ("99", "pink"),
            ("24", "grey"),
            ("—", "none"),
        ]
