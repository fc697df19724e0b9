"""What a request asks of a roster: the view of its query, who looks, and what may be kept of the answer."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.support.roll import PAGE, lantern_watch, tracked
from webapp.caching.regions import Region
from webapp.permissions.policy import GuildRules, Standing, Tool
from webapp.permissions.viewer import Access, Viewer
from webapp.roster.asking import asked_of, page_made_of, table_made_of, told_of, view_of
from webapp.roster.choices import Sort
from webapp.web.fast_pages import Asked, Made
from webapp.web.subjects import Loaded

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
JAINA = Viewer(session_id="s", user_id=7, battletag="Jaina#1")


@pytest.fixture
def request_of(app: Flask) -> "RequestOf":
    """Give a way to ask for a guild's roster as a member."""
    tracked(app, "Jaina")
    with app.test_request_context(PAGE):
        return RequestOf(Loaded(viewer=JAINA, subject=(guild := lantern_watch()), guild=guild))


class RequestOf:
    """Requests of one person about one guild."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    def __call__(self, query: bytes = b"", *tools: Tool) -> Asked:
        access = Access(standing=Standing(rank=3), rules=GuildRules(), tools=frozenset({Tool.ROSTER, *tools}))
        return Asked(self.loaded, access, query, NOW)


class TestAsked:
    def test_the_query_says_which_view(self, request_of: RequestOf) -> None:
        assert asked_of(request_of(b"sort=rating")).view.sort is Sort.RATING

    def test_a_field_that_cannot_be_read_is_named(self, request_of: RequestOf) -> None:
        assert [problem.field for problem in asked_of(request_of(b"sort=nonsense")).problems] == ["sort"]

    def test_who_reads_notes_is_an_audience_of_their_own(self, request_of: RequestOf) -> None:
        assert asked_of(request_of(b"")).audience.reader_id is None
        assert asked_of(request_of(b"", Tool.OFFICER_NOTES)).audience.reader_id == JAINA.user_id

    def test_a_query_in_no_encoding_is_read_all_the_same(self) -> None:
        assert view_of(b"q=%ff\xff")[0].text


class TestTold:
    def test_what_is_closed_is_neither_suggested_nor_asked(self, request_of: RequestOf) -> None:
        allowed, guild = request_of(b"").access, request_of(b"").loaded.guild
        assert guild is not None
        told = told_of(" jaina seen<14d ", allowed, guild).find

        assert told.fault is not None
        assert (told.fault.pointed, told.fault.sentence) == (
            "seen<14d",
            "seen is not open to you. Leave it out.",
        )
        assert [one.label for one in told_of("se", allowed, guild).find.suggestions] == []
        assert [one.label for one in told_of("al", allowed, guild).find.suggestions] == ["alt"]


class TestMadeOf:
    def test_a_plain_table_is_made_of_what_is_kept(self, request_of: RequestOf) -> None:
        made = table_made_of(request_of())

        assert made is not None
        assert [one.question.region for one in made.taken] == [Region.ROSTER]

    def test_others_see_another_one(self, request_of: RequestOf) -> None:
        mine, theirs = table_made_of(request_of()), table_made_of(request_of(b"", Tool.LAST_SEEN))

        assert mine is not None
        assert theirs is not None
        assert mine.taken[0].question.name != theirs.taken[0].question.name

    def test_a_whole_page_has_the_strip_and_the_tabs_of_who_asks(self, request_of: RequestOf) -> None:
        mine, theirs = page_made_of(request_of()), page_made_of(request_of(b"", Tool.API_TOKENS))

        assert mine is not None
        assert theirs is not None
        assert [one.question.region for one in mine.taken] == [Region.ROSTER, Region.STRIP]
        assert mine.place((), 200) != theirs.place((), 200)  # the end of an exception gives no version

    @pytest.mark.parametrize("made_of", [table_made_of, page_made_of])
    def test_what_is_looked_for_by_hand_is_not_kept(self, request_of: RequestOf, made_of: Made) -> None:
        assert made_of(request_of(b"q=jai")) is None
