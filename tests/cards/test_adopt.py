"""A card follows its character from name to name, and no name's card ever goes to somebody else."""

import itertools

import pytest

from tests.cards.people import DAY, NOW, Cards
from webapp.words import Section


class TestSettle:
    def test_a_rename_moves_the_rows_of_every_season(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=NOW - 90 * DAY)
        cards.rebuild(thrall)
        cards.call(thrall, "Gobryn")

        cards.renamed(thrall)

        assert [row.character_name for row in cards.rows()] == ["Gobryn", "Gobryn"]

    def test_a_transfer_moves_them_to_the_other_realm(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        cards.change(thrall, realm="argent-dawn")

        cards.renamed(thrall)

        assert cards.latest(thrall).realm == "argent-dawn"

    def test_two_swap_their_names(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        cards.rebuild(thrall, jaina)
        cards.call(thrall, "Jaina")
        cards.call(jaina, "Thrall")

        cards.renamed(thrall, jaina)

        assert cards.names() == {thrall: "Jaina", jaina: "Thrall"}

    @pytest.mark.parametrize("told", [0, 1, 2])
    def test_three_rotate_their_names_whoever_is_told_of_first(self, cards: Cards, told: int) -> None:
        names = ["Thrall", "Jaina", "Arthas"]
        people = [cards.character(name) for name in names]
        cards.rebuild(*people)
        wanted = dict(zip(people, names[1:] + names[:1], strict=True))
        for character_id, name in wanted.items():
            cards.call(character_id, name)

        cards.renamed(people[told])

        assert cards.names() == wanted

    def test_a_name_in_new_hands_starts_a_new_row(self, cards: Cards) -> None:
        old = cards.character()
        cards.rebuild(old)
        cards.call(old, "Gobryn")
        cards.renamed(old)
        new = cards.character()

        cards.rebuild(new)

        assert cards.names() == {old: "Gobryn", new: "Thrall"}

    def test_whom_battlenet_confirmed_last_has_the_name(self, cards: Cards) -> None:
        old, new = cards.character(verified_at=NOW - DAY), cards.character()
        cards.rebuild(old)

        cards.rebuild(new)

        assert cards.names() == {old: f"#{old}", new: "Thrall"}
        assert cards.find("Thrall") is not None

    def test_the_order_of_builds_decides_nothing(self, cards: Cards) -> None:
        old, new = cards.character(verified_at=NOW - DAY), cards.character()

        for character_id in itertools.islice(itertools.cycle([new, old]), 5):
            cards.rebuild(character_id)

        assert cards.names() == {old: f"#{old}", new: "Thrall"}

    def test_a_detached_card_returns_under_the_next_name(self, cards: Cards) -> None:
        old, new = cards.character(verified_at=NOW - DAY), cards.character()
        cards.rebuild(old, at=NOW - 90 * DAY)
        cards.rebuild(old, new)
        cards.call(old, "Gobryn")

        cards.renamed(old)

        mine = [row.character_name for row in cards.rows() if row.character_id == old]
        assert mine == ["Gobryn", "Gobryn"]

    def test_names_that_only_fold_alike_stay_apart(self, cards: Cards) -> None:
        one, other = cards.character("Straße"), cards.character("Strasse")

        cards.rebuild(one, other)

        assert cards.names() == {one: "Straße", other: "Strasse"}

    def test_nothing_of_the_old_owner_passes_to_the_new(self, cards: Cards) -> None:
        old = cards.character()
        cards.rebuild(old)
        cards.give("Thrall", {"note": "of the old one"})
        new = cards.character()
        cards.read(new, Section.SUMMARY, NOW)
        cards.change(new, verified_at=NOW)

        cards.rebuild(new)

        assert "external" not in cards.latest(new).card
        assert cards.latest(old).card["external"] == {"note": "of the old one"}


class TestTakingIn:
    def test_a_given_card_lives_under_external_once_the_character_is_followed(self, cards: Cards) -> None:
        cards.give("thrall", {"itemLevel": 1})
        thrall = cards.character()

        cards.rebuild(thrall)

        row = cards.latest(thrall)
        assert (row.card["itemLevel"], row.card["external"]) == (710, {"itemLevel": 1})
        assert (row.character_name, len(cards.rows())) == ("Thrall", 1)

    def test_one_of_another_season_too(self, cards: Cards) -> None:
        cards.give("Thrall", {"itemLevel": 1}, season="season-x")
        thrall = cards.character()

        cards.rebuild(thrall)

        given = next(row for row in cards.rows() if row.season_key == "season-x")
        assert (given.character_id, given.card) == (thrall, {"external": {"itemLevel": 1}})

    def test_a_name_that_only_folds_alike_is_not_taken(self, cards: Cards) -> None:
        cards.give("Strasse", {"itemLevel": 1})
        other = cards.character("Straße")

        cards.rebuild(other)

        assert "external" not in cards.latest(other).card
        assert len(cards.rows()) == 2

    def test_a_card_for_the_new_name_joins_the_renamed_one(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        cards.give("Gobryn", {"note": "mine"})
        cards.call(thrall, "Gobryn")

        cards.renamed(thrall)

        assert [row.card["external"] for row in cards.rows()] == [{"note": "mine"}]
