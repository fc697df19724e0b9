"""The draft of a character."""

from webapp.characters.adding.page import AddingPage, Step


class TestAddingPage:
    def test_it_knows_the_address_that_the_character_will_have(self) -> None:
        page = AddingPage(step=Step.SAVE, region="eu", realm="argent-dawn", name="Jaina")

        assert page.address.path == "/characters/eu/argent-dawn/Jaina"
