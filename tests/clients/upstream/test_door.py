"""JSON from outside becomes a document that every database can store, or is refused."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.guild import MOST_MEMBERS, parse_roster
from webapp.clients.upstream.door import MAX_BYTES, Json, NotJson, read_document


def json_of(fields: dict[str, Any]) -> Json:
    return Json(fields, locale="en_GB")


class TestReadDocument:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            (rb'{"a":"x\u0000y"}', "x\ufffdy"),
            (rb'{"a":"x\ud800y"}', "x\ufffdy"),
            (rb'{"a":"x\uDC00\uD800"}', "x\ufffd\ufffd"),
            (rb'{"a":"\ud83d\ude00"}', "\U0001f600"),
            (rb'{"a":"\\ud800 \\u0000"}', r"\ud800 \u0000"),
        ],
    )
    def test_what_no_database_stores_is_replaced(self, body: bytes, text: str) -> None:
        assert read_document(body)["a"] == text

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html>",
            b"[]",
            b"null",
            b'{"a":NaN}',
            b'{"a":1e999}',
            b'{"a":"\xff"}',
            b'{"a":"\x00"}',
            b'{"a":' * 100_000,
            b'{"a":' * 500 + b"1" + b"}" * 500,
            b'{"code":503,"type":"BLZWEBAPI00000503","detail":"Maintenance"}',
            b"{" + b" " * MAX_BYTES + b"}",
        ],
        ids=range(12),
    )
    def test_what_is_no_answer_is_refused(self, body: bytes) -> None:
        with pytest.raises(NotJson):
            read_document(body)

    @given(st.binary(max_size=200))
    def test_no_bytes_break_it(self, body: bytes) -> None:
        try:
            document = read_document(body)
        except NotJson:
            return
        assert isinstance(document, dict)

    @given(st.text(max_size=40))
    def test_text_that_can_be_stored_comes_through_as_it_was(self, text: str) -> None:
        body = orjson.dumps({"a": text}) if "\x00" not in text else b'{"a":""}'

        assert read_document(body)["a"] == ("" if "\x00" in text else text)


class TestJson:
    def test_a_missing_field_is_named_with_its_path(self) -> None:
        document = json_of({"members": [{"character": {"name": "Thrall"}}]})

        with pytest.raises(BadPayload) as error:
            next(document.children("members")).child("character").integer("id")

        assert error.value.field == "$.members[0].character.id"
        assert "is missing" in str(error.value)

    @pytest.mark.parametrize("value", ["7", 7.5, True, None, [], 2**63, 1.1805916207174113e21])
    def test_a_required_number_is_a_number_that_can_be_stored(self, value: object) -> None:
        with pytest.raises(BadPayload):
            json_of({"id": value}).integer("id")

    def test_a_localised_name_is_read_in_the_wanted_language_or_any(self) -> None:
        document = json_of(
            {"a": {"en_US": "Mage", "en_GB": "Mage of Britain"}, "b": {"de_DE": "Magier"}, "c": {}}
        )

        assert [document.text_or_none(key) for key in "abcd"] == ["Mage of Britain", "Magier", None, None]

    @pytest.mark.parametrize(
        ("sent", "moment"),
        [
            (1577005519000, datetime(2019, 12, 22, 9, 5, 19, tzinfo=UTC)),
            (0, None),
            (2**62, None),
            ("x", None),
        ],
    )
    def test_milliseconds_become_a_moment_or_nothing(self, sent: object, moment: datetime | None) -> None:
        assert json_of({"at": sent}).moment_or_none("at") == moment

    def test_a_text_beyond_measure_is_no_text(self) -> None:
        assert json_of({"name": "x" * 5_000}).text_or_none("name") is None


class TestRosterGuard:
    guild = {"id": 1, "name": "Era", "realm": {"id": 2, "slug": "draenor"}}  # noqa: RUF012 - never changed
    member = {  # noqa: RUF012 - never changed
        "character": {"id": 3, "name": "Thrall", "realm": {"id": 2, "slug": "draenor"}},
        "rank": 0,
    }

    def test_more_than_two_thousand_members_are_refused(self) -> None:
        members = [self.member] * (MOST_MEMBERS + 1)

        with pytest.raises(BadPayload):
            parse_roster(json_of({"guild": self.guild, "members": members}))

    @pytest.mark.parametrize("members", [None, "many", [None], [{}], [{"character": {}, "rank": 0}]])
    def test_members_that_are_none_are_refused(self, members: object) -> None:
        with pytest.raises(BadPayload):
            parse_roster(json_of({"guild": self.guild, "members": members}))

    def test_an_empty_roster_is_passed_on_for_the_sync_to_doubt(self) -> None:
        assert parse_roster(json_of({"guild": self.guild, "members": []})).members == ()
