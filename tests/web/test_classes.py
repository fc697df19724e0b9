"""Names of classes and specialisations."""

from webapp.sync.specs import ROLE_OF_SPEC
from webapp.web.classes import SPEC_NAMES, UNKNOWN, class_name, spec_name


class TestNames:
    def test_what_blizzard_has_not_said_is_not_guessed(self) -> None:
        assert (class_name(None), spec_name(None)) == (UNKNOWN, UNKNOWN)

    def test_what_the_game_has_added_since_is_shown_by_number(self) -> None:
        assert (class_name(14), spec_name(1999)) == ("Class 14", "Spec 1999")

    def test_every_spec_with_a_role_has_a_name(self) -> None:
        assert set(SPEC_NAMES) == set(ROLE_OF_SPEC)
