"""Addresses of the same character, and of items, on other sites. Pure."""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from webapp.characters.address import CharacterAddress
from webapp.characters.page import Link

PICTURES = "render.worldofwarcraft.com"
ARMORY_LANGUAGES = {"eu": "en-gb", "us": "en-us", "kr": "ko-kr", "tw": "zh-tw"}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def outside_links(address: CharacterAddress) -> list[Link]:
    """Return where the same character is shown elsewhere; all of them use Blizzard's realm slug."""
    region, realm, name = address.region, quote(address.realm, safe=""), quote(address.name, safe="")
    lower = quote(address.name.lower(), safe="")
    armory = f"https://worldofwarcraft.blizzard.com/{ARMORY_LANGUAGES[region]}/character"
    return [
        Link("Armory", f"{armory}/{region}/{realm}/{lower}"),
        Link("Raider.IO", f"https://raider.io/characters/{region}/{realm}/{name}"),
        Link("Warcraft Logs", f"https://www.warcraftlogs.com/character/{region}/{realm}/{lower}"),
    ]


def item_link(item_id: int, bonus_ids: Sequence[int], level: int | None) -> str:
    """Return an item's address on Wowhead, as this character wears it."""
    extra = f"?bonus={':'.join(map(str, bonus_ids))}" if bonus_ids else ""
    if level is not None:
        extra += f"{'&' if extra else '?'}ilvl={level}"
    return f"https://www.wowhead.com/item={int(item_id)}{extra}"


def picture(address: str | None) -> str | None:
    """Return a picture's address if it is Blizzard's, else None: no page loads anything from elsewhere."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_theirs = parts.scheme == "https" and parts.netloc == PICTURES
    return address if is_theirs else None


def safe_color(color: str | None) -> str | None:
    """Return a colour as the API writes it, else None."""
    return color if color is not None and _COLOR.fullmatch(color) else None
