"""The page tells who was in the raids, to those who may know; without Warcraft Logs it says so."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.deciding import decide
from tests.support.roll import NOON, PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted, own
from webapp.database import transaction
from webapp.extensions import db
from webapp.insights.attendance.queries import read_raids
from webapp.lib import clock
from webapp.models import Character, GuildMember, RaidAttendance, RaidLook, RaidReport, User

DAY = timedelta(days=1)


def reported(guild_id: int, code: str, at: datetime, *character_ids: int, is_benched: bool = False) -> None:
    with transaction() as session:
        facts = {"zone_id": 53, "zone_name": "Abyss", "players": 20}
        session.add(RaidReport(guild_id=guild_id, code=code, started_at=at, **facts))
        session.flush()
        for one in character_ids:
            row = {"guild_id": guild_id, "code": code, "character_id": one, "is_benched": is_benched}
            session.add(RaidAttendance(**row))


def looked(guild_id: int, at: datetime, error: str | None = None) -> None:
    with transaction() as session:
        outcome = "ok" if error is None else "upstream"
        facts = {"attempted_at": at, "succeeded_at": at, "outcome": outcome, "error": error}
        session.add(RaidLook(guild_id=guild_id, next_due_at=at, **facts))


class TestReadRaids:
    def test_members_of_today_are_told_with_what_they_were_seen_in(self, app_on: Flask) -> None:
        with app_on.app_context():
            now = clock.now()
            guild_id, other = add_guild(), add_guild("Frostwolf")
            jaina, left, old, none = (add_member(guild_id, name) for name in ("Jaina", "Left", "Old", "None"))
            elsewhere = add_member(other, "Elsewhere")
            with transaction() as session:
                gone, joined = {"left_at": now}, {"joined_at": now - DAY}
                session.execute(update(GuildMember).where(GuildMember.character_id == left).values(gone))
                session.execute(update(GuildMember).where(GuildMember.character_id == none).values(joined))
                hidden = {"verified_at": now - 30 * DAY}
                session.execute(update(Character).where(Character.id == old).values(hidden))
            reported(guild_id, "a", now - 2 * DAY, jaina, left, old)
            reported(guild_id, "b", now - DAY, jaina, none, is_benched=True)
            reported(guild_id, "z", now - 57 * DAY, jaina)
            reported(other, "a", now - DAY, elsewhere)
            looked(guild_id, NOON, "Down.")

            found = read_raids(db.session(), guild_id, now, is_connected=True)

        assert {(one.name, one.seen, one.benched, one.last_at, one.since) for one in found.raiders} == {
            ("Jaina", 2, 1, now - DAY, None),
            ("None", 1, 1, now - DAY, now - DAY),
        }
        assert (len(found.reports), found.members, found.succeeded_at, found.trouble) == (2, 3, NOON, "Down.")

    def test_before_the_first_look_nothing_is_known(self, app: Flask) -> None:
        with app.app_context():
            found = read_raids(db.session(), add_guild(), clock.now(), is_connected=True)

        assert (found.succeeded_at, found.trouble, found.reports) == (None, "", [])


@pytest.fixture
def guild(app: Flask) -> int:
    """Give a guild of a connected server that was seen in three reports."""
    settings = app.extensions["muster_settings"]
    key = {"warcraftlogs_client_id": "a", "warcraftlogs_client_secret": "b"}
    app.extensions["muster_settings"] = replace(settings, **key)
    with app.app_context():
        now, guild_id = clock.now(), add_guild()
        khadgar = add_member(guild_id, "Khadgar", class_id=8)
        for number in range(3):
            reported(guild_id, f"r{number}", now - number * DAY - DAY, khadgar)
        looked(guild_id, now)
    return guild_id


class TestPage:
    def test_who_may_know_sees_it(self, app: Flask, guild: int) -> None:
        browser = browser_of(app, enlisted(app, guild, "Jaina", rank=5))

        html = browser.get(f"{PAGE}insights/").text.partition('id="attendance"')[2].partition("</section>")[0]

        assert "<strong>3</strong> reports of the last 8 weeks" in html
        assert "Khadgar" in html
        assert '<td class="num">3 of 3</td><td class="num">100 %</td>' in html

    def test_who_wants_to_stand_on_no_leaderboard_is_named_to_officers_only(
        self, app: Flask, guild: int
    ) -> None:
        officer, raider = (enlisted(app, guild, name, rank=rank) for name, rank in (("Jaina", 1), ("Vol", 5)))
        with app.app_context():
            khadgar = db.session.scalars(select(Character.id).where(Character.name == "Khadgar")).one()
            db.session.rollback()
        own(app, raider, khadgar)
        with app.app_context(), transaction() as session:
            session.execute(update(User).where(User.bnet_id == raider.user_id).values(is_unlisted=True))

        shown = [
            browser_of(app, one)
            .get(f"{PAGE}insights/")
            .text.partition('id="attendance"')[2]
            .partition("</section>")[0]
            for one in (officer, raider)
        ]

        assert ["Khadgar" in one for one in shown] == [True, False]
        assert "1 of those seen wants to stand on no leaderboard and is named to officers only." in shown[1]

    def test_who_may_export_has_it_as_a_file(self, app: Flask, guild: int) -> None:
        officer, raider = (
            browser_of(app, enlisted(app, guild, name, rank=rank))
            for name, rank in (("Jaina", 1), ("Vol", 5))
        )

        file = f"{PAGE}insights/attendance/csv"
        assert officer.get(file).text.splitlines()[1].startswith("Khadgar,argent-dawn,3,3,100,0,")
        assert [file in one.get(f"{PAGE}insights/").text for one in (officer, raider)] == [True, False]
        decide(app, guild, "logs", min_rank=0)
        assert officer.get(file).status_code == 403

    @pytest.mark.parametrize("tool", ["logs", "last_seen"])
    def test_to_whom_logs_or_times_are_closed_it_is_too(self, app: Flask, guild: int, tool: str) -> None:
        browser = browser_of(app, enlisted(app, guild, "Jaina", rank=5))
        decide(app, guild, tool, min_rank=1)

        html = browser.get(f"{PAGE}insights/").text

        assert ("3 of 3" in html, 'id="attendance"' in html) == (False, False)
        assert "is not shown" in html

    def test_without_warcraft_logs_it_says_so(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
        browser = browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))

        assert "Warcraft Logs is not connected here" in browser.get(f"{PAGE}insights/").text
