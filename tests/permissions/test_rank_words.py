"""A rank is told by its number, and by what officers call it where they do."""

from webapp.permissions.rank_words import rank_words


class TestRankWords:
    def test_the_number_stands_before_the_name(self) -> None:
        assert rank_words(2, {2: "Seer"}) == "2 · Seer"

    def test_who_leads_the_guild_needs_no_name(self) -> None:
        assert rank_words(0, {}) == "0 · Guild master"
        assert rank_words(0, {0: "Warchief"}) == "0 · Warchief"

    def test_a_rank_without_a_name_is_its_number(self) -> None:
        assert (rank_words(3, {3: None}), rank_words(3, {})) == ("rank 3", "rank 3")
