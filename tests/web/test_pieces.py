"""Answers made of parts: gzip where it is read, ETag and 304, and nothing of one person for another."""

import gzip

import pytest
from flask import Flask, Response

from webapp.caching.regions import Region
from webapp.web import pieces, shells
from webapp.web.splicing import Part, piece_of

TABLE = piece_of(b"<table>Thrall</table>")
GZIP = {"Accept-Encoding": "gzip, br"}


def fragment(app: Flask, headers: dict[str, str] | None = None, *, also: tuple[str, ...] = ()) -> Response:
    with app.test_request_context(headers=headers or {}):
        return pieces.fragment([TABLE], Region.ROSTER, also=also)


class TestFragment:
    def test_who_reads_gzip_gets_it(self, app: Flask) -> None:
        answer = fragment(app, GZIP)

        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.data) == b"<table>Thrall</table>"

    @pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
    def test_who_does_not_gets_plain_bytes(self, app: Flask, accepted: str) -> None:
        answer = fragment(app, {"Accept-Encoding": accepted})

        assert (answer.data, "Content-Encoding" in answer.headers) == (b"<table>Thrall</table>", False)

    def test_a_browser_asks_each_time_and_is_told_that_nothing_is_new(self, app: Flask) -> None:
        first = fragment(app)
        again = fragment(app, {"If-None-Match": first.headers["ETag"]})

        assert first.headers["Cache-Control"] == "private, no-cache"
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]

    def test_what_else_has_to_be_told_makes_it_new(self, app: Flask) -> None:
        first = fragment(app, also=("/roster?page=2",))

        assert fragment(app, {"If-None-Match": first.headers["ETag"]}, also=("false",)).status_code == 200

    def test_what_is_not_kept_has_no_tag(self, app: Flask) -> None:
        with app.test_request_context():
            answer = pieces.fragment([b"<table></table>"], Region.ROSTER)

        assert "ETag" not in answer.headers

    def test_what_is_fresh_beside_it_makes_it_new(self, app: Flask) -> None:
        with app.test_request_context():
            tags = [
                pieces.fragment([TABLE, note], Region.ROSTER).headers["ETag"]
                for note in (b"rank 4 through Uther", b"rank 4 through Arthas")
            ]

        assert tags[0] != tags[1]


class TestNotes:
    HTML = f"<table>{pieces.NOTES_HERE}</table>"

    def parts(self, html: str) -> dict[str, Part]:
        return {name: text.encode() for name, text in pieces.split_at_notes("table", html).items()}

    def test_they_stand_in_their_place_with_the_words_escaped(self, app: Flask) -> None:
        with app.test_request_context():
            found = pieces.with_notes("table", self.parts(self.HTML), ["through <Uther>"])

        text = b"".join(part for part in found if isinstance(part, bytes)).decode()
        assert text.startswith("<table>")
        assert "<p>through &lt;Uther&gt;</p>" in text
        assert text.endswith("</table>")

    def test_without_any_there_is_nothing_between(self) -> None:
        assert pieces.with_notes("table", self.parts(self.HTML), []) == [b"<table>", b"</table>"]

    def test_a_part_without_a_place_for_them_is_whole(self) -> None:
        assert pieces.with_notes("table", self.parts("<p></p>"), ["through Uther"]) == [b"<p></p>"]


class TestWhole:
    def shell(self) -> str:
        return f"<html>{shells.mark('strip')}<hr>{shells.mark('table')}</html>"

    def answer(
        self, app: Flask, headers: dict[str, str] | None = None, *, strip: bytes = b"resting"
    ) -> Response:
        with app.test_request_context(headers=headers or {}):
            return pieces.whole(shells.cut(self.shell()), {"strip": [strip], "table": [TABLE]}, Region.ROSTER)

    def test_parts_stand_where_their_marks_are(self, app: Flask) -> None:
        html = b"<html>resting<hr><table>Thrall</table></html>"

        assert self.answer(app).data == html
        assert gzip.decompress(self.answer(app, GZIP).data) == html

    def test_a_mark_within_a_part_is_plain_text(self, app: Flask) -> None:
        answer = self.answer(app, strip=shells.mark("table").encode())

        assert answer.data.count(b"Thrall") == 1

    def test_a_visitor_is_told_that_nothing_is_new_until_something_is(self, app: Flask) -> None:
        tag = {"If-None-Match": self.answer(app).headers["ETag"]}
        with app.test_request_context(headers=tag):
            page = pieces.whole(shells.cut("<html>other</html>"), {"table": [TABLE]}, Region.ROSTER)

        assert page.status_code == 200
