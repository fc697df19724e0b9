"""The API's answer to a matching ETag against a bare Flask page, both behind gunicorn as in production."""

import http.client
import statistics
import tempfile
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert, select, update

from bench.ratio import Ratio
from bench.roster import settings_for
from bench.roster_world import write_guild
from bench.served import TURNS, Target, bare, product, served
from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import Character, CharacterEnrichmentCache
from webapp.models.cards import LATEST
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope
from webapp.words import CardStatus

ABOUT = "an API read with a matching ETag against a bare Flask page on the same server"
MEMBERS = 1_000
LIMIT = 0.5
NAME = "Jaina"


def run() -> list[Ratio]:
    """Ask both in turns and compare the medians."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        path, token = _world(Path(folder))
        plain = Target(servers.enter_context(bare(Path(folder))), "/", {})
        ours = _read(servers.enter_context(product(path)), token)
        for target in (plain, ours):
            served(target)
        pairs = [(served(ours).rate, served(plain).rate) for _ in range(TURNS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    detail = f"{mine:,.0f} against {theirs:,.0f} requests a second, medians of {TURNS} turns"
    return [
        Ratio(
            name="API 304: rate of a bare page",
            value=mine / theirs,
            limit=LIMIT,
            detail=detail,
            more_is_better=True,
        )
    ]


def _world(folder: Path) -> tuple[Path, str]:
    """Make a guild of 1,000 with a card each, and return the file and a token of that guild."""
    path = folder / "api.db"
    app, now = create_app(settings_for(path)), clock.now()
    with app.app_context():
        db.create_all()
        guild_id = write_guild("Night Muster", MEMBERS, now=now)
        rows = db.session.execute(select(Character.id, Character.realm, Character.name)).all()
        first = {"id": rows[0].id, "realm": "argent-dawn", "name": NAME, "name_key": name_key(NAME)}
        db.session.execute(update(Character), [first])
        cards = {(row.realm, row.name): _card(row) for row in rows[1:]}
        cards["argent-dawn", NAME] = _card(SimpleNamespace(**first))
        db.session.execute(insert(CharacterEnrichmentCache), list(cards.values()))
        db.session.commit()
        token = make_token("bench", [Scope.CACHE_READ], guild_id=guild_id, expires_at=None)
        db.engine.dispose()
    return path, token


def _card(row: Any) -> dict[str, Any]:
    return {
        "region": "eu",
        "realm": row.realm,
        "character_name": row.name,
        "name_key": name_key(row.name),
        "season_key": LATEST,
        "character_id": row.id,
        "fetch_status": CardStatus.COMPLETE,
        "player_card": {"filler": "x" * 20_000},
    }


def _read(port: int, token: str) -> Target:
    """Return the read of one card, with the tag that it has now."""
    query = {"region": "EU", "realm": "argent-dawn", "characterName": NAME, "seasonKey": LATEST}
    path, headers = f"/api/character-cache?{urlencode(query)}", {"Authorization": f"Bearer {token}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise AssertionError(f"the card answered {answer.status}")
    return Target(port, path, {**headers, "If-None-Match": answer.headers["ETag"]}, HTTPStatus.NOT_MODIFIED)
