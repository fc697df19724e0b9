"""What a form offers, and what is wrong with one that came back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Typed = TypeVar("Typed")
"""What stands in a field: a text, or several where a field may come more than once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field offers; ``count`` is how many it stands for, where a page says so."""

    value: str
    label: str
    is_chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A field of a form that cannot be used, and a sentence that says what would be right."""

    field: str
    sentence: str


class BadForm(Exception):
    """A form that cannot be used; ``problems`` name its fields."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = problems

    @property
    def words(self) -> str:
        """What would be right, for an answer without a form to say it beside."""
        return " ".join(problem.sentence for problem in self.problems)


@dataclass(frozen=True, kw_only=True)  # with slots as well, Draft[str](…) fails: python/cpython#116669
class Draft(Generic[Typed]):
    """What somebody typed into a form that could not be used, and what is wrong with it."""

    problems: Sequence[FieldProblem] = ()
    fields: Mapping[str, Typed] = field(default_factory=dict)

    def problem(self, name: str) -> str | None:
        """Return what is wrong with a field."""
        return next((one.sentence for one in self.problems if one.field == name), None)

    def is_first(self, name: str) -> bool:
        """Say whether a field is the first that is wrong: where whoever typed goes on."""
        return bool(self.problems) and self.problems[0].field == name
