"""Questions in the roster's own language over 1,000 members, cold, against the plain roster, also cold."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from bench.ratio import Ratio, compare_cpu
from bench.roster import MEMBERS, PAGE, operators_cookie, page_of, settings_for
from bench.roster_world import write_guild
from webapp import create_app
from webapp.caching.api import switched_off
from webapp.extensions import db
from webapp.lib import clock
from webapp.roster.query.parser import MOST_TERMS

ABOUT = "a cold roster of 1,000 members narrowed by a query against the same without one"
LIMIT, TURNS = 2.0, 7
PARTS = [first + second for first in "aeiuy" for second in "lmnr"][:MOST_TERMS]
"""Parts that many names have."""
QUERIES: Mapping[str, str] = {
    "a class and a role": "class:mage role:ranged",
    "an audit": "ilvl>=300 enchants:missing -alt",
    "everybody by figures": "ilvl>1 or rating>1 or seen<500w or problems>=0",
    "part of a name": "name:ka",
    "the beginning of a name with an accent": "ká* or ka*",
    "nobody's name": "zzzz",
    "all but 20 names": " ".join(f"-{part}q" for part in PARTS),
    "any of 20 parts of names, which find nearly all": " or ".join(PARTS),
    "20 realms that are none": " ".join(f"-realm:{part}q" for part in PARTS),
    "freshness of all": "(state:fresh or stale:yes) (stale:no or -state:fresh)",
    "each kind of term, of which all hold": (
        "-name:zz -realm:zz -class:unknown -spec:unknown -role:unknown rank<=9 level>1 ilvl>1 rating>1 "
        "-raid:unknown -state:parked -problems:unknown tier>=0 -vault:9 -log:100 seen<500w -alt joined<500w "
        "(enchants:missing,cheap,fine or gems:missing,cheap)"
    ),
}
"""What people ask, and the worst that the language lets them ask."""


def run() -> list[Ratio]:
    """Measure on a SQLite file of its own, in this process: the database's work is in the CPU time."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder) / "roster.db"))
        now = clock.now()
        with app.app_context():
            db.create_all()
            write_guild("Night Muster", MEMBERS, now=now)
            cookie = operators_cookie(now)
        with switched_off(app):
            return list(_ratios(app, cookie))


def _ratios(app: Flask, cookie: str) -> Iterator[Ratio]:
    plain = page_of(app, cookie)
    for what, query in QUERIES.items():
        asked = page_of(app, cookie, f"{PAGE}&q={quote(query)}")
        timing = compare_cpu(asked, plain, turns=TURNS)
        rows = asked().count(b'<tr id="m')
        yield Ratio(
            name=f"cold roster, 1,000 members: {what}",
            value=timing.ratio,
            limit=LIMIT,
            detail=f"{rows} rows, {timing.ours * 1000:.0f} ms against {timing.baseline * 1000:.0f} ms",
        )
