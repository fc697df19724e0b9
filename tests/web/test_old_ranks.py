"""Old ranks decide nothing: the roster is read first, and who waits is told for what."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.exceptions import Conflict

from tests.rights.cast import SETTINGS, assemble
from tests.support.roll import PAGE, add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, SyncRun, SyncTarget
from webapp.web.guild_address import guild_at
from webapp.web.old_ranks import RANKS_AGE, refuse_old_ranks
from webapp.web.refusals import ARCHIVED
from webapp.words import TargetKind


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a guild whose roster was read a day ago and more."""
    with app.app_context():
        guild_id = add_guild(roster_succeeded_at=clock.now() - RANKS_AGE - timedelta(minutes=1))
        with transaction() as session:
            session.add(SyncTarget(kind=TargetKind.ROSTER, guild_id=guild_id, next_due_at=clock.now()))
    return guild_id


def refusal(app: Flask, *, after: timedelta = timedelta()) -> str | None:
    """Return what somebody is told who wants to decide by rank."""
    with app.test_request_context():
        guild = guild_at("eu", "argent-dawn", "lantern-watch")
        assert guild is not None
        try:
            refuse_old_ranks(guild, None, clock.now() + after)
        except Conflict as refused:
            return refused.description
    return None


@pytest.mark.usefixtures("guild_id")
class TestRefuseOldRanks:
    def test_the_roster_is_asked_for_and_that_is_told(self, app: Flask) -> None:
        assert "A check of the roster is under way" in (refusal(app) or "")
        with app.app_context():
            assert db.session.scalars(select(SyncTarget.wished_at)).one() is not None

    def test_while_that_is_under_way_nothing_else_is_told(self, app: Flask) -> None:
        refusal(app)

        assert "A check of the roster is under way" in (refusal(app) or "")

    def test_after_one_that_failed_it_is_told_when_the_next_is_possible(self, app: Flask) -> None:
        refusal(app)
        with app.app_context(), transaction() as session:
            session.execute(update(SyncRun).values(finished_at=clock.now()))

        said = refusal(app, after=timedelta(minutes=1)) or ""

        assert "under way: try again" not in said
        assert "UTC on: try again then" in said
        assert "under way: try again" in (refusal(app, after=timedelta(minutes=16)) or "")

    def test_ranks_of_today_decide(self, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            session.execute(update(Guild).values(roster_succeeded_at=clock.now()))

        assert refusal(app) is None


class TestRefuseArchived:
    def test_its_pages_can_be_read_and_nothing_of_it_is_changed_by_anybody(self, app: Flask) -> None:
        cast = assemble(app)
        with app.app_context(), transaction() as session:
            session.execute(update(Guild).values(archived_at=clock.now()))
        jaina, card = cast.browser("Jaina"), "/characters/eu/argent-dawn/Anduin"
        presses = {
            f"{PAGE}refresh": {},
            f"{PAGE}notifications/discord/test": {},
            f"{card}/role": {"role": "tank", "character": cast.characters["Anduin"]},
            f"{card}/notes/write": {"note": "x", "version": "0", "character": cast.characters["Anduin"]},
        }

        read = [jaina.get(address).status_code for address in (PAGE, f"{PAGE}activity/", f"{PAGE}csv", card)]
        answers = {address: jaina.post(address, data=form) for address, form in presses.items()}
        answers |= {who: cast.browser(who).post(f"{SETTINGS}visibility") for who in ("Thrall", "Khadgar")}

        assert read == [200] * 4
        assert {one: answer.status_code for one, answer in answers.items()} == dict.fromkeys(answers, 409)
        assert all(ARCHIVED[:30] in answer.text for answer in answers.values())
        assert jaina.post(f"{card}/notes").status_code == 200
        assert cast.browser("Anduin").post(f"{card}/refresh").status_code == 303
