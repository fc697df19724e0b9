"""Looking a name up tells nobody who is there, and gives nobody a tool that they do not have."""

import re
from datetime import datetime
from string import ascii_lowercase

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import add_guild, add_member, add_realm
from tests.support.signed_in import browser_of, enlisted, signed_in
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import SyncTarget
from webapp.sync.tracking import MOST_WAITING

CARDS = "/characters/eu/argent-dawn/"
NAMES = ("Thrall", "Arthas", "Zzyzx")
"""A member of a closed guild, somebody who asked to be forgotten, and nobody."""


@pytest.fixture
def guild_id(app_on: Flask) -> int:
    """Give a closed guild with Jaina and Thrall, after Arthas asked to be forgotten."""
    with app_on.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        guild_id = add_guild(roster_succeeded_at=clock.now())
        add_member(guild_id, "Thrall", verified_at=clock.now(), level=80)
    arthas = enlisted(app_on, guild_id, "Arthas", rank=3, verified_at=clock.now(), level=80)
    browser_of(app_on, arthas).post("/me/data/delete", data={"confirmation": "forget me"})
    return guild_id


def wishes(app: Flask) -> list[datetime | None]:
    """Return the wishes for characters of guilds."""
    with app.app_context():
        return list(db.session.scalars(select(SyncTarget.wished_at).where(SyncTarget.guild_id.is_not(None))))


def bare(text: str) -> str:
    """Return a page without the name that was asked for, and without what differs between any two."""
    text = re.sub(r'csrf_token" value="[^"]*"|asked=[0-9]+|[0-9a-f]{16,}', "", text)
    return re.sub("|".join(NAMES), "?", text)


@pytest.mark.usefixtures("guild_id")
def test_closed_forgotten_and_nobody_are_answered_alike(app_on: Flask) -> None:
    browser, told = browser_of(app_on, signed_in(app_on)), []
    for name in NAMES:
        pressed = browser.post(f"{CARDS}{name}/look-up")
        pages = [browser.get(path) for path in (pressed.location, CARDS + name, f"{CARDS}{name}/_strip")]
        told.append([(one.status_code, bare(one.text)) for one in (pressed, *pages)])

    assert told[0] == told[1] == told[2]
    assert [status for status, _ in told[0]] == [303, 404, 404, 404]
    assert wishes(app_on) == []


@pytest.mark.usefixtures("guild_id")
def test_the_page_that_waits_ends_after_a_minute_with_a_sentence_and_a_button(app_on: Flask) -> None:
    browser, now = browser_of(app_on, signed_in(app_on)), int(clock.now().timestamp())

    waiting, over = (browser.get(f"{CARDS}Zzyzx?asked={second}").text for second in (now, now - 60))
    polls = [browser.get(f"{CARDS}Zzyzx/_strip?asked={second}") for second in (now, now - 60)]

    assert 'hx-trigger="every 2s"' in waiting
    assert "every 2s" not in over
    assert "Nothing came within a minute." in over
    assert f'formaction="{CARDS}Zzyzx/look-up"' in over
    assert [one.headers.get("HX-Refresh") for one in polls] == [None, "true"]


def test_whoever_has_the_tool_starts_a_look_as_with_the_button(app_on: Flask, guild_id: int) -> None:
    jaina = enlisted(app_on, guild_id, "Jaina", rank=1)

    answer = browser_of(app_on, jaina).post(f"{CARDS}Thrall/look-up")

    assert (answer.status_code, answer.location) == (303, f"{CARDS}Thrall#strip")
    assert [one is not None for one in wishes(app_on)] == [True]


def test_a_page_that_waits_is_loaded_anew_once_there_is_a_card(app_on: Flask, guild_id: int) -> None:
    jaina = browser_of(app_on, enlisted(app_on, guild_id, "Jaina", rank=1))

    assert jaina.get(f"{CARDS}Thrall/_strip?asked=yes").headers["HX-Refresh"] == "true"


@pytest.mark.usefixtures("guild_id")
def test_while_many_names_wait_one_is_asked_to_come_back(app_on: Flask) -> None:
    browser = browser_of(app_on, signed_in(app_on))
    for letter in ascii_lowercase[:MOST_WAITING]:
        browser.post(f"{CARDS}New{letter}/look-up")

    answer = browser.post(f"{CARDS}Onemore/look-up")

    assert answer.status_code == 429
    assert "Many names are being looked up" in answer.text
