"""Tests of opening stored sections."""

import pytest

from tests.cards.pieces import WHOLE, source, stored
from webapp.cards.opening import open_sections, wanted_sections
from webapp.words import Section


class TestWantedSections:
    def test_logs_are_wanted_once_connected(self) -> None:
        assert Section.LOGS in wanted_sections(source(is_logs_connected=True))
        assert Section.LOGS not in wanted_sections(source())

    @pytest.mark.parametrize(("level", "wanted"), [(90, True), (89, False), (None, False)])
    def test_logs_are_wanted_only_at_the_highest_level(self, level: int | None, *, wanted: bool) -> None:
        grown = source(is_logs_connected=True, level=level)

        assert (Section.LOGS in wanted_sections(grown, level_cap=90)) is wanted

    def test_logs_from_earlier_are_shown_without_a_connection(self) -> None:
        assert Section.LOGS in wanted_sections(source({Section.LOGS: {"state": "ranked"}}))

    def test_a_season_is_wanted_once_one_is_known(self) -> None:
        assert Section.MYTHIC_SEASON in wanted_sections(source(season_id=18))
        assert Section.MYTHIC_SEASON not in wanted_sections(source())


class TestOpenSections:
    def test_what_is_there_is_neither_missing_nor_absent(self) -> None:
        opened = open_sections(source(WHOLE))

        assert (opened.missing, opened.absent, opened.reasons) == ([], [], {})

    @pytest.mark.parametrize(
        ("outcome", "error", "why"),
        [
            ("timeout", None, "The raid progress could not be fetched: Blizzard"),
            ("odd", "no answer", "The raid progress could not be fetched: no answer"),
            ("ok", None, "The raid progress has not been fetched yet."),
        ],
    )
    def test_a_section_that_never_came_is_missing_with_a_reason(
        self, outcome: str, error: str | None, why: str
    ) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored(None, outcome=outcome, error=error)}))

        assert opened.missing == [Section.RAIDS]
        assert opened.reasons["raids"].startswith(why)

    @pytest.mark.parametrize(
        ("outcome", "why"),
        [("not_found", "does not exist on Battle.net"), ("forbidden", "hidden by the player")],
    )
    def test_a_section_that_does_not_exist_is_absent_and_not_missing(self, outcome: str, why: str) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored(None, outcome=outcome)}))

        assert (opened.missing, opened.absent) == ([], [Section.RAIDS])
        assert why in opened.reasons["raids"]

    def test_a_profile_that_does_not_exist_is_missing(self) -> None:
        opened = open_sections(source({**WHOLE, Section.SUMMARY: stored(None, outcome="not_found")}))

        assert (opened.missing, opened.absent) == ([Section.SUMMARY], [])

    def test_a_failure_after_a_good_look_keeps_what_there_is(self) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored({}, outcome="timeout")}))

        assert (opened.missing, opened.old) == ([], [Section.RAIDS])
        assert opened.reasons["raids"].startswith("The raid progress could not be fetched anew: Blizzard")
        assert opened.decode(Section.RAIDS) == {}

    def test_what_only_the_player_can_change_makes_nothing_old(self) -> None:
        kept = stored({"name": "Thrall"}, outcome="not_found")

        assert open_sections(source({**WHOLE, Section.SUMMARY: kept})).old == []

    @pytest.mark.parametrize(
        ("outcome", "body", "why"),
        [
            ("upstream", {}, "could not be fetched anew: Warcraft Logs is having trouble."),
            ("auth", None, "could not be fetched: Warcraft Logs refused our API key."),
            ("not_found", {}, "Warcraft Logs has no such character."),
        ],
    )
    def test_of_logs_not_blizzard_is_said_to_be_the_cause(
        self, outcome: str, body: dict[str, str] | None, why: str
    ) -> None:
        opened = open_sections(
            source({**WHOLE, Section.LOGS: stored(body, outcome=outcome)}, is_logs_connected=True)
        )

        assert opened.reasons["logs"].endswith(why)


class TestDecode:
    @pytest.mark.parametrize(("body", "why"), [("{", "it is not JSON"), ("[]", "it is not an object")])
    def test_what_cannot_be_decoded_is_missing_with_a_reason(self, body: str, why: str) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored(body)}))

        assert opened.decode(Section.RAIDS) is None
        assert opened.missing == [Section.RAIDS]
        assert why in opened.reasons["raids"]

    def test_the_first_reason_stays(self) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored("{")}))

        for _ in range(2):
            opened.decode(Section.RAIDS)
        opened.lose(Section.RAIDS, "something else")

        assert opened.missing == [Section.RAIDS]
        assert "it is not JSON" in opened.reasons["raids"]

    def test_what_is_old_and_cannot_be_decoded_is_missing(self) -> None:
        opened = open_sections(source({**WHOLE, Section.RAIDS: stored("{", outcome="timeout")}))

        opened.decode(Section.RAIDS)

        assert (opened.missing, opened.old) == ([Section.RAIDS], [])
        assert "it is not JSON" in opened.reasons["raids"]

    def test_bytes_and_text_are_the_same(self) -> None:
        opened = open_sections(source({Section.RAIDS: stored(b'{"a":1}')}))

        assert opened.decode(Section.RAIDS) == {"a": 1}
