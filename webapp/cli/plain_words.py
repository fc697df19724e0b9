"""Print what a service outside answered: its words alone, never its markup. Pure."""

import html
import re

LONGEST = 120
_UNSEEN = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[!/?a-z][^>]*(?:>|$)", re.IGNORECASE)


def first_words(answer: str) -> str:
    """Return the first words of an answer as one line, without HTML or signs that steer a terminal."""
    text = html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", answer)))
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def in_brackets(answer: str) -> str:
    """Return the first words in brackets with a blank before, or nothing where there are none."""
    words = first_words(answer)
    return f" ({words})" if words else ""
