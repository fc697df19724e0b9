"""The draft of a character."""

import pytest

from webapp.characters.adding.page import AddingPage, Step, class_said
from webapp.characters.adding.preview import Case, Preview


class TestAddingPage:
    def test_it_knows_the_address_that_the_character_will_have(self) -> None:
        page = AddingPage(step=Step.SAVE, region="eu", realm="argent-dawn", name="Jaina")

        assert page.address.path == "/characters/eu/argent-dawn/Jaina"

    @pytest.mark.parametrize("case", Case)
    def test_the_class_is_asked_for_where_battlenet_did_not_tell_it(self, case: Case) -> None:
        page = AddingPage(step=Step.SAVE, preview=Preview(case=case, title=""))

        assert page.asks_class is (case not in {Case.FOUND, Case.LOW_LEVEL})


class TestClassSaid:
    @pytest.mark.parametrize(("said", "class_id"), [("8", 8), ("", None), ("99", None), ("mage", None)])
    def test_what_is_no_class_is_not_known(self, said: str, class_id: int | None) -> None:
        assert class_said(said) == class_id
