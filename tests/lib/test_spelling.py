"""Names as people type them."""

import pytest

from webapp.lib.spelling import Needle, plain_apostrophes


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
