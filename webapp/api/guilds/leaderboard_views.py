"""The best of all guilds that show themselves, for programs."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from webapp.api.blueprint import Answer, Operation, ProgramBlueprint
from webapp.api.guilds.objects import board_object
from webapp.api.guilds.schemas import BoardOfAllAsked, BoardOfPlaces, part_of
from webapp.api.guilds.views import answered
from webapp.leaderboards.reading import board_of_all
from webapp.lib import clock
from webapp.permissions.tokens import Scope

bp = ProgramBlueprint(
    "leaderboards-v1", __name__, url_prefix="/api/v1/leaderboards", description="The best of all guilds."
)
READ = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=BoardOfAllAsked(),
    has_version=True,
    answers=[Answer(200, BoardOfPlaces, "The board.")],
)


@bp.operation("GET", "", READ)
def everybody(asked: Mapping[str, Any]) -> Response:
    """Read the best by rating in the guilds that show their rosters to everybody."""
    given = {**asked, "class": asked["class_id"], "region": asked["region"].lower()}
    return answered(board_object(board_of_all(given, clock.now(), part=part_of(asked))))
