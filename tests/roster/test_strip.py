"""The sync strip in words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.roll import NOON
from webapp.freshness.states import FreshnessState
from webapp.permissions.policy import ALL_TOOLS
from webapp.roster.audience import shown_to
from webapp.roster.strip import (
    announcement,
    ended_runs,
    held_notice,
    refresh_offer,
    strip_view,
)
from webapp.sync.facts import HeldFacts, MemberArrivals, Place, RunFacts, Strip
from webapp.sync.roster import ANOTHER_GUILD
from webapp.web.guild_address import GuildAddress
from webapp.web.run_words import run_sentence
from webapp.words import RunKind, RunOutcome, RunTrigger

EVERYTHING = shown_to(ALL_TOOLS)
GUILD = GuildAddress(
    id=1,
    region="eu",
    realm="argent-dawn",
    realm_name="Argent Dawn",
    name="Lantern Watch",
    faction=None,
    data_version=4,
    missing_since=None,
)
RUN = RunFacts(
    id=9,
    scope="guild:1",
    kind=RunKind.CHARACTERS,
    trigger=RunTrigger.PERSON,
    started_at=NOON,
    finished_at=None,
    planned=60,
    done=34,
    changed=12,
    unchanged=20,
    failed=2,
    failed_by_class={"timeout": 2},
    calls=212,
    not_modified=40,
    calls_per_second=31.0,
    seconds_left=75,
    is_cancelling=False,
    outcome=None,
    message=None,
)
QUIET = Strip(
    guild_id=1,
    data_version=4,
    members=60,
    states={FreshnessState.FRESH: 52, FreshnessState.LATE: 5, FreshnessState.FAILING: 3},
    roster_state=FreshnessState.FRESH,
    roster_attempted_at=NOON,
    roster_succeeded_at=NOON,
    roster_changed_at=NOON,
    roster_outcome="ok",
    roster_error=None,
    next_roster_at=NOON + timedelta(minutes=20),
    active=(),
    last=None,
    last_characters=None,
    arrivals=None,
    next_character_at=NOON + timedelta(minutes=3),
    held=None,
    alert=None,
    place=None,
    refresh_again_at=None,
    archived_at=None,
)


def strip(**facts: Any) -> Strip:
    return replace(QUIET, **facts)


class TestStripView:
    def test_a_quiet_guild_shows_counts_that_lead_to_their_members_and_does_not_poll(self) -> None:
        view = strip_view(QUIET, GUILD, EVERYTHING, now=NOON)

        assert [(count.number, count.word, count.query) for count in view.counts] == [
            (52, "fresh", "state=fresh"),
            (5, "late", "state=late"),
            (3, "failing", "state=failing"),
        ]
        assert not view.is_active

    def test_a_run_shows_pace_time_left_calls_and_failures_in_words(self) -> None:
        run = strip_view(strip(active=(RUN,)), GUILD, EVERYTHING, now=NOON).runs[0]

        assert run.figures == [
            "31 calls a second",
            "about 1 min left",
            "212 calls",
            "40 not changed at Blizzard",
        ]
        assert run.remarks == ["2 characters: Blizzard did not answer in time."]
        assert run.cancel_path == "/guilds/eu/argent-dawn/lantern-watch/sync/runs/9/cancel"

    def test_a_run_that_is_stopping_cannot_be_cancelled_twice(self) -> None:
        run = strip_view(strip(active=(replace(RUN, is_cancelling=True),)), GUILD, EVERYTHING, now=NOON).runs[
            0
        ]

        assert (run.title, run.cancel_path) == ("Updating characters: stopping", None)

    @pytest.mark.parametrize(
        "facts", [{"active": (RUN,)}, {"place": Place(ahead=2, seconds=20)}, {"roster_attempted_at": None}]
    )
    def test_it_polls_while_something_is_under_way_or_awaited(self, facts: dict[str, Any]) -> None:
        assert strip_view(strip(**facts), GUILD, EVERYTHING, now=NOON).is_active

    def test_a_cool_down_is_asked_about_once_at_its_end_and_not_while_it_polls(self) -> None:
        cooling = {"refresh_again_at": NOON + timedelta(minutes=9)}

        views = [
            strip_view(strip(**facts), GUILD, EVERYTHING, now=NOON)
            for facts in (cooling, {**cooling, "active": (RUN,)}, {})
        ]

        assert [view.trigger for view in views] == ["back", "every 2s", ""]

    def test_trouble_is_told_in_sentences(self) -> None:
        held = HeldFacts(
            held_at=NOON,
            reason="it would remove 14 of 60 members at once",
            known_count=60,
            seen_count=46,
            leaving_count=14,
        )
        troubled = strip(
            held=held, alert="An outage.", roster_state=FreshnessState.FAILING, roster_outcome="auth"
        )
        gone = replace(GUILD, missing_since=NOON - timedelta(hours=3))

        notices = " ".join(
            notice.sentence for notice in strip_view(troubled, gone, EVERYTHING, now=NOON).notices
        )

        assert all(words in notices for words in ("14 of 60", "An outage.", "for 3 h", "refused our API key"))

    def test_a_roster_that_was_read_and_held_is_not_one_that_cannot_be_read(self) -> None:
        held = HeldFacts(held_at=NOON, reason="it is empty", known_count=60, seen_count=0, leaving_count=60)
        read = strip(held=held, roster_state=FreshnessState.FAILING, roster_outcome="suspicious")

        (notice,) = strip_view(read, GUILD, EVERYTHING, now=NOON).notices

        assert "held back" in notice.sentence

    def test_a_held_roster_names_what_an_operator_types(self) -> None:
        notice = held_notice("the roster is empty", replace(GUILD, name="Lantern's Watch"))

        place = """'eu/argent-dawn/Lantern'"'"'s Watch'"""
        assert notice.commands == (f"guild accept {place}", f"guild discard {place}")

    def test_the_roster_of_another_guild_can_only_be_dropped(self) -> None:
        notice = held_notice(ANOTHER_GUILD, GUILD)

        assert notice.commands == ("guild discard 'eu/argent-dawn/Lantern Watch'",)

    def test_a_roster_that_was_just_read_is_told_once(self) -> None:
        read = replace(RUN, kind=RunKind.ROSTER, finished_at=NOON, outcome=RunOutcome.OK)

        view = strip_view(strip(last=read, arrivals=MemberArrivals(2, 1)), GUILD, EVERYTHING, now=NOON)

        assert (view.arrivals, list(view.ended)) == (", 2 new, 1 left", [])

    def test_a_roster_that_is_due_has_no_next_time(self) -> None:
        assert strip_view(strip(next_roster_at=NOON), GUILD, EVERYTHING, now=NOON).next_roster_at is None


class TestRefreshOffer:
    def test_it_is_open_when_nobody_asked_lately(self) -> None:
        assert refresh_offer(QUIET).is_open

    def test_the_cool_down_is_a_time_and_not_a_mystery(self) -> None:
        again = NOON + timedelta(minutes=9, seconds=28)

        offer = refresh_offer(strip(refresh_again_at=again - timedelta(milliseconds=400)))

        assert (offer.is_open, offer.words, offer.again_at) == (False, "Refreshed; again from", again)

    def test_a_wish_in_the_queue_says_its_place(self) -> None:
        offer = refresh_offer(strip(place=Place(ahead=2, seconds=20), refresh_again_at=NOON))

        assert (offer.is_open, offer.words) == (False, "Queued, 3rd in line, about 20 s")


class TestAnnouncement:
    def test_it_says_how_far_it_is_and_how_it_ended(self) -> None:
        assert announcement(strip(active=(RUN,))) == "Updating characters: 34 of 60"
        assert announcement(strip(active=(replace(RUN, planned=0),))) == "Updating characters"
        assert announcement(strip(place=Place(ahead=0, seconds=5))) == "Queued, next in line, about 5 s"
        finished = strip(last=RUN, last_characters=RUN)
        assert announcement(finished) == f"Sync finished: characters read: {run_sentence(RUN)}"
        assert announcement(QUIET) == ""

    def test_a_run_without_failures_does_not_speak_of_them(self) -> None:
        assert run_sentence(replace(RUN, failed=0)) == "34 checked, 12 changed, 212 calls"


class TestEndedRuns:
    ROSTER = replace(RUN, kind=RunKind.ROSTER, finished_at=NOON, outcome=RunOutcome.OK)
    EARLIER = replace(RUN, finished_at=NOON - timedelta(minutes=9), failed=0)

    @pytest.mark.parametrize(
        ("arrivals", "words"),
        [((0, 0), ", nobody new"), ((2, 0), ", 2 new"), ((0, 1), ", nobody new, 1 left")],
    )
    def test_a_roster_says_who_came_and_the_characters_stay(
        self, arrivals: tuple[int, int], words: str
    ) -> None:
        told = strip(last=self.ROSTER, last_characters=self.EARLIER, arrivals=MemberArrivals(*arrivals))

        roster, characters = ended_runs(told)

        assert (roster.title, roster.at, roster.words) == ("Roster read", NOON, words)
        assert (characters.title, characters.at) == ("Characters read", self.EARLIER.finished_at)

    @pytest.mark.parametrize(
        ("outcome", "title"),
        [(RunOutcome.FAILED, "Roster not read"), (RunOutcome.SUSPICIOUS, "Roster held back")],
    )
    def test_a_roster_that_was_not_taken_does_not_claim_it(self, outcome: RunOutcome, title: str) -> None:
        refused = replace(self.ROSTER, outcome=outcome)

        (ended,) = ended_runs(strip(last=refused, arrivals=MemberArrivals(0, 0)))

        assert (ended.title, ended.words) == (title, "")

    def test_while_a_run_is_under_way_only_that_one_is_told(self) -> None:
        view = strip_view(strip(active=(RUN,), last_characters=self.EARLIER), GUILD, EVERYTHING, now=NOON)

        assert (list(view.ended), view.next_characters_at) == ([], None)
