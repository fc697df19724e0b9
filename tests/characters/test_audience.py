"""Each part of a card has its tool, and nothing can be made of what was cut."""

from dataclasses import replace
from typing import Any

import pytest

from tests.characters.cards import MESSY, tidy_card, with_problems
from tests.characters.known import CHECKED, FRESH, NEVER, PLAYED, known, section, stored
from tests.support.roll import NOON
from webapp.cards.card import PlayerCard
from webapp.characters.audience import PARTS, cut, shown_to
from webapp.characters.facts import CharacterFacts, Look
from webapp.characters.freshness_view import PARTS as KINDS
from webapp.characters.page import CardPage
from webapp.characters.view import card_page
from webapp.freshness.states import Facts
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, Tool
from webapp.words import CardStatus, Section

VISITORS = shown_to(FOR_VISITORS)
UNSEEN = shown_to(ALL_TOOLS - {Tool.LAST_SEEN})


def as_visitor(facts: CharacterFacts) -> CardPage:
    return card_page(replace(facts, shown=VISITORS), NOON)


def document_of(facts: CharacterFacts) -> dict[str, Any]:
    card = cut(facts).card
    assert card is not None
    return dict(card.document)


class TestTables:
    def test_each_part_of_the_page_has_a_tool(self) -> None:
        assert set(PARTS) == {kind.key for kind in KINDS}
        assert set(PARTS) <= set(PlayerCard.__annotations__)

    def test_a_visitor_sees_what_everybody_may(self) -> None:
        assert VISITORS.closed == {"gear", "vault", "logs"}
        assert (VISITORS.tells_seen, VISITORS.may_look) == (False, False)


class TestCut:
    def test_whoever_has_every_tool_loses_nothing(self) -> None:
        facts = known(with_problems(*MESSY), shown=shown_to(ALL_TOOLS))

        assert cut(facts) == facts

    def test_parts_that_are_closed_are_gone_with_what_is_said_of_their_sections(self) -> None:
        said = {"missing": ["equipment"], "old": ["raids"], "absent": ["logs"]}
        card = tidy_card() | said | {"reasons": {"equipment": "It failed.", "raids": "It failed."}}

        document = document_of(known(card, shown=VISITORS))

        assert [key for key in PARTS if document[key] is None] == ["gear", "vault", "logs"]
        assert [document[name] for name in said] == [[], ["raids"], []]
        assert document["reasons"] == {"raids": "It failed."}

    def test_no_moment_of_the_game_is_left_where_one_may_not_know_who_was_seen(self) -> None:
        facts = cut(known(shown=UNSEEN))
        document = document_of(known(shown=UNSEEN))

        assert {document[key]["asOf"] for key in PARTS if document[key]} == {None}
        assert (facts.freshness.observed_at, facts.freshness.changed_at, facts.reset_at) == (None, None, None)
        assert {known.changed_at for known in facts.sections.values()} == {None}
        assert "2026-11-19" not in str(document)
        assert "'isThisWeek': True" not in str(document)

    def test_a_card_of_another_version_is_not_looked_into(self) -> None:
        other = stored({"schemaVersion": 99, "gear": "somewhere else"})

        assert document_of(replace(known(), card=other, shown=VISITORS)) == {}

    def test_a_card_that_has_parts_missing_is_cut_too(self) -> None:
        card = tidy_card() | {"mythic": None, "raids": None}

        assert document_of(known(card, shown=UNSEEN))["mythic"] is None

    def test_nothing_is_nothing(self) -> None:
        assert cut(replace(NEVER, shown=VISITORS)).card is None


class TestPage:
    def test_freshness_tells_of_the_parts_that_are_shown_and_of_no_other(self) -> None:
        failed = section("timeout", succeeded_at=None, failures=2)
        sections = {name: section() for name in Section} | {Section.EQUIPMENT: failed, Section.LOGS: failed}

        page = as_visitor(known(tidy_card() | {"missing": ["equipment"]}, sections=sections))

        assert not {"gear", "vault", "logs"} & {part.key for part in page.freshness}
        assert (page.why.state_word, page.why.sentence, page.gaps) == ("fresh", "Checked 12 min ago.", [])

    def test_who_was_not_seen_this_week_is_as_fresh_as_the_data(self) -> None:
        resting = replace(FRESH, observed_at=NOON.replace(month=10), changed_at=NOON.replace(month=10))
        facts = known(freshness=resting)

        assert card_page(facts, NOON).why.state == "not_seen_this_week"
        assert card_page(replace(facts, shown=UNSEEN), NOON).why.state == "fresh"
        assert {part.state for part in as_visitor(facts).freshness} == {"fresh"}

    def test_a_card_of_closed_parts_alone_is_no_absence(self) -> None:
        nothing = dict.fromkeys(("mythic", "raids", "professions", "logs", "vault"))

        page = as_visitor(known(tidy_card() | nothing))

        assert page.parts is not None
        assert (page.parts.gear, page.parts.are_logs_alone) == (None, False)

    def test_logs_alone_say_why_there_is_no_more_to_visitors_too(self) -> None:
        nothing = dict.fromkeys(("gear", "mythic", "raids", "professions", "vault"))

        page = as_visitor(known(tidy_card() | nothing))

        assert page.parts is not None
        assert (page.parts.logs, page.parts.are_logs_alone) == (None, True)

    @pytest.mark.parametrize("error", ["equipment: no such slot", None])
    def test_trouble_with_a_closed_part_is_not_told_in_its_words(self, error: str | None) -> None:
        failed = stored(tidy_card(), CardStatus.FAILED, error)

        assert "equipment" not in as_visitor(replace(known(), card=failed)).trouble

    def test_nobody_guesses_that_somebody_is_away(self) -> None:
        parked = Facts(attempted_at=CHECKED, succeeded_at=PLAYED, outcome="not_found", failures=1)
        gone = dict.fromkeys(("gear", "mythic", "raids", "professions", "logs"))
        facts = known(tidy_card() | gone, freshness=parked)

        assert any(line.startswith("Most likely") for line in card_page(facts, NOON).absence.reasons)
        assert not any(line.startswith("Most likely") for line in as_visitor(facts).absence.reasons)


class TestLooks:
    @pytest.mark.parametrize("look", [Look(), Look(again_at=NOON)])
    def test_who_may_not_ask_is_offered_nothing(self, look: Look) -> None:
        page = as_visitor(known(look=look))

        assert (page.look.is_open, page.look.again_at, page.look.words, page.why.remedy) == (
            False,
            None,
            "",
            "",
        )

    def test_a_look_that_is_under_way_is_told_to_everybody(self) -> None:
        page = as_visitor(known(look=Look(is_under_way=True)))

        assert (page.look.is_active, page.look.words) == (True, "Looking now")
        assert page.why.remedy.startswith("It is being looked at now")

    def test_what_to_press_is_said_to_those_who_may(self) -> None:
        late = replace(FRESH, succeeded_at=NOON.replace(day=19))
        facts = known(freshness=late)

        assert "Refresh now" in card_page(facts, NOON).why.remedy
        assert "Refresh now" not in str(as_visitor(facts))

    def test_a_character_that_nobody_looked_at_comes_by_itself(self) -> None:
        assert "when you ask" in card_page(NEVER, NOON).absence.sentence
        assert as_visitor(NEVER).absence.sentence.endswith("Its card comes by itself.")
