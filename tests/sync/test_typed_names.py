"""What is typed as a character's address, before anybody is looked for."""

import pytest

from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region


def test_it_is_written_as_the_game_writes_it() -> None:
    assert (checked_region(" EU "), checked_character_name("jAINA")) == ("eu", "Jaina")


@pytest.mark.parametrize("name", ["", "J", "Jai na", "Jai\x00na", "Jaina2", "n" * 13])
def test_what_nobody_can_be_called_is_refused(name: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        checked_character_name(name)

    assert refusal.value.field == "name"


def test_there_is_no_such_region() -> None:
    with pytest.raises(BadAddress, match="is no region"):
        checked_region("cn")
