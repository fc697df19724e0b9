"""The page of insights tells what the job counted."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from tests.insights.trends.test_counting import NOW, SECOND, player, ran
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.database import transaction
from webapp.insights.trends.actions import count_trends
from webapp.insights.trends.queries import is_count_due
from webapp.lib import clock
from webapp.models import GuildMember, MythicRun

PLAYERS, RUNS = 6, 4


def played(guild_id: int, *, is_counted: bool = True) -> None:
    now = clock.now()
    for number in range(PLAYERS):
        one = add_member(guild_id, f"Member{number}", class_id=8, spec_id=64, verified_at=now)
        with transaction() as session:
            mine = GuildMember.character_id == one
            session.execute(update(GuildMember).where(mine).values(joined_at=now - timedelta(days=9)))
            for hours in range(1, RUNS + 1):
                facts = {"dungeon_id": 1, "level": 10, "is_timed": hours > 1, "created_at": now}
                at = now - timedelta(hours=hours)
                session.add(MythicRun(character_id=one, completed_at=at, **facts))
    if is_counted:
        count_trends(now)


class TestReadCounted:
    def test_the_page_tells_runs_players_and_specs_of_the_guild(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
            played(guild_id)
            played(add_guild("Frostwolf"))
        browser = browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))

        html = browser.get(f"{PAGE}insights/").text

        guild, _, everybody = html.partition('id="trend-guild"')[2].partition('id="trend-all"')
        assert "at least 24 runs by 6 players, 75 % of them in time" in guild
        assert "at least 48 runs by 12 players" in everybody
        assert '<th scope="row">Frost Mage</th><td class="num">6</td><td class="num">100 %</td>' in guild
        assert "not read yet" in guild

    def test_before_the_first_count_it_says_so(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
        browser = browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))

        assert "Not counted yet" in browser.get(f"{PAGE}insights/").text


class TestIsCountDue:
    def test_it_is_once_an_hour_and_at_once_while_there_is_nothing(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
            first = is_count_due(NOW)
            count_trends(NOW)
            empty = is_count_due(NOW)
            ran(player(guild_id, "Thrall"), NOW - SECOND)
            count_trends(NOW)
            moments = (NOW, NOW + timedelta(minutes=59), NOW + timedelta(hours=1), NOW - SECOND)

            found = [is_count_due(at) for at in moments]

        assert (first, empty, found) == (True, True, [False, False, True, True])
