"""Going to Battle.net and coming back, as a browser without JavaScript does it, through the simulator."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from simulator import Simulator
from webapp.extensions import db
from webapp.models import Character, User, UserSession
from webapp.web.session_cookie import NAME

CALLBACK = "/sign-in/callback"


@dataclass(frozen=True, slots=True)
class Journey:
    """One browser that signs in at one server."""

    browser: FlaskClient
    simulator: Simulator

    def depart(self, *, region: str = "eu", way_on: str = "/") -> str:
        """Press the button; return where Battle.net's page is."""
        answer = self.browser.post("/sign-in", data={"region": region, "next": way_on})
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def choose(self, address: str, who: str = "officer", *, consent: bool = True) -> dict[str, str]:
        """Choose at Battle.net whom to be; return the query of the way back, and the whole ``location``."""
        return self.simulator.control.sign_in(address, who, consent=consent)

    def come_back(self, words: dict[str, str], **changes: str | None) -> TestResponse:
        """Follow the way back, with some of its words changed or, as None, left out."""
        query = {name: value for name, value in words.items() if name != "location"} | changes
        return self.browser.get(
            CALLBACK, query_string={name: value for name, value in query.items() if value is not None}
        )

    def sign_in(
        self, who: str = "officer", *, region: str = "eu", way_on: str = "/", consent: bool = True
    ) -> TestResponse:
        """Go all the way round; return the answer to the way back."""
        words = self.choose(self.depart(region=region, way_on=way_on), who, consent=consent)
        return self.come_back(words)

    @property
    def cookie(self) -> str | None:
        """What this browser keeps of its session."""
        cookie = self.browser.get_cookie(NAME)
        return None if cookie is None else cookie.value


def journey(app: Flask, simulator: Simulator) -> Journey:
    """Return a browser in which nobody is signed in."""
    return Journey(app.test_client(), simulator)


def sessions(app: Flask) -> int:
    """Count the sessions that are open."""
    with app.app_context():
        open_ones = select(func.count()).select_from(UserSession).where(UserSession.revoked_at.is_(None))
        return db.session.scalar(open_ones) or 0


def people(app: Flask) -> list[User]:
    """Return everybody who has signed in."""
    with app.app_context():
        return list(db.session.scalars(select(User)))


def characters_of(app: Flask, user_id: int) -> set[int]:
    """Return the Blizzard ids of a person's characters."""
    with app.app_context():
        query = select(Character.bnet_character_id).where(Character.user_id == user_id)
        return {one for one in db.session.scalars(query) if one is not None}


def truth(simulator: Simulator, who: str, region: str = "eu") -> set[int]:
    """Return the ids of the characters that the world gives to an account in a region."""
    account: dict[str, Any] = simulator.control.account(who)
    return {one["id"] for one in account["characters"] if one["region"] == region}


def form_token(page: str) -> str:
    """Return the token of a page's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
