"""What is known of the vault, the audit and the logs, in as few signs as honesty allows."""

import pytest

from webapp.roster.card_figures import audit_mark, audit_words, log_words, vault_words


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
        assert [audit_words(number, None) for number in (1, 2)] == [
            "1 problem in the gear",
            "2 problems in the gear",
        ]

    def test_they_are_named_where_they_are_known(self) -> None:
        assert audit_words(1, "missing: 1 gem") == "1 problem in the gear: missing: 1 gem"


class TestAuditMark:
    def test_what_is_missing_leads_and_what_is_only_cheap_looks_milder(self) -> None:
        marks = [audit_mark(problems, missing) for problems, missing in ((8, 8), (9, 2), (15, 0))]

        assert marks == [("bad", 8, 0), ("bad", 2, 7), ("cheap", 15, None)]

    def test_where_only_their_number_is_known_it_is_shown(self) -> None:
        assert [audit_mark(3, None), audit_mark(0, 0)] == [("bad", 3, None), ("", 0, None)]


class TestLogWords:
    def test_a_percentile_is_rounded_down_with_its_band(self) -> None:
        assert [log_words(one) for one in (99.99, 24.0, None)] == [
            ("99", "pink"),
            ("24", "grey"),
            ("—", "none"),
        ]
