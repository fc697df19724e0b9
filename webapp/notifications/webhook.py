"""Which addresses are webhooks of Discord, how one is shown, and what is sent to it. Pure.

Only the path is kept: messages go to the server that the settings name, whatever somebody typed.
"""

import re
from collections.abc import Sequence
from typing import Any

_ADDRESS = re.compile(
    r"https://(?:discord|discordapp|ptb\.discord|canary\.discord)\.com(/api(?:/v[0-9]{1,2})?/webhooks/([0-9]{5,25})/[A-Za-z0-9_-]{20,120})",
    re.ASCII,
)
LONGEST = 200
WRONG = (
    "Copy the address of the webhook from Discord: it begins with https://discord.com/api/webhooks/ and has"
    " a number and a long key behind that."
)
MOST_LETTERS = 1_900
"""Discord takes 2,000 letters in a message: https://discord.com/developers/docs/resources/webhook."""
_MARKS = re.compile(r"([\\`*_~|>#\[\]()<@:-])")


def path_of(typed: str) -> str | None:
    """Return the path of a webhook's address; None of any other address."""
    found = _ADDRESS.fullmatch(typed.strip()) if len(typed) <= LONGEST else None
    return None if found is None else found[1]


def shown(path: str) -> str:
    """Return a webhook as pages show it: by the end of its number, with nothing of its key."""
    number = path.rsplit("/", 2)[1]
    return f"discord.com/api/webhooks/…{number[-4:]}/…"


def message(guild: str, sentences: Sequence[str]) -> dict[str, Any]:
    """Return the body of one message, in which nobody is mentioned whatever the words are."""
    lines = [f"**{plain(guild)}**"]
    for place, one in enumerate(sentences):
        rest = f"and {len(sentences) - place} more"
        if len("\n".join([*lines, plain(one), rest])) > MOST_LETTERS:
            lines.append(rest)
            break
        lines.append(plain(one))
    return {"content": "\n".join(lines), "allowed_mentions": {"parse": []}}


def plain(words: str) -> str:
    """Return words in which no letter is a mark of Discord's."""
    return _MARKS.sub(r"\\\1", words)
