"""What somebody typed as the address of a character, checked before anybody is looked for."""

from webapp.lib.names import BadName, checked_name
from webapp.words import REGIONS

NAME_LETTERS = range(2, 13)
"""How many letters the game allows a character's name."""


class BadAddress(ValueError):
    """A character cannot have this address; ``field`` names what is wrong: region, realm or name."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def checked_region(text: str) -> str:
    """Return the region that was typed, or raise BadAddress."""
    region = text.strip().lower()
    if region not in REGIONS:
        raise BadAddress("region", f"{region!r} is no region; there are {', '.join(REGIONS)}.")
    return region


def checked_character_name(text: str) -> str:
    """Return the name as the game writes it, or raise BadAddress."""
    try:
        name = checked_name(text, what="name")
    except BadName as error:
        raise BadAddress("name", f"This is no character's name: {error}.") from error
    if len(name) not in NAME_LETTERS or not name.isalpha():
        raise BadAddress("name", "A character's name has 2 to 12 letters and nothing else.")
    return name[0].upper() + name[1:].lower()
