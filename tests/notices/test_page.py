"""The page of notifications."""

from webapp.notices.page import ChannelPart
from webapp.notifications.kinds import Kind, Medium


def test_until_somebody_chooses_all_kinds_are_told() -> None:
    new = ChannelPart(medium=Medium.DISCORD, is_possible=True)
    chosen = ChannelPart(medium=Medium.DISCORD, is_possible=True, kinds={"left"})

    assert [new.is_chosen(kind) for kind in Kind] == [True] * len(Kind)
    assert [kind for kind in Kind if chosen.is_chosen(kind)] == [Kind.LEFT]
