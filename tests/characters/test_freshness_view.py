"""How old each part is, and why."""

from dataclasses import replace
from datetime import timedelta

from tests.characters.cards import tidy_card
from tests.characters.known import CHECKED, FRESH, NEVER, PLAYED, known, section
from tests.support.roll import NOON
from webapp.characters.facts import CharacterFacts, Look
from webapp.characters.freshness_view import gaps, part_lines, whole_answer
from webapp.characters.page import PartFreshness
from webapp.freshness.states import Facts
from webapp.sync.facts import Place
from webapp.words import Section


def line(facts: CharacterFacts, key: str) -> PartFreshness:
    return next(one for one in part_lines(facts, tidy_card(), NOON) if one.key == key)


class TestPartLines:
    def test_the_four_times_are_kept_apart(self) -> None:
        gear = line(known(), "gear")

        assert gear.checked_at == CHECKED
        assert gear.changed_at == PLAYED
        assert gear.observed_at == NOON.replace(hour=9, minute=12)
        assert gear.next_at == NOON + timedelta(hours=3)

    def test_what_only_a_log_out_changes_was_checked_with_the_summary(self) -> None:
        old = section(succeeded_at=NOON - timedelta(days=2), attempted_at=NOON - timedelta(days=2))
        sections = {Section.SUMMARY: section(), Section.EQUIPMENT: old, Section.PROFESSIONS: old}

        facts = known(sections=sections)

        assert line(facts, "gear").state == "fresh"
        assert line(facts, "professions").state == "stale"

    def test_a_part_that_failed_is_not_said_to_be_checked(self) -> None:
        failed = section("timeout", succeeded_at=NOON - timedelta(hours=9), failures=3)

        gear = line(known(sections={Section.SUMMARY: section(), Section.EQUIPMENT: failed}), "gear")

        assert (gear.state, gear.checked_at) == ("failing", NOON - timedelta(hours=9))
        assert "tried again by itself" in gear.remedy

    def test_logs_have_a_due_time_and_a_pace_of_their_own(self) -> None:
        half_a_day = section(succeeded_at=NOON - timedelta(hours=11))

        logs = line(known(sections={Section.LOGS: half_a_day}), "logs")

        assert (logs.state, logs.next_at) == ("fresh", NOON + timedelta(hours=9))

    def test_nobody_tells_when_logs_were_made(self) -> None:
        assert line(known(), "logs").observed_at is None

    def test_without_warcraft_logs_nobody_waits_for_logs(self) -> None:
        facts = known(is_logs_connected=False, sections={Section.SUMMARY: section()})

        assert "logs" not in {one.key for one in part_lines(facts, tidy_card(), NOON)}

    def test_below_the_highest_level_nobody_waits_for_logs_either(self) -> None:
        card = tidy_card() | {"logs": None}
        sections = {Section.SUMMARY: section()}

        waiting = known(card | {"missing": ["logs"]}, sections=sections)

        assert "logs" in {one.key for one in part_lines(waiting, card, NOON)}
        assert "logs" not in {one.key for one in part_lines(known(card, sections=sections), card, NOON)}


class TestWholeAnswer:
    def test_fresh_needs_nobody(self) -> None:
        answer = whole_answer(known(), (), NOON)

        assert (answer.state, answer.sentence) == ("fresh", "Checked 12 min ago, changed 3 h ago.")
        assert answer.remedy == ""

    def test_who_has_not_played_since_the_reset_can_only_be_mended_by_the_player(self) -> None:
        freshness = replace(FRESH, observed_at=NOON - timedelta(days=9))

        answer = whole_answer(known(freshness=freshness), (), NOON)

        assert answer.state == "not_seen_this_week"
        assert answer.remedy.startswith("Only the player can change it: log into the game")

    def test_a_missing_part_is_named(self) -> None:
        failed = section("upstream", succeeded_at=None, failures=1)
        sections = {name: section() for name in Section} | {Section.RAIDS: failed}

        answer = whole_answer(known(sections=sections), ["raids"], NOON)

        assert answer.sentence == "Checked 12 min ago, changed 3 h ago; missing: raids."
        assert (answer.state, answer.state_word) == ("fresh", "fresh, raids failing")
        assert "tried again by itself" in answer.remedy

    def test_who_was_never_found_is_no_players_business(self) -> None:
        tried = Facts(attempted_at=NOON, outcome="not_found")

        answer = whole_answer(replace(NEVER, guild=None, level=None, freshness=tried), (), NOON)

        assert (answer.state_word, answer.remedy) == ("not found", "Check the spelling and the realm.")

    def test_while_it_is_looked_at_nothing_has_to_be_pressed(self) -> None:
        answer = whole_answer(known(look=Look(is_under_way=True)), (), NOON)

        assert answer.remedy == "It is being looked at now."

    def test_who_is_queued_is_not_said_to_be_looked_at(self) -> None:
        look = Look(is_under_way=True, place=Place(ahead=0, seconds=1))

        assert whole_answer(known(look=look), (), NOON).remedy == "It waits to be looked at."


