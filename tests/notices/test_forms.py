"""The form that says what is told where."""

import pytest

from tests.notifications.delivering.channels import ADDRESS
from webapp.lib.forms import BadForm
from webapp.notices.forms import UNKNOWN, read_channel
from webapp.notifications.kinds import Kind


def test_kinds_come_in_the_order_of_the_page() -> None:
    wanted = read_channel({"address": [ADDRESS], "kind": ["left", "joined", "left"]}, has_address=False)

    assert (wanted.kinds, ADDRESS.endswith(wanted.path or "?")) == ([Kind.JOINED, Kind.LEFT], True)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadForm) as raised:
        read_channel({"kind": ["gossip\x00"]}, has_address=True)

    assert raised.value.words == UNKNOWN
