"""From half a day before the thirtieth nobody is told of at any address, before the sweeper has come."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.architecture import routes, seeds
from tests.support.no_world import settings  # noqa: F401 - a fixture
from webapp.extensions import Model, db
from webapp.freshness.retention import shown_since
from webapp.lib import clock
from webapp.models import Character, CharacterEnrichmentCache, Guild, GuildMember
from webapp.web.session_cookie import NAME

CALLED = "Zyrelleth"
ASKED = CALLED.upper()
"""How addresses are written here: a page may print what was typed."""
SCORE = 7_654
TOLD = (CALLED, "7,654", "7654")
METRICS = "/metrics"
"""Its own seconds have any digits, so only the name is looked for there."""
OWN = {"/me/data/export.json"}
"""What is stored about oneself is told oneself, for as long as it is stored."""
FROM_FILES = "/imports/"
"""What officers sent was never Blizzard's: it goes 30 days after it was sent."""
SHOW_THEM = 8
"""At least as many addresses tell of somebody who was confirmed: else this would prove nothing."""


def confirmed(app: Flask, at: datetime) -> None:
    """Let one row of every table be about somebody whom Battle.net confirmed last at a moment."""
    with app.app_context():
        seeds.seed()
        for table in Model.metadata.sorted_tables:
            names = {"name": CALLED, "character_name": CALLED}
            names |= dict.fromkeys(("name_key", "name_plain"), CALLED.lower())
            if table.name not in {
                "guilds",
                "realms",
                "ranks",
                "saved_views",
                "api_tokens",
                "former_realm_slugs",
            }:
                here = {name: said for name, said in names.items() if name in table.columns}
                if here:
                    db.session.execute(table.update().values(here))
        told = {"verified_at": at, "mythic_rating": SCORE, "equipped_item_level": SCORE, "user_id": None}
        db.session.execute(update(Character).values(**told))
        db.session.execute(update(GuildMember).values(last_seen_at=at))
        db.session.execute(update(CharacterEnrichmentCache).values(updated_at=at))
        db.session.execute(update(Guild).values(roster_succeeded_at=at))
        db.session.commit()


def telling(app: Flask) -> list[str]:
    """Return the addresses that tell an operator, or a program of theirs, of that person."""
    browser = app.test_client()
    browser.set_cookie(NAME, seeds.COOKIE)
    found = []
    for rule in routes.pages(app):
        if "GET" not in routes.methods_of(rule):
            continue
        address = seeds.address(rule).replace(seeds.GUILD if "cache" in rule.rule else "\0", ASKED)
        if "<string:name>" in rule.rule and rule.endpoint.startswith(("characters", "api")):
            address = address.replace(seeds.address(rule).split("/")[-1] or "\0", ASKED)
        for headers in ({}, {"Authorization": f"Bearer {seeds.TOKEN}"}):
            with browser.get(address, headers=headers) as answer:
                words = TOLD[:1] if rule.rule == METRICS else TOLD
                if any(one in answer.get_data(as_text=True) for one in words):
                    found.append(rule.rule)
    return sorted(rule for rule in set(found) - OWN if FROM_FILES not in rule)


class TestEveryAddress:
    @pytest.mark.parametrize("is_over", [False, True], ids=["confirmed", "not any more"])
    def test_tells_of_who_was_confirmed_and_of_nobody_else(self, app: Flask, *, is_over: bool) -> None:
        now = clock.now()
        margin = timedelta(seconds=5)
        confirmed(app, shown_since(now) - margin if is_over else now)

        found = telling(app)

        assert (found == []) if is_over else (len(found) >= SHOW_THEM), found
