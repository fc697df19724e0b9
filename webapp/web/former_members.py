"""What pages of a guild call somebody whose name is not shown any more."""

from webapp.config import current_settings
from webapp.history.pseudonyms import pseudonym

LETTERS = 6


def former_member(guild_id: int, character_id: int) -> str:
    """Return a pseudonym that is the same on all pages of a guild, and of no use to another."""
    key = f"{current_settings().secret_key}/activity/{guild_id}".encode()
    return f"former member {pseudonym(key, character_id)[:LETTERS]}"
