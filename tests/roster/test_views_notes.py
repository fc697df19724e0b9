"""Words of officers' notes in a query: searched by a press that is counted, never by a look."""

import pytest
from werkzeug.test import TestResponse

from tests.characters.officers.cards import reads, write
from tests.rights.cast import Cast
from tests.support.roll import PAGE

QUERY = {"q": 'note:"LATE  twice" or name=Thrall'}


@pytest.fixture
def noted(cast: Cast) -> Cast:
    """Give a guild whose officers wrote about two members, and about themselves."""
    write(cast, "Läte twice, talk.", about="Anduin")
    write(cast, "Plays well.", about="Vereesa")
    write(cast, "Late twice.", about="Jaina", who="Thrall")
    return cast


def press(cast: Cast, who: str | None, **query: str) -> TestResponse:
    return cast.browser(who).post(PAGE + "search-notes", query_string=QUERY | query)


def names(html: str) -> list[str]:
    return [name for name in ("Thrall", "Jaina", "Anduin", "Vereesa") if f"<bdi>{name}</bdi></a>" in html]


class TestSearchNotes:
    def test_a_look_searches_nothing_and_leads_to_the_press(self, noted: Cast) -> None:
        answer = noted.browser("Jaina").get(PAGE, query_string=QUERY)

        assert answer.status_code == 400
        assert 'formaction="/guilds/eu/argent-dawn/lantern-watch/search-notes?q=note' in answer.text
        assert (len(names(answer.text)), reads(noted)) == (4, {})

    def test_a_press_finds_whose_note_has_the_words_but_for_ones_own_and_is_counted(
        self, noted: Cast
    ) -> None:
        answer = press(noted, "Jaina")

        assert (answer.status_code, names(answer.text)) == (200, ["Thrall", "Anduin"])
        assert "no-store" in answer.headers["Cache-Control"]
        assert reads(noted) == {noted.id_of("Jaina"): 1}

    def test_a_query_without_words_of_notes_counts_nothing(self, noted: Cast) -> None:
        assert names(press(noted, "Jaina", q="note:yes").text) == ["Anduin", "Vereesa"]
        assert reads(noted) == {}

    def test_who_may_not_read_notes_is_told_so_and_neither_searches(self, noted: Cast) -> None:
        look = noted.browser("Anduin").get(PAGE, query_string=QUERY).text

        assert ("note is not open to you" in look, "search-notes" in look) == (True, False)
        assert press(noted, "Anduin").status_code == 403
        assert press(noted, "Khadgar").status_code == 403
        assert press(noted, "Arthas").status_code == 404
        assert reads(noted) == {}
