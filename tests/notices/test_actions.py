"""What an officer sets up is stored under a right that is asked for again."""

import pytest

from tests.notifications.delivering.channels import NOTIFICATIONS, channel, connect
from tests.rights.cast import Cast, mapping
from webapp.lib import clock
from webapp.notices.actions import NONE_SET, remove_channel
from webapp.notifications.kinds import Kind, Medium
from webapp.permissions.changes import Refused, RightLost


def test_who_lost_the_right_meanwhile_changes_nothing(cast: Cast) -> None:
    connect(cast)

    with cast.app.app_context(), pytest.raises(RightLost):
        remove_channel(cast.guild_id, cast.id_of("Anduin"), medium=Medium.DISCORD, now=clock.now())
    assert channel(cast).is_on


def test_what_is_not_there_is_not_removed(cast: Cast) -> None:
    with cast.app.app_context(), pytest.raises(Refused, match=NONE_SET):
        remove_channel(cast.guild_id, cast.id_of("Jaina"), medium=Medium.DISCORD, now=clock.now())


def test_what_an_officer_may_not_know_of_is_neither_begun_nor_ended_by_them(cast: Cast) -> None:
    connect(cast, Kind.LEFT, Kind.INACTIVE)
    cast.post("Thrall", "", version="0", **mapping(rank_last_seen="0"))
    jaina = cast.browser("Jaina")
    assert "Members not seen for 30 days" not in jaina.get(NOTIFICATIONS).text

    jaina.post(NOTIFICATIONS + "discord", data={"kind": ["joined", "vault_short"]})

    assert channel(cast).kinds == ["joined", "inactive"]
