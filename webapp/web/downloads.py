"""Answers that a browser saves as a file."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response

from webapp.lib.csv_text import Cell, csv_text
from webapp.lib.names import guild_slug
from webapp.web.guild_address import GuildAddress
from webapp.words import ATTRIBUTION

SOURCE = "Source"
"""The last column of each file: whose data it is stands in every row, wherever the rows go."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet program takes UTF-8 for the letters of its own country."""


def csv_answer(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, source: str = ATTRIBUTION
) -> Response:
    """Return rows as a file of a name, which ``.csv`` is put behind; ``source`` says whose data they are."""
    text = csv_text([*head, SOURCE], ([*row, source] for row in rows))
    answer = Response(BYTE_ORDER_MARK + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = _disposition(f"{name}.csv")
    return answer


def guild_file(what: str, guild: GuildAddress, *more: str) -> str:
    """Return the name of a file about a guild: what it is, region, realm and name, and more."""
    return "-".join((what, guild.region, guild.realm, guild_slug(guild.name), *more))


def _disposition(name: str) -> str:
    """Return the header for a name in whatever letters (RFC 6266), with a plain one for old programs."""
    parts = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._-]+", "-", parts))
    header = f'attachment; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"
