"""Raw answers are never loaded by a list."""

from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, undefer

from webapp import models
from webapp.models import Character

RAW = [
    pytest.param(name, column.key, id=f"{name}-{column.key}")
    for name in models.__all__
    for column in inspect(getattr(models, name)).column_attrs
    if column.key.endswith("_json")
]


class TestRawColumns:
    def test_there_are_some(self) -> None:
        assert len(RAW) > 10

    @pytest.mark.parametrize(("name", "column"), RAW)
    def test_a_list_that_touches_one_fails(self, filled: Session, name: str, column: str) -> None:
        row = filled.scalars(select(getattr(models, name))).one()

        with pytest.raises(InvalidRequestError, match="raiseload=True"):
            getattr(row, column)

    @pytest.mark.parametrize("name", models.__all__)
    def test_a_list_does_not_ask_for_them(self, name: str) -> None:
        assert "_json" not in str(select(getattr(models, name)))

    def test_who_asks_for_one_gets_it(self, filled: Session) -> None:
        asked = undefer(Character.equipment_json)

        found: Any = filled.scalars(select(Character).options(asked)).one()

        assert found.equipment_json["levels"] == [1, 2.5, None, True]
