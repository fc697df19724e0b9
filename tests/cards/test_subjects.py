"""Whom a program means: by any spelling of the name, and of two who only fold alike the right one."""

import pytest

from tests.cards.people import DAY, NOW, Cards, key_of
from webapp.cards.subjects import hold_place, locked_subject, subject_of
from webapp.database import transaction
from webapp.extensions import db


class TestSubjectOf:
    @pytest.mark.parametrize("said", ["Thrall", "thrall", "THRALL"])
    def test_any_case_of_the_name_means_the_character(self, cards: Cards, said: str) -> None:
        thrall = cards.character()

        subject = subject_of(db.session(), key_of(said))

        assert subject is not None
        assert (subject.character_id, subject.address.name) == (thrall, "Thrall")

    def test_names_that_only_fold_alike_are_two(self, cards: Cards) -> None:
        cards.character("Straße")

        assert subject_of(db.session(), key_of("Strasse")) is None

    def test_of_the_same_name_who_was_confirmed_last_is_meant(self, cards: Cards) -> None:
        cards.character(verified_at=NOW - DAY)
        newer = cards.character(verified_at=NOW)

        subject = subject_of(db.session(), key_of("Thrall"))

        assert subject is not None
        assert subject.character_id == newer


class TestLockedSubject:
    def test_it_is_whom_the_key_names(self, cards: Cards) -> None:
        cards.guild(cards.character())

        with transaction() as session:
            assert locked_subject(session, key_of("thrall")) == subject_of(session, key_of("Thrall"))

    def test_nobody_is_locked_for_a_name_of_nobody(self, cards: Cards) -> None:
        assert cards.rows() == []
        with transaction() as session:
            assert locked_subject(session, key_of("Thrall")) is None


class TestHoldPlace:
    def test_it_says_which_realm_is_meant(self, cards: Cards) -> None:
        assert cards.rows() == []
        with transaction() as session:
            assert hold_place(session, key_of("Thrall")) == "ravencrest"
