"""Secrets of requests are in no log line and on no page; what people write is only ever text."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.architecture import routes, seeds
from tests.rights.cast import SETTINGS, assemble
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.logs import configure
from webapp.models import Guild, PermissionException
from webapp.permissions.tokens import new_token
from webapp.web.cookies import FORMS
from webapp.web.gate import public
from webapp.web.session_cookie import NAME
from webapp.words import Effect

HOSTILE = """</p><img src=x onerror=alert(1)>"'{{ 7*7 }}"""
KEY, FORMER, CLIENT = "canary-key-" + "k" * 32, "canary-former-" + "f" * 32, "canary-of-the-client-secret"
TOKEN = new_token(b"canary-of-a-program-32-bytes-..!")
FORM = "canary-form-token"
QUERY = "code=canary-code&state=canary-state&access_token=canary-access&client_secret=canary-query-secret"
CANARIES = (
    *(KEY, FORMER, CLIENT, TOKEN, FORM, seeds.COOKIE, seeds.TOKEN),
    *(
        "canary-code",
        "canary-state",
        "canary-access",
        "canary-query-secret",
        "canary-password",
        "canary-raised",
    ),
)


@pytest.fixture
def talkative(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Iterator[Flask]:
    """Give an app with a row in every table that logs all it can, and an address that breaks."""
    capsys.readouterr()
    secrets = {"secret_key": KEY, "secret_key_fallbacks": (FORMER,), "battlenet_client_secret": CLIENT}
    app = create_app(replace(settings, log_level="DEBUG", **secrets))  # type: ignore[arg-type]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/stumble", "stumble", public(stumble))
    with app.app_context():
        seeds.seed()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def stumble() -> str:
    raise ValueError("Bearer canary-raised redis://:canary-password@host access_token=canary-access")


def test_no_secret_of_a_request_is_logged_or_shown(
    talkative: Flask, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    configure("DEBUG")  # to what is captured from here on
    shown = {}
    asked = [
        (seeds.address(rule), method)
        for rule in routes.pages(talkative)
        for method in routes.methods_of(rule)
    ]
    for path, method in [*asked, ("/stumble", "GET"), ("/nowhere", "POST")]:
        for token in (TOKEN, seeds.TOKEN):
            browser = talkative.test_client()
            browser.set_cookie(NAME, seeds.COOKIE)
            browser.set_cookie(FORMS, FORM)
            headers = {"Authorization": f"Bearer {token}"}
            address = f"{path}{'&' if '?' in path else '?'}{QUERY}"
            answer = browser.open(address, method=method, headers=headers, data={"csrf_token": FORM})
            shown[method, address] = answer.text + str(answer.headers)

    said = capsys.readouterr()
    logged = said.out + said.err + caplog.text
    assert "request_failed" in logged
    assert [line for line in logged.splitlines() if any(canary in line for canary in CANARIES)] == []
    never_shown = set(CANARIES) - {"canary-code", "canary-state", "canary-access", "canary-query-secret"}
    assert {where: canary for where, text in shown.items() for canary in never_shown if canary in text} == {}


def test_the_reason_of_an_officer_is_text_where_it_refuses(app: Flask) -> None:
    cast = assemble(app)
    with app.app_context(), transaction() as session:
        session.add(
            PermissionException(
                guild_id=cast.guild_id,
                user_id=cast.id_of("Jaina"),
                tool_name="settings",
                effect=Effect.DENY,
                reason=HOSTILE,
            )
        )
        session.get_one(Guild, cast.guild_id).permission_version += 1

    answer = cast.browser("Jaina").get(SETTINGS)

    assert answer.status_code == 403
    assert "&lt;/p&gt;&lt;img src=x" in answer.text
    assert "<img src=x" not in answer.text
    assert "49" not in answer.text.split("alert(1)")[1][:40]
