"""The statements behind a page compile alone: a limit comes after what the viewer may not see was cut."""

from tests.support.roll import NOON
from webapp.characters.statements import MOST_ALIKE, alike_at, characters_at


def test_the_few_are_limited_after_the_guilds_were_chosen() -> None:
    query = alike_at("eu", "argent-dawn", "Thrall", border=NOON, seen_guilds=[7], viewer_id=None)

    written = str(query)

    assert "guilds.id IN" in written
    assert query._limit == MOST_ALIKE


def test_one_row_has_a_member_with_its_guilds_word() -> None:
    assert "guild_members.role_override" in str(characters_at("eu", "argent-dawn", "Thrall"))
