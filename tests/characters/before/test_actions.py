"""What an officer says of a member that went meanwhile is not done."""

import pytest

from tests.rights.cast import Cast
from webapp.characters.before.actions import say_same
from webapp.lib import clock
from webapp.members.continuing import NOT_FORMER
from webapp.permissions.changes import NotThere, Refused, RightLost


def test_who_is_no_member_any_more_has_no_former_self(cast: Cast) -> None:
    ids = (cast.characters["Vereesa"], cast.characters["Guldan"])

    with cast.app.app_context(), pytest.raises(NotThere):
        say_same(cast.guild_id, cast.id_of("Jaina"), ids, now=clock.now())


def test_who_is_a_member_still_was_nobody_before(cast: Cast) -> None:
    ids = (cast.characters["Vereesa"], cast.characters["Anduin"])

    with cast.app.app_context(), pytest.raises(Refused, match=NOT_FORMER):
        say_same(cast.guild_id, cast.id_of("Jaina"), ids, now=clock.now())


def test_who_lost_the_right_meanwhile_says_nothing(cast: Cast) -> None:
    ids = (cast.characters["Guldan"], cast.characters["Anduin"])

    with cast.app.app_context(), pytest.raises(RightLost):
        say_same(cast.guild_id, cast.id_of("Anduin"), ids, now=clock.now())
