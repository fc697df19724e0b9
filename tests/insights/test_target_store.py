"""Officers say what the raid is to be made of; the log says who did."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.deciding import decide
from tests.support.roll import PAGE, add_guild
from tests.support.signed_in import browser_of, enlisted
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AuditEntry, RaidTarget
from webapp.permissions.policy import Tool

TARGET = f"{PAGE}insights/target"


def officer_of(app: Flask) -> tuple[int, FlaskClient]:
    with app.app_context():
        guild = add_guild(roster_succeeded_at=clock.now())
    return guild, browser_of(app, enlisted(app, guild, "Jaina", rank=1))


def stored(app: Flask) -> tuple[list[object], int]:
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "target_saved")).all()
        return list(db.session.scalars(select(RaidTarget.wanted))), len(entries)


def test_an_officer_changes_it_and_takes_it_back_and_each_change_is_logged_once(app_on: Flask) -> None:
    _guild, officer = officer_of(app_on)

    for typed in ("3", "3", "4", ""):
        assert officer.post(TARGET, data={"role_tank": typed}).status_code == 303

    assert stored(app_on) == ([], 3)


def test_the_form_shows_what_is_stored_and_what_was_wrong(app: Flask) -> None:
    _guild, officer = officer_of(app)
    officer.post(TARGET, data={"role_tank": "3"})

    wrong = officer.post(TARGET, data={"role_tank": "many", "class_8": "2"})

    assert 'name="role_tank" value="3"' in officer.get(TARGET).text
    assert (
        wrong.status_code,
        'id="role_tank-wrong"' in wrong.text,
        'name="class_8" value="2"' in wrong.text,
    ) == (
        422,
        True,
        True,
    )
    assert stored(app) == ([{"role_tank": 3}], 1)


def test_members_and_those_who_see_no_insights_are_refused(app: Flask) -> None:
    guild, officer = officer_of(app)
    raider = browser_of(app, enlisted(app, guild, "Vol", rank=5))
    decide(app, guild, Tool.INSIGHTS, min_rank=0)

    assert [one.post(TARGET, data={}).status_code for one in (raider, officer)] == [403, 403]
    assert [one.get(TARGET).status_code for one in (raider, officer)] == [403, 403]
