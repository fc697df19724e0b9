"""What proves somebody's identity is told to nobody: no log line, no row, no page, nothing in Redis."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis
from flask import Flask
from sqlalchemy import select

from simulator import Simulator
from tests.accounts.journeys import Journey, journey
from tests.support.roll import PAGE, add_guild
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import Model, db
from webapp.lib import clock
from webapp.me.forms import CONFIRMATION
from webapp.models import Character, GuildMember, User

CLIENT_SECRET = "canary-of-the-client-secret"


@pytest.fixture
def talkative(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Iterator[Flask]:
    """Give an app that logs all it can."""
    capsys.readouterr()
    app = create_app(replace(settings, log_level="DEBUG", battlenet_client_secret=CLIENT_SECRET))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def secrets_of(trip: Journey) -> set[str]:
    """Go round, well and badly, and return everything on the way that nobody else may know."""
    control = trip.simulator.control
    secrets = {CLIENT_SECRET}
    for fault in (None, "bad_signature", "no_id_token", "truncate"):
        if fault is not None:
            control.add_fault(fault, kind="oauth-token", count=1)
        address = trip.depart()
        with trip.browser.session_transaction() as kept:
            secrets |= {one[word] for one in kept["sign_ins"] for word in ("nonce", "verifier")}
        words = trip.choose(address)
        trip.come_back(words)
        trip.come_back(words)
        secrets |= {words["code"], *([trip.cookie] if trip.cookie else [])}
    control.add_fault("status", status=500, kind="account-profile")
    trip.sign_in()
    return secrets | set(trip.simulator.app.tokens._tokens)


def account_of(app: Flask, trip: Journey) -> int:
    """Sign somebody in, have a page refused, then let them delete all; return the number that they had."""
    trip.sign_in()
    with app.app_context():
        number = db.session.scalars(select(User.bnet_id)).one()
        guild_id = add_guild()
        one = db.session.scalars(select(Character.id).where(Character.user_id == number)).first()
        membership = GuildMember(guild_id=guild_id, character_id=one, rank=4, character_name="x")
        membership.joined_at = membership.last_seen_at = clock.now()
        db.session.add(membership)
        db.session.commit()
    assert trip.browser.get(PAGE + "settings/").status_code == 403
    assert trip.browser.post("/me/data/delete", data={"confirmation": CONFIRMATION}).status_code == 303
    return number


def told(app: Flask, settings: Settings) -> str:
    """Return everything that is stored."""
    with app.app_context():
        rows = [str(db.session.execute(select(table)).all()) for table in Model.metadata.sorted_tables]
    with redis.Redis.from_url(settings.redis_url) as connection:
        kept = [str(connection.dump(key)) for key in connection.keys()]  # noqa: SIM118 - a command of Redis
    return "\n".join(rows + kept)


def test_no_secret_of_a_sign_in_is_logged_or_stored(
    talkative: Flask,
    settings: Settings,
    simulator: Simulator,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    secrets = secrets_of(journey(talkative, simulator))

    said = capsys.readouterr()
    logged = said.out + said.err + caplog.text
    assert "signed_in" in logged
    assert "not_signed_in" in logged
    assert len(secrets) > 12
    assert [secret for secret in secrets if secret in logged] == []
    assert [secret for secret in secrets if secret in told(talkative, settings)] == []


def test_no_line_of_the_log_says_whose_account_it_was(
    talkative: Flask,
    simulator: Simulator,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = account_of(talkative, journey(talkative, simulator))

    said = capsys.readouterr()
    logged = said.out + said.err + caplog.text
    assert all(event in logged for event in ("signed_in", "tool_refused", "person_forgotten"))
    assert str(number) not in logged
