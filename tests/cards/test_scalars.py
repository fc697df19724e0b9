"""Tests of what lists show of a card."""

from dataclasses import astuple

from tests.cards.pieces import SEASON, WEEK_START, WHOLE, enchant, equipment, item, socket, source, summary
from webapp.cards.build import build_card
from webapp.cards.card_gear import Problem
from webapp.cards.gear_audit import ProblemKind
from webapp.cards.scalars import problem_summary
from webapp.words import Section


class TestScalarsOf:
    def test_a_raider_s_card_fills_the_columns(self) -> None:
        worn = equipment(item("HEAD", enchantments=[enchant(7960)]))

        scalars = build_card(source({**WHOLE, Section.EQUIPMENT: worn}), SEASON).scalars

        assert scalars.problem_count == 1 + 15  # the head, and fifteen empty slots
        assert scalars.missing_count == 15 + (scalars.problem_summary or "").count("missing: 1 enchantment")
        assert "15 items" in (scalars.problem_summary or "")
        assert (scalars.tier_pieces, scalars.raid_progress) == (0, "1/8 H")
        assert (scalars.vault_week_at, scalars.vault_raid, scalars.vault_mythic) == (WEEK_START, 0, 1)

    def test_nothing_is_known_without_sections(self) -> None:
        scalars = build_card(source(), SEASON).scalars

        assert set(astuple(scalars)) == {None}

    def test_who_is_not_judged_has_no_count_of_problems(self) -> None:
        built = build_card(source({**WHOLE, Section.SUMMARY: summary(level=20)}), SEASON)

        assert built.scalars.problem_count is None


def problem(kind: ProblemKind, slot: str = "HEAD") -> Problem:
    return {"kind": kind, "slot": slot, "state": "", "says": ""}


class TestProblemSummary:
    def test_gems_are_counted_and_not_their_slots(self) -> None:
        necklace = item("NECK", sockets=[socket(), socket()])
        worn = source({**WHOLE, Section.EQUIPMENT: equipment(necklace)})

        scalars = build_card(worn, SEASON).scalars

        assert "missing: 2 gems, 15 items" in (scalars.problem_summary or "")
        assert (scalars.problem_count or 0) >= (scalars.missing_count or 0) == 17

    def test_what_is_missing_comes_first(self) -> None:
        kinds = [*[ProblemKind.CHEAP_GEM] * 2, ProblemKind.ODD_ITEM, *[ProblemKind.NO_ENCHANT] * 3]

        said = problem_summary([problem(kind) for kind in kinds], [])

        assert said == "missing: 3 enchantments; cheap: 2 gems; odd: 1 item"

    def test_every_kind_at_once_fits_its_column(self) -> None:
        kinds = [kind for kind in ProblemKind for _ in range(16)]

        said = problem_summary([problem(kind) for kind in kinds], [])

        assert (said.count("16"), len(said) <= 160) == (len(ProblemKind), True)

    def test_of_no_problem_nothing_is_said(self) -> None:
        assert problem_summary([], []) == ""
