"""Pictures of characters, drawn: Blizzard's servers have none of people who were made up. Pure."""

from simulator.randomness import mix
from simulator.routes import Route
from simulator.wire import Answer, Headers

_WIDTHS = {"avatar": (84, 84), "inset": (230, 116), "main-raw": (1600, 1200)}
_SVG: Headers = (("content-type", "image/svg+xml"), ("Cache-Control", "public, max-age=3600"))
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 230 116"'
    ' preserveAspectRatio="xMidYMid slice"><rect width="230" height="116" fill="hsl({ground} 30% 24%)"/>'
    '<path d="M0 116 60 52l40 30 50-58 80 92z" fill="hsl({ground} 34% 32%)"/>'
    '<path d="M74 116c2-26 18-36 41-36s39 10 41 36z" fill="hsl({cloak} 46% 42%)"/>'
    '<circle cx="115" cy="54" r="24" fill="hsl({skin} 38% 62%)"/>'
    '<path d="M90 54a25 25 0 0 1 50 0q-25-18-50 0z" fill="hsl({hair} 40% 22%)"/>'
    '<circle cx="107" cy="56" r="2.5"/><circle cx="123" cy="56" r="2.5"/></svg>'
)


def picture(where: Route) -> Answer:
    """Return the picture of a kind of whoever has this number; the same number is always drawn alike."""
    width, height = _WIDTHS.get(where.name, _WIDTHS["inset"])
    drawing = _DRAWING.format(
        width=width,
        height=height,
        ground=mix(where.number, 1) % 360,
        cloak=mix(where.number, 2) % 360,
        skin=16 + mix(where.number, 3) % 20,
        hair=mix(where.number, 4) % 60,
    )
    return Answer(200, drawing.encode(), _SVG)
