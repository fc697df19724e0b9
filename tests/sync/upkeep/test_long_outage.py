"""Battle.net away for a day, 29 days, 31 days: pages stay and say how old they are until they may not."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.roll import PAGE
from tests.support.signed_in import browser_of, operator
from tests.sync.conftest import MEMBERS, Engine
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, GuildMember
from webapp.sync.upkeep.sweeper import sweep

DAY = timedelta(days=1)
TOO_OLD = timedelta(days=31)


def away_for(engine: Engine, span: timedelta) -> None:
    """Read the guild, then let this time pass while every answer is an error."""
    engine.now = clock.now() - span
    engine.make_due()
    engine.sync()
    engine.now = clock.now()
    engine.simulator.control.add_fault("status", kind="*", status=503)
    engine.resync()


def page_of(engine: Engine) -> tuple[int, str]:
    db.session.rollback()
    answer = browser_of(engine.app, operator(engine.app)).get(PAGE)
    return answer.status_code, answer.text


class TestALongOutage:
    @pytest.mark.parametrize("span", [DAY, 29 * DAY], ids=str)
    def test_until_the_last_day_everybody_is_shown_with_when_they_were_read(
        self, engine: Engine, span: timedelta
    ) -> None:
        away_for(engine, span)
        sweep(engine.now)

        status, text = page_of(engine)

        assert (status, text.count('<tr id="m')) == (200, MEMBERS)
        assert text.count(f"{engine.now - span:%-d %b}") >= MEMBERS

    def test_after_it_nobody_is_shown_even_before_the_sweeper_came(self, engine_on: Engine) -> None:
        away_for(engine_on, TOO_OLD)
        before = page_of(engine_on)
        sweep(engine_on.now)

        for status, text in (before, page_of(engine_on)):
            assert (status, text.count('<tr id="m')) == (200, 0)
            assert "Too old to be shown" in text

    def test_the_sweeper_leaves_no_player_and_the_next_roster_tells_no_history(
        self, engine_on: Engine
    ) -> None:
        away_for(engine_on, TOO_OLD)
        sweep(engine_on.now)
        left = db.session.scalar(select(func.count(Character.id)))
        engine_on.simulator.control.clear_faults()

        engine_on.resync()

        assert (left, engine_on.events()) == (0, [])
        assert db.session.scalar(select(func.count(GuildMember.id))) == MEMBERS


class TestAnArchivedGuild:
    def test_after_30_days_nobody_is_left_in_it(self, synced_on: Engine) -> None:
        synced_on.simulator.control.add_fault("status", kind="guild*", status=404)
        synced_on.sync_later(timedelta(hours=1))
        synced_on.sync_later(DAY)
        assert synced_on.guild().archived_at is not None

        sweep(synced_on.now + 28 * DAY)
        kept = db.session.scalar(select(func.count(GuildMember.id)))
        sweep(synced_on.now + TOO_OLD)

        left = [db.session.scalar(select(func.count(model.id))) for model in (Character, GuildMember)]
        assert (kept, left) == (MEMBERS, [0, 0])
