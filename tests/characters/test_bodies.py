"""Kept cards: new with whatever their row tells, none while a look is under way, 304 for who has them."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.characters.rows import CARD, raider
from tests.support.deciding import decide
from tests.support.signed_in import browser_of, enlisted
from webapp.caching.api import tiers
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, GuildMember, SyncTarget

FRAGMENT = f"{CARD}/_card"


@pytest.fixture
def character_id(app: Flask) -> int:
    return raider(app)


def kept(app: Flask) -> list[str]:
    with app.app_context():
        return [key for key in tiers().memory._kept if key.startswith("card:")]


class TestCard:
    def test_a_second_look_is_answered_from_what_is_kept(
        self, app: Flask, client: FlaskClient, character_id: int
    ) -> None:
        texts = [client.get(CARD).text for _ in range(2)]

        assert "<bdi>Nildank</bdi>" in texts[1]
        assert [key.split(":")[1] for key in kept(app)] == [str(character_id)]

    @pytest.mark.parametrize(
        ("column", "values"),
        [
            (Character.id, {"level": 77}),
            (Character.id, {"name": "Nildánk"}),
            (GuildMember.character_id, {"role_override": "tank"}),
        ],
        ids=str,
    )
    def test_whatever_its_row_tells_is_shown_with_the_next_look(
        self, app: Flask, client: FlaskClient, character_id: int, column: Any, values: dict[str, object]
    ) -> None:
        before = client.get(FRAGMENT).text
        with app.app_context(), transaction() as session:
            session.execute(update(column.class_).where(column == character_id).values(**values))

        assert client.get(FRAGMENT, follow_redirects=True).text != before

    def test_while_somebody_waits_for_a_look_nothing_is_kept(
        self, app: Flask, client: FlaskClient, character_id: int
    ) -> None:
        with app.app_context(), transaction() as session:
            session.execute(update(SyncTarget).values(wished_at=clock.now(), next_due_at=clock.now()))

        assert 'hx-trigger="every 2s"' in client.get(CARD).text
        assert (kept(app), character_id > 0) == ([], True)

    def test_what_may_not_be_shown_any_more_is_neither_kept_nor_counted(
        self, app: Flask, client: FlaskClient, character_id: int
    ) -> None:
        with app.app_context(), transaction() as session:
            of = Character.id == character_id
            old = clock.now() - timedelta(days=40)
            session.execute(update(Character).where(of).values(verified_at=old))
            wished = {"wished_at": clock.now(), "next_due_at": clock.now() + timedelta(days=1)}
            session.execute(update(SyncTarget).values(wished))

        assert client.get(FRAGMENT).status_code == 200
        with app.app_context():
            assert (kept(app), tiers().counters.looks._counts) == ([], {})

    def test_who_has_it_already_is_told_so(self, client: FlaskClient, character_id: int) -> None:
        first = client.get(FRAGMENT, headers={"Accept-Encoding": "gzip"})
        again = client.get(FRAGMENT, headers={"If-None-Match": first.headers["ETag"]})

        assert b"<bdi>Nildank</bdi>" in gzip.decompress(first.data)
        assert (again.status_code, again.headers["Cache-Control"]) == (304, "private, no-cache")
        assert character_id

    @pytest.mark.parametrize("path", [CARD, FRAGMENT])
    def test_each_reads_of_their_own_rank_beside_what_they_share(
        self, app: Flask, character_id: int, path: str
    ) -> None:
        decide(app, 1, "logs", min_rank=1)
        browsers = {name: browser_of(app, enlisted(app, 1, name, rank=4)) for name in ("Arthas", "Uther")}

        texts = {name: browser.get(path).text for name, browser in browsers.items()}

        for name, text in texts.items():
            assert [other for other in browsers if f"rank 4 through {other}" in text] == [name]
        assert (len(kept(app)), character_id > 0) == (1, True)

    def test_two_audiences_share_no_bytes(self, app: Flask, client: FlaskClient, character_id: int) -> None:
        with app.app_context(), transaction() as session:
            guild_id = session.query(GuildMember.guild_id).scalar()
        member = browser_of(app, enlisted(app, guild_id, "Arthas", rank=9))
        for browser in (client, member):
            browser.get(FRAGMENT)

        assert len(kept(app)) == 2
        assert character_id
