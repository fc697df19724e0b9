"""The form that says what is told where and when."""

import pytest

from tests.notifications.delivering.channels import ADDRESS
from webapp.lib.forms import BadForm
from webapp.notices.forms import NO_HOURS, NO_RHYTHM, NO_ZONE, UNKNOWN, read_channel, typed_of
from webapp.notifications import mail_text
from webapp.notifications.kinds import Kind, Medium


def test_kinds_come_in_the_order_of_the_page() -> None:
    form = {"address": [ADDRESS], "kind": ["left", "joined", "left"]}

    wanted = read_channel(form, Medium.DISCORD, has_address=False)

    assert (wanted.kinds, ADDRESS.endswith(wanted.address or "?")) == ([Kind.JOINED, Kind.LEFT], True)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadForm) as raised:
        read_channel({"kind": ["gossip\x00"]}, Medium.DISCORD, has_address=True)

    assert raised.value.words == UNKNOWN


def test_every_field_that_is_wrong_is_named() -> None:
    form = {
        "address": ["a@b"],
        "kind": ["left"],
        "rhythm": ["often"],
        "timezone": ["Azeroth"],
        "quiet_from": ["25:00"],
    }

    with pytest.raises(BadForm) as raised:
        read_channel(form, Medium.EMAIL, has_address=True)

    assert [one.sentence for one in raised.value.problems] == [mail_text.WRONG, NO_RHYTHM, NO_ZONE, NO_HOURS]


def test_what_was_typed_is_shown_again_but_for_the_address() -> None:
    assert typed_of({"address": [ADDRESS], "timezone": ["Azeroth"]}) == {"timezone": "Azeroth"}
