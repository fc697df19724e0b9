"""What an officer asks for of a character that goes before it is done."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.rights.cast import Cast
from webapp.characters.officers import actions
from webapp.characters.officers.actions import About
from webapp.lib import clock
from webapp.permissions.changes import NotThere
from webapp.words import Role

GONE = 404_404


@pytest.mark.parametrize(
    "act",
    [
        lambda about, now: actions.set_role(about, Role.TANK, now=now),
        lambda about, now: actions.set_main(about, "Thrall", now=now),
        lambda about, now: actions.write_note(about, "x", version=0, now=now),
        lambda about, now: actions.open_notes(about, now=now),
    ],
)
def test_who_went_is_not_found(cast_on: Cast, act: Callable[[About, datetime], object]) -> None:
    about = About(cast_on.guild_id, GONE, cast_on.id_of("Jaina"))

    with cast_on.app.app_context(), pytest.raises(NotThere, match="No character of that name"):
        act(about, clock.now())

    assert cast_on.entries() == []
