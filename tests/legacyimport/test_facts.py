"""What files of each shape say about a character."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.facts import ENVELOPE, LegacyFacts, digest_of, json_of, legacy_facts


def facts(document: dict[str, Any], region: str | None = None, realm: str | None = None) -> LegacyFacts:
    return legacy_facts(document, region=region, realm=realm)


class TestLegacyFacts:
    def test_a_row_of_the_older_tool_is_read(self) -> None:
        row = {"id": "1", "name": "thrall", "race": "Orc", "character_class": "Shaman", "level": 70}
        row |= {"data": '{"realm": "Frostwolf"}', "updated_at": "2024-05-06T07:00:00"}

        read = facts(row, region="eu")

        assert (read.name, read.region, read.realm) == ("Thrall", "eu", "Frostwolf")
        assert (read.class_name, read.race, read.level) == ("Shaman", "Orc", 70)
        assert read.changed_at == datetime(2024, 5, 6, 7, tzinfo=UTC)
        assert json.loads(read.content) == row

    def test_without_a_place_it_has_none(self) -> None:
        read = facts({"name": "Jaina", "level": True, "updated_at": "soon"})

        assert (read.region, read.realm, read.level, read.changed_at) == (None, None, None, None)

    def test_the_files_own_place_goes_first(self) -> None:
        document = {"name": "Jaina-Proudmoore", "region": "US", "last_updated": 1_700_000_000_000}

        read = facts(document, region="eu", realm="silvermoon")

        assert (read.region, read.realm) == ("us", "Proudmoore")
        assert read.changed_at == datetime.fromtimestamp(1_700_000_000, UTC)

    def test_an_export_is_taken_out_of_its_envelope(self) -> None:
        content = {"name": "Jaina", "class": {"name": "Mage"}}
        export = {ENVELOPE: 1, "region": "eu", "realm": "silvermoon", "content": content}

        read = facts(export)

        assert (read.realm, read.class_name, read.digest) == (
            "silvermoon",
            "Mage",
            digest_of(json_of(content)),
        )

    @pytest.mark.parametrize(
        "document", [{}, {"name": "x y"}, {"name": "Jaina", "region": "cn"}, {ENVELOPE: 1}]
    )
    def test_what_is_no_character_is_refused(self, document: dict[str, Any]) -> None:
        with pytest.raises(Unreadable):
            facts(document)
