"""One printed line: what is known, what is not, and what people wrote."""

from typing import Any

import pytest

from tests.support.roll import NOON
from webapp.freshness.state_column import CODES
from webapp.freshness.states import FreshnessState
from webapp.roster.moment import Moment
from webapp.roster.nesting import Nesting
from webapp.roster.rows import MemberRow, RowPrinter, StoredMember
from webapp.roster.scale import Scale
from webapp.web.classes import UNKNOWN

KNOWN = StoredMember(
    rank=1,
    class_id=5,
    role="healer",
    item_level=300,
    state=CODES[FreshnessState.FRESH],
    id=7,
    user_id=None,
    main_id=None,
    main_set_by=None,
    realm="argent-dawn",
    name="Jaina",
    realm_name=None,
    spec_id=257,
    has_role_override=0,
    level=90,
    average_item_level=303,
    mythic_rating=2412.4,
    mythic_rating_color="#a335ee",
    problems=3,
    missing=2,
    problem_summary="missing: 2 gems; cheap: 1 gem",
    tier_pieces=4,
    is_vault_of_this_week=1,
    vault_raid=3,
    vault_mythic=1,
    vault_world=None,
    raid_progress="6/9 H",
    best_log=87.96,
    seen="2026-11-20 21:00",
    checked="2026-11-21 11:48",
    attempted="2026-11-21 11:48",
    outcome="ok",
    failures=0,
)
ALONE = Nesting([(KNOWN.id,)])


def line(**facts: Any) -> MemberRow:
    printer = RowPrinter(
        cards="/characters/eu", ranks={1: ("Officer", "1")}, scale=Scale(280, 320), moment=Moment(NOON)
    )
    return printer.lines([KNOWN._replace(**facts)], ALONE)[0]


class TestRowPrinter:
    def test_a_known_member_is_printed_in_words(self) -> None:
        row = line()

        assert (row.class_name, row.spec_name, row.role_name) == ("Priest", "Holy", "Healer")
        assert (row.rank_name, row.rating, row.state_word, row.reason) == ("Officer", "2,412", "fresh", None)

    def test_a_member_known_from_the_roster_alone_has_dashes_and_no_guesses(self) -> None:
        row = line(spec_id=None, role=None, item_level=None, mythic_rating=None, level=None, class_id=None)

        assert {row.spec_name, row.role_name, row.item_level, row.rating, row.level, row.class_name} == {
            UNKNOWN
        }
        assert (row.role, row.bar) == ("none", 0)

    def test_what_the_card_found_is_printed_in_short(self) -> None:
        row = line()

        assert (row.problems, row.audit, row.worst, row.more) == (3, "bad", 2, 1)
        assert row.problem_words == "3 problems in the gear: missing: 2 gems; cheap: 1 gem"
        assert (row.tier, row.vault, row.raid) == (4, "≥ 3 · 1 · —", "6/9 H")
        assert (row.log, row.log_band) == ("87", "purple")

    def test_the_vault_of_an_earlier_week_is_not_shown(self) -> None:
        row = line(is_vault_of_this_week=0)

        assert (row.vault, "Not seen this week" in row.vault_words) == (UNKNOWN, True)

    def test_without_a_card_nothing_is_claimed(self) -> None:
        row = line(problems=None, tier_pieces=None, raid_progress=None, best_log=None)

        assert {row.tier, row.raid, row.log} == {UNKNOWN}
        assert (row.problems, row.problem_words) == (None, None)

    def test_the_name_leads_to_the_card(self) -> None:
        row = line(realm="dunmodr", name='Ñan/"dú')

        assert row.path == "/characters/eu/dunmodr/%C3%91an%2F%22d%C3%BA"

    @pytest.mark.parametrize(
        "field", ["name", "realm_name", "mythic_rating_color", "raid_progress", "problem_summary"]
    )
    def test_what_others_wrote_is_escaped(self, field: str) -> None:
        row = line(**{field: '"><script>alert(1)</script>'})

        assert "<script>" not in "".join(map(str, row))

    def test_a_rank_name_is_escaped(self) -> None:
        printer = RowPrinter(
            cards="/characters/eu", ranks={1: ("<b>Boss</b>", "1")}, scale=Scale(1, 2), moment=Moment(NOON)
        )

        assert printer.lines([KNOWN], ALONE)[0].rank_name == "&lt;b&gt;Boss&lt;/b&gt;"

    def test_a_main_names_the_alt_below_it_and_the_alt_its_main(self) -> None:
        alt = KNOWN._replace(id=8, name="<i>Kalec", main_id=7)
        printer = RowPrinter(
            cards="/characters/eu",
            ranks={1: ("Officer", "1")},
            scale=Scale(280, 320),
            moment=Moment(NOON),
            noted=frozenset({8}),
        )

        main, below = printer.lines([alt, KNOWN], Nesting([(7, 8)], {8: 7}))

        assert main.kin is not None
        assert [one.name for one in main.kin.alts] == ["&lt;i&gt;Kalec"]
        assert below.kin is not None
        assert (below.kin.is_below, below.kin.main and below.kin.main.name) == (True, "Jaina")
        assert (main.is_noted, below.is_noted) == (False, True)

    def test_trouble_has_a_reason_in_a_sentence(self) -> None:
        row = line(state=CODES[FreshnessState.FAILING], outcome="timeout", failures=3)

        assert row.state_word == "failing"
        assert row.reason is not None
        assert "Blizzard did not answer in time." in row.reason
