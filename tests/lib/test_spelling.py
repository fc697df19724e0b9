"""Names as people type them."""

from itertools import islice

import pytest

from webapp.lib.spelling import Needle, plain, plain_apostrophes, spellings


class TestNeedle:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("lalla", "Lallack"),
            ("lalla", "Lálláck"),
            ("LALLÁ", "la\u0301lla\u0301ck"),
            ("lallá", "Lálláck"),
            ("bjorn", "Bjørn"),
            ("aegir", "Ægir"),
            ("strasse", "Straße"),
            ("ежик", "Ёжик"),
            ("kael\u2019t", "Kael'thas"),
            ("kael't", "Kael\u2019thas"),
            ("릴리", "릴리스"),
        ],
    )
    def test_what_has_no_accent_stands_for_any(self, typed: str, name: str) -> None:
        assert Needle(typed).is_in(name)

    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("lállá", "Lallack"),
            ("lalla", "Lolla"),
            ("é", "ế"),
            ("50%", "507"),
            ("a_c", "abc"),
            (".", "x"),
            ("ø", "o"),
        ],
    )
    def test_an_accent_stands_for_itself_and_so_does_every_sign(self, typed: str, name: str) -> None:
        assert not Needle(typed).is_in(name)

    def test_a_whole_name_is_told_from_a_part(self) -> None:
        needle = Needle("hannird")

        assert [needle.is_whole(name) for name in ("Hánnírd", "Hannirdo")] == [True, False]


class TestPlainApostrophes:
    def test_every_look_alike_becomes_the_one(self) -> None:
        assert plain_apostrophes("Kel\u2019Thuzad Kel\u00b4Thuzad") == "Kel'Thuzad Kel'Thuzad"


class TestPlain:
    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("Hánnírd", "hannird"),
            ("Ha\u0301nni\u0301rd", "hannird"),
            ("Ægir", "aegir"),
            ("Þórðr", "thordr"),
            ("Straße", "strasse"),
            ("Ёжик", "ежик"),
            ("릴리스", "릴리스"),
        ],
    )
    def test_it_is_what_people_type_who_leave_out_accents(self, name: str, typed: str) -> None:
        assert plain(name) == typed


class TestSpellings:
    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ("Hannird", "hánnírd"),
            ("Hànnïrd", "hánnírd"),
            ("hánnírd", "hannird"),
            ("Bjorn", "bjørn"),
            ("aegir", "ægir"),
            ("aegir", "àégir"),
            ("Thorunn", "þórunn"),
            ("ежик", "ёжик"),
            ("Straße", "strasse"),
        ],
    )
    def test_whatever_accents_were_typed_others_are_among_them(self, typed: str, key: str) -> None:
        assert key in set(spellings(typed))

    def test_each_comes_once_and_those_with_fewest_accents_first(self) -> None:
        found = list(spellings("Legolas"))

        assert len(found) == len(set(found))
        assert (found[0], found[1:3]) == ("legolas", ["łegolas", "lègolas"])
        assert found.index("legolás") < found.index("légólas") < found.index("légólás")

    def test_they_are_made_as_they_are_asked_for(self) -> None:
        assert len(list(islice(spellings("aeiouaeiouae" * 4), 500))) == 500

    def test_what_has_no_accents_is_spelled_one_way(self) -> None:
        assert list(spellings("릴리스")) == ["릴리스"]
