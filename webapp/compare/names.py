"""Find whom a name means among those that the viewer may see, for who writes no region and realm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from webapp.lib.names import name_key
from webapp.search.queries import Hit, SearchPage

Find = Callable[[str], SearchPage]
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What goes into a field, and what tells it from others of its name."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class NamesPage:
    """What a field could hold, of the letters that are typed."""

    suggestions: Sequence[Suggestion]


def names_page(typed: str, find: Find, *, is_guild: bool) -> NamesPage:
    """Return what begins with the last part of what is typed."""
    found = find(typed.rpartition("/")[2])
    hits = found.guilds if is_guild else found.characters
    return NamesPage([Suggestion(_place(hit), f"{hit.name}, {hit.words}") for hit in hits])


def placed(given: Sequence[str], find: Find) -> tuple[list[str], list[str]]:
    """Return places for names that only one character has, and a sentence about each other name."""
    places, problems = [], []
    for text in (one.strip() for one in given):
        if not text or "/" in text:
            places.append(text)
            continue
        page = find(text)
        alike = [_place(hit) for hit in page.characters if name_key(hit.name) == name_key(page.typed)]
        if len(alike) == 1:
            places += alike
        elif alike:
            problems.append(
                f"Several are called {text}: {', '.join(alike[:MOST_NAMED])}. Choose one of them."
            )
        else:
            problems.append(f"Nobody called {text} is kept here for you to see.")
    return places, problems


def _place(hit: Hit) -> str:
    path = hit.path.partition("?")[0].strip("/")
    return unquote(path.partition("/")[2])
