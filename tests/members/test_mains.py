"""Whose alt somebody is, whoever said so, and what officers may not say."""

import pytest

from webapp.members.mains import CHOSEN, CLAIMED, ITSELF, Kin, families, refusal

PLAYER, OTHER = 7, 8
MAIN, ALT, THIRD = 1, 2, 3


def one(number: int, main: int | None = None, *, of: int | None = None, by: str | None = "officer") -> Kin:
    return Kin(number, of, main, by if main or by == "player" else None)


class TestFamilies:
    @pytest.mark.parametrize(
        ("kin", "mains"),
        [
            ([one(MAIN), one(ALT)], {}),
            ([one(MAIN), one(ALT, MAIN)], {ALT: MAIN}),
            ([one(MAIN, of=PLAYER), one(ALT, MAIN)], {ALT: MAIN}),
            ([one(MAIN), one(ALT, MAIN, of=PLAYER)], {ALT: MAIN}),
            ([one(MAIN, of=OTHER), one(ALT, MAIN, of=PLAYER)], {}),
            ([one(ALT, MAIN)], {}),
            ([one(MAIN, MAIN)], {}),
        ],
        ids=["nothing", "said", "of a player", "claimed since", "of another", "main is gone", "of itself"],
    )
    def test_what_officers_said_holds_where_nothing_speaks_against_it(
        self, kin: list[Kin], mains: dict[int, int]
    ) -> None:
        assert families(kin) == mains

    def test_a_chain_ends_at_its_last_main(self) -> None:
        assert families([one(MAIN), one(ALT, MAIN), one(THIRD, ALT)]) == {ALT: MAIN, THIRD: MAIN}

    def test_a_circle_has_no_main(self) -> None:
        assert families([one(MAIN, ALT), one(ALT, MAIN), one(THIRD, ALT)]) == {}

    def test_a_players_choice_holds_for_all_of_the_players_characters(self) -> None:
        kin = [
            one(MAIN, of=PLAYER),
            one(ALT, MAIN, of=PLAYER, by="player"),
            one(THIRD, of=PLAYER),
            one(4, ALT, of=PLAYER),
            one(5, of=OTHER),
        ]

        assert families(kin) == {ALT: MAIN, THIRD: MAIN, 4: MAIN}

    def test_a_main_that_says_so_of_itself_is_the_players_choice(self) -> None:
        kin = [one(MAIN, of=PLAYER, by="player"), one(ALT, of=PLAYER)]

        assert families(kin) == {ALT: MAIN}

    def test_without_a_choice_a_players_characters_stand_alone(self) -> None:
        assert families([one(MAIN, of=PLAYER), one(ALT, of=PLAYER)]) == {}

    def test_two_choices_are_none(self) -> None:
        kin = [one(MAIN, of=PLAYER, by="player"), one(ALT, of=PLAYER, by="player"), one(THIRD, of=PLAYER)]

        assert families(kin) == {}


class TestRefusal:
    def test_officers_make_one_the_alt_of_another(self) -> None:
        assert refusal(one(ALT), one(MAIN), {}) is None
        assert refusal(one(ALT, THIRD), one(MAIN), {ALT: THIRD}) is None

    @pytest.mark.parametrize(
        ("alt", "main", "mains", "sentence"),
        [
            (one(ALT, of=PLAYER), one(MAIN), {}, CLAIMED),
            (one(ALT, THIRD, by="player"), one(MAIN), {}, CHOSEN),
            (one(ALT), one(ALT), {}, ITSELF),
            (one(ALT), one(MAIN, THIRD), {MAIN: THIRD}, "an alt too"),
            (one(ALT), one(MAIN), {THIRD: ALT}, "the main of one other"),
            (one(ALT), one(MAIN, ALT), {MAIN: ALT, THIRD: ALT}, "the main of 2 others"),
        ],
    )
    def test_what_must_not_be_is_refused_with_a_sentence(
        self, alt: Kin, main: Kin, mains: dict[int, int], sentence: str
    ) -> None:
        assert sentence in (refusal(alt, main, mains) or "")
