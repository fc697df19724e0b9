"""Where pictures of characters are: at Blizzard, or with the simulator that made the characters up."""

from urllib.parse import urlsplit

from webapp.config import Settings, current_settings

BLIZZARDS = "https://render.worldofwarcraft.com"


def pictures_base(settings: Settings) -> str:
    """Return what addresses of pictures begin with: nobody at Blizzard has drawn whom a simulator made up."""
    if not settings.uses_simulator:
        return BLIZZARDS
    base = urlsplit(settings.battlenet_oauth_base)
    return f"{base.scheme}://{base.netloc}/render"


def picture_url(address: str) -> str:
    """Return where a picture is that Battle.net gave this address of."""
    return f"{pictures_base(current_settings())}{address.removeprefix(BLIZZARDS)}"
