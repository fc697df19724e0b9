"""What an officer sets up is stored under a right that is asked for again."""

import pytest

from tests.notifications.delivering.channels import channel, connect
from tests.rights.cast import Cast
from webapp.lib import clock
from webapp.notices.actions import NONE_SET, remove_discord
from webapp.permissions.changes import Refused, RightLost


def test_who_lost_the_right_meanwhile_changes_nothing(cast: Cast) -> None:
    connect(cast)

    with cast.app.app_context(), pytest.raises(RightLost):
        remove_discord(cast.guild_id, cast.id_of("Anduin"), now=clock.now())
    assert channel(cast).is_on


def test_what_is_not_there_is_not_removed(cast: Cast) -> None:
    with cast.app.app_context(), pytest.raises(Refused, match=NONE_SET):
        remove_discord(cast.guild_id, cast.id_of("Jaina"), now=clock.now())
