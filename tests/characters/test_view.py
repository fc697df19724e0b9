"""The whole page, made from facts and the clock."""

from dataclasses import replace
from datetime import timedelta

from tests.characters.cards import tidy_card
from tests.characters.known import CHECKED, FRESH, NEVER, TIDY, known, section, stored
from tests.support.roll import NOON
from webapp.characters.view import card_page
from webapp.words import CardStatus, Section


class TestLogs:
    def test_a_look_without_an_answer_is_not_said_to_be_none(self) -> None:
        failed = section("timeout", succeeded_at=None, failures=1)
        card = tidy_card() | {"logs": None, "missing": ["logs"]}

        page = card_page(known(card, sections={Section.LOGS: failed}), NOON)

        assert page.parts
        assert page.parts.logs
        assert page.parts.logs.head == "No answer yet"
        assert page.parts.logs.sentence.startswith("Warcraft Logs did not answer in time. It failed once")


class TestLogsAlone:
    def test_what_warcraft_logs_tells_outlives_the_profile(self) -> None:
        gone = dict.fromkeys(("gear", "mythic", "raids", "professions", "talents"))
        parked = replace(FRESH, outcome="not_found")

        page = card_page(known(tidy_card() | gone, freshness=parked), NOON)

        assert page.parts
        assert page.parts.are_logs_alone
        assert page.absence.reasons

    def test_without_any_log_there_is_no_card(self) -> None:
        gone = dict.fromkeys(("gear", "mythic", "raids", "professions", "talents", "logs"))

        assert card_page(known(tidy_card() | gone), NOON).parts is None


class TestPerson:
    def test_figures_and_words_come_from_the_card(self) -> None:
        person = card_page(known(), NOON).person

        assert (person.class_name, person.spec, person.role_name) == ("Druid", "Balance", "Ranged")
        assert [(stat.label, stat.value) for stat in person.stats] == [
            ("Item level", "312"),
            ("Mythic+ rating", "2,741"),
            ("Raid", "4/5 H"),
            ("Best log average", "91"),
        ]

    def test_a_rank_without_a_name_is_its_number(self) -> None:
        assert TIDY.guild is not None
        unnamed = replace(TIDY.guild, rank=4, rank_name=None)

        guild = card_page(known(guild=unnamed), NOON).person.guild

        assert guild is not None
        assert guild.rank == "Rank 4"

    def test_only_blizzards_pictures_are_shown(self) -> None:
        card = tidy_card()
        card["media"]["inset"] = "https://evil.example/x.jpg"

        assert card_page(known(card), NOON).person.portrait is None

    def test_a_member_of_whom_only_the_roster_told_has_a_class(self) -> None:
        page = card_page(NEVER, NOON)

        assert (page.person.class_name, page.parts) == ("Druid", None)


class TestParts:
    def test_a_part_that_is_missing_is_none_and_named(self) -> None:
        card = tidy_card() | {"raids": None, "missing": ["raids"], "reasons": {"raids": "It timed out."}}

        page = card_page(known(card), NOON)

        assert page.parts is not None
        assert page.parts.raids is None
        assert [(gap.title, gap.sentence) for gap in page.gaps] == [("Raids", "It timed out.")]

    def test_a_failed_build_keeps_the_last_good_data_and_says_so(self) -> None:
        failed = stored(tidy_card(), CardStatus.FAILED, "The equipment was not what we expected.")

        page = card_page(replace(known(), card=failed), NOON)

        assert page.trouble == ("The equipment was not what we expected. What you see is the last good data.")
        assert page.parts is not None
        assert page.parts.gear is not None

    def test_where_nothing_was_ever_good_nothing_is_said_to_be_the_last_good(self) -> None:
        gone = dict.fromkeys(("gear", "mythic", "raids", "professions", "talents"))
        failed = stored(tidy_card() | gone, CardStatus.FAILED, "The profile could not be fetched.")

        page = card_page(replace(known(), card=failed), NOON)

        assert page.parts is not None
        assert (page.parts.are_logs_alone, page.trouble) == (True, "")

    def test_a_card_of_another_version_is_not_read(self) -> None:
        assert card_page(known(tidy_card() | {"schemaVersion": 99}), NOON).parts is None

    def test_a_card_that_a_program_gave_is_not_read(self) -> None:
        assert card_page(replace(TIDY, card=stored({"external": {"x": 1}})), NOON).parts is None


class TestVersion:
    def test_it_moves_with_every_attempt(self) -> None:
        before = card_page(known(), NOON).version
        later = replace(FRESH, attempted_at=CHECKED + timedelta(minutes=5))

        assert card_page(known(freshness=later), NOON).version != before

    def test_it_moves_with_the_logs_alone(self) -> None:
        before = card_page(known(), NOON).version
        sections = {Section.LOGS: section(attempted_at=CHECKED + timedelta(minutes=5))}

        assert card_page(known(sections=sections), NOON).version != before
