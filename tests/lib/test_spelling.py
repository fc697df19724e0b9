"""Names as people type them."""

import pytest

from webapp.lib.names import LONGEST_KEY
from webapp.lib.spelling import Needle, plain, plain_apostrophes


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
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("Kael\u2019thas", "kael'thas"),
        ],
    )
    def test_it_is_what_people_type_who_leave_out_accents(self, name: str, typed: str) -> None:
        assert plain(name) == typed

    def test_the_longest_key_has_room(self) -> None:
        assert len(plain("æ" * LONGEST_KEY)) <= 2 * LONGEST_KEY
