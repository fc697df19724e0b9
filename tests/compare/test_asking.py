"""Places are read in one form, each once, and not too many."""

from webapp.compare.asking import read_places


def test_places_come_once_and_in_order() -> None:
    asked = read_places(
        ["EU/argent-dawn/Thrall", "", " eu/Argent Dawn/Jaina/ ", "eu/ARGENT-DAWN/thrall"],
        what="character",
        most=4,
    )

    assert [place.text for place in asked.places] == ["eu/argent-dawn/Thrall", "eu/Argent Dawn/Jaina"]
    assert asked.problems == []


def test_others_are_named_with_what_would_be_right() -> None:
    bad = ["Thrall", "xx/a/b", "eu/a/\ud800", "eu/a/" + "b" * 300, "eu//b", "eu/a/\x00"]

    asked = read_places(bad, what="character", most=4)

    assert asked.places == []
    assert asked.problems == ["Write a character as eu/argent-dawn/thrall: region, realm and name."]


def test_too_many_are_cut_and_said() -> None:
    asked = read_places([f"eu/a/n{number}" for number in range(3)], what="guild", most=2)

    assert [place.name for place in asked.places] == ["n0", "n1"]
    assert asked.problems == ["Choose at most 2 guilds; the first 2 are shown."]
