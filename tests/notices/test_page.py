"""The page of notifications."""

from typing import Any

from webapp.lib.forms import Draft
from webapp.notices.page import ChannelLine, NoticesPage
from webapp.notifications.kinds import Kind


def test_until_somebody_chooses_all_kinds_are_told() -> None:
    told = ChannelLine(shown="", is_on=True, trouble=None, kinds={"left"})
    facts: dict[str, Any] = {
        "name": "A",
        "path": "/",
        "realm_name": "B",
        "region": "eu",
        "faction": None,
        "deliveries": [],
    }
    new, chosen = (NoticesPage(**facts, discord=one, draft=Draft()) for one in (None, told))

    assert [new.is_chosen(kind) for kind in new.labels] == [True] * len(Kind)
    assert [kind for kind in chosen.labels if chosen.is_chosen(kind)] == [Kind.LEFT]
