"""What an address asks a leaderboard for, and what of that cannot be used. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from webapp.leaderboards.boards import Board, Contender
from webapp.lib.forms import FieldProblem
from webapp.web.classes import CLASS_NAMES
from webapp.words import REGIONS, Role

MAINS = "mains"
"""What ``who`` is where alts are left out."""
LABELS = {"board": "Board", "class": "Class", "role": "Role", "region": "Region", "who": "Mains only"}
"""What the page calls its fields."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The board that is asked for, and whom it is narrowed to."""

    board: Board = Board.RATING
    class_id: int | None = None
    role: Role | None = None
    region: str | None = None
    is_mains: bool = False

    def keeps(self, one: Contender) -> bool:
        """Say whether somebody is asked for."""
        return (
            self.class_id in {None, one.class_id}
            and self.role in {None, one.role}
            and self.region in {None, one.region}
            and not (self.is_mains and one.is_alt)
        )

    def on(self, board: Board) -> str:
        """Return the query of an address that asks another board for the same people."""
        return replace(self, board=board).query()

    def query(self) -> str:
        """Return this as the query of an address; what is usual is left out."""
        fields = {
            "board": None if self.board is Board.RATING else self.board.value,
            "class": self.class_id,
            "role": self.role and self.role.value,
            "region": self.region,
            "who": MAINS if self.is_mains else None,
        }
        return urlencode({name: value for name, value in fields.items() if value is not None})


def read_asked(
    given: Mapping[str, str], *, has_regions: bool, has_mains: bool
) -> tuple[Asked, list[FieldProblem]]:
    """Return what is asked for, without what cannot be used, and a sentence about each such field."""
    problems: list[FieldProblem] = []

    def one_of(name: str, known: Mapping[str, Value]) -> Value | None:
        word = given.get(name, "")
        if word and word not in known:
            problems.append(FieldProblem(name, f"{LABELS[name]}: choose one of those that are offered."))
        return known.get(word)

    board = one_of("board", {board.value: board for board in Board})
    asked = Asked(
        board=board or Board.RATING,
        class_id=one_of("class", {str(one): one for one in CLASS_NAMES}),
        role=one_of("role", {role.value: role for role in Role}),
        region=one_of("region", {one: one for one in REGIONS}) if has_regions else None,
        is_mains=has_mains and one_of("who", {MAINS: True}) is True,
    )
    return asked, problems
