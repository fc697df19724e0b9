"""Tests of the strict reading of season files."""

import tomllib
from typing import Any

import pytest

from webapp.seasons.catalogue import FOLDER
from webapp.seasons.reading import read_season
from webapp.seasons.table import BadSeasonFile

Document = dict[str, Any]


@pytest.fixture
def document() -> Document:
    """Give a whole season file."""
    return tomllib.loads((FOLDER / "mn-2.toml").read_text("utf-8"))


def problems_of(document: Document) -> str:
    """Return what the reading complains of."""
    with pytest.raises(BadSeasonFile) as told:
        read_season(document, file="mn-9.toml")
    return str(told.value)


class TestReadSeason:
    def test_a_good_file_becomes_facts(self, document: Document) -> None:
        season = read_season(document, file="mn-2.toml")

        assert (season.key, season.level_cap, season.is_known) == ("season-mn-2", 90, True)
        assert season.tracks.by_bonus[12844][0].name == "Hero"
        assert season.tracks.by_bonus[12844][1] == 4

    def test_all_problems_are_told_at_once_with_file_and_key(self, document: Document) -> None:
        del document["name"]
        document["mythic"]["dungeons"][3]["id"] = "587"

        told = problems_of(document)

        assert told.splitlines() == [
            "mn-9.toml: mythic.dungeons[3].id: has the wrong type (str)",
            "mn-9.toml: name: is missing",
        ]

    def test_a_key_that_nobody_reads_is_a_slip(self, document: Document) -> None:
        document["tier"]["slot"] = ["HEAD"]

        assert problems_of(document) == "mn-9.toml: tier.slot: is not a key that is known here"

    def test_a_region_that_is_none_is_a_slip(self, document: Document) -> None:
        document["dates"]["starts"]["cn"] = document["dates"]["starts"]["us"]

        assert "dates.starts.cn: is not a key" in problems_of(document)

    def test_a_confidence_is_one_of_the_known_words(self, document: Document) -> None:
        document["gems"]["confidence"] = "certain"

        assert "gems.confidence: must be one of confirmed" in problems_of(document)

    def test_an_enchantment_cannot_be_good_and_cheap(self, document: Document) -> None:
        document["enchants"]["cheap"]["HEAD"].append(7961)

        assert "enchants.good and cheap: 7961 is there twice" in problems_of(document)

    def test_a_moment_needs_its_offset(self, document: Document) -> None:
        start = document["dates"]["starts"]["eu"]
        document["dates"]["starts"]["eu"] = start.replace(tzinfo=None)

        assert "dates.starts.eu: needs an offset" in problems_of(document)

    @pytest.mark.parametrize(
        ("path", "value", "said"),
        [
            (("enchants", "slots"), ["HEAD", "TABARD"], "TABARD is not a slot"),
            (("vault", "raid", "needs"), [4, 2, 6], "must rise"),
            (("tier", "set_ids"), ["2055"], "must hold nothing but int"),
            (("tier", "set_ids"), [2055, 2055], "names something twice"),
            (("mythic", "rating", "per_level"), 0, "must be above 0"),
            (("mythic", "rating", "affix_levels"), [7, 4], "must rise"),
            (("tracks", "known", 0, "steps"), True, "has the wrong type (bool)"),
            (("raids", 0, "fills_vault"), 1, "must be true or false"),
            (("embellishments", "limit"), -1, "must not be below 0"),
            (("raids",), [17], r"raids[0]: must be a table"),
            (("vault", "world", "rewards"), [{"by": "8", "claims": {}}], "claims: is empty"),
        ],
    )
    def test_values_must_make_sense(
        self, document: Document, path: tuple[str | int, ...], value: object, said: str
    ) -> None:
        *parents, last = path
        table: Any = document
        for key in parents:
            table = table[key]
        table[last] = value

        assert said in problems_of(document)

    def test_a_track_has_no_more_levels_than_steps(self, document: Document) -> None:
        document["tracks"]["known"][0]["levels"] = [1, 2, 3, 4, 5, 6, 7]

        assert "tracks.known[0].levels: has more entries" in problems_of(document)

    def test_one_source_alone_confirms_nothing(self, document: Document) -> None:
        document["vault"]["mythic"]["rewards"][0]["claims"] = {"wowaudit": 318}

        reward = read_season(document, file="mn-9.toml").vault.mythic.rewards[0]

        assert not reward.is_confirmed
