"""What cannot be used of an address is named and left out."""

from webapp.leaderboards.asking import Asked, read_asked
from webapp.leaderboards.boards import Board
from webapp.words import Role

EVERYTHING = {"board": "vault", "class": "8", "role": "healer", "region": "eu", "who": "mains"}


class TestReadAsked:
    def test_what_is_asked_for_comes_back_as_an_address(self) -> None:
        asked, problems = read_asked(EVERYTHING, has_regions=True, has_mains=True)

        assert asked == Asked(board=Board.VAULT, class_id=8, role=Role.HEALER, region="eu", is_mains=True)
        assert problems == []
        assert asked.query() == "board=vault&class=8&role=healer&region=eu&who=mains"
        assert Asked().query() == ""

    def test_what_cannot_be_used_is_named_and_left_out(self) -> None:
        given = {"board": "\x00", "class": "\u0668", "role": "\ud800", "region": "cn", "who": "x" * 9999}

        asked, problems = read_asked(given, has_regions=True, has_mains=True)

        assert asked == Asked()
        assert [problem.field for problem in problems] == ["board", "class", "role", "region", "who"]

    def test_what_a_page_does_not_offer_narrows_nothing(self) -> None:
        asked, problems = read_asked(EVERYTHING, has_regions=False, has_mains=False)

        assert (asked.region, asked.is_mains, problems) == (None, False, [])
