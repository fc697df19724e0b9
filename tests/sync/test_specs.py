"""Which specialization plays which role."""

import pytest

from webapp.sync.specs import ROLE_OF_SPEC, role_of
from webapp.words import Role


class TestRoleOf:
    @pytest.mark.parametrize(
        ("spec_id", "role"),
        [(73, Role.TANK), (65, Role.HEALER), (64, Role.RANGED), (251, Role.MELEE), (1480, Role.RANGED)],
    )
    def test_the_id_decides(self, spec_id: int, role: Role) -> None:
        assert role_of(spec_id) is role

    @pytest.mark.parametrize("spec_id", [None, 0, 999_999])
    def test_nobody_is_guessed_a_role(self, spec_id: int | None) -> None:
        assert role_of(spec_id) is None

    def test_no_specialization_is_listed_twice(self) -> None:
        assert len(ROLE_OF_SPEC) == 40