class TestButton:
    """What to press is said only while there is something to press."""

    FAILED = known(sections={name: section("timeout", succeeded_at=None, failures=2) for name in Section})

    def test_it_is_named_while_it_is_there(self) -> None:
        assert "“Refresh now” asks at once" in whole_answer(self.FAILED, (), NOON).remedy
        assert "“Refresh now” asks at once" in line(self.FAILED, "logs").remedy

    def test_during_the_cool_down_the_parts_say_when_it_is_back(self) -> None:
        facts = replace(self.FAILED, look=Look(again_at=NOON + timedelta(minutes=3, seconds=8)))

        assert whole_answer(facts, (), NOON).remedy == "It is tried again by itself."
        for key in ("gear", "logs"):
            told = line(facts, key).remedy
            assert told == "It is tried again by itself. “Refresh now” is back at 12:03:08 UTC."

    def test_during_a_look_no_part_names_it(self) -> None:
        facts = replace(self.FAILED, look=Look(is_under_way=True))

        assert line(facts, "logs").remedy == "It is tried again by itself."


class TestLogs:
    def test_what_a_player_hides_on_warcraft_logs_is_nobodys_delay(self) -> None:
        sections = {name: section() for name in Section} | {Section.LOGS: section("forbidden")}
        card = tidy_card()
        card["logs"]["state"] = "hidden"
        facts = known(card, sections=sections)

        assert whole_answer(facts, (), NOON).state == "fresh"
        assert line(facts, "logs").sentence == (
            "The player has hidden this character on Warcraft Logs."
            " Looked 12 min ago. The next look is due in 9 h."
        )

    def test_one_failed_look_is_named_at_once(self) -> None:
        failed = section("upstream", succeeded_at=NOON - timedelta(hours=13), failures=1)
        facts = known(sections={name: section() for name in Section} | {Section.LOGS: failed})

        answer = whole_answer(facts, (), NOON)

        assert (answer.state, answer.state_word, answer.sentence) == (
            "fresh",
            "fresh, logs failing",
            "Checked 12 min ago, changed 3 h ago; behind: logs.",
        )
        assert "tried again by itself" in answer.remedy
        assert line(facts, "logs").sentence.startswith("Warcraft Logs is having trouble. It failed once")


class TestGaps:
    def test_the_builds_own_reason_is_preferred(self) -> None:
        document = {"missing": ["raids"], "old": ["logs"], "reasons": {"logs": "Warcraft Logs is down."}}

        found = gaps(known(), document, NOON)

        assert [(gap.title, gap.word, gap.sentence) for gap in found] == [
            ("Raids", "missing", "Checked 12 min ago, changed 3 h ago."),
            ("Logs", "of an earlier look", "Warcraft Logs is down."),
        ]

    def test_a_card_of_an_earlier_version_names_nothing_old(self) -> None:
        assert gaps(known(), {"missing": [], "reasons": {}}, NOON) == []

    def test_a_section_of_another_version_is_named_all_the_same(self) -> None:
        assert gaps(known(), {"missing": ["pet_battles"]}, NOON)[0].title == "Pet battles"
        assert gaps(known(), {"missing": ["mythic_season"]}, NOON)[0].title == "Mythic+ season"
