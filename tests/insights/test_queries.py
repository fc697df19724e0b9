"""The database finds quartiles and medians over those who were members at the end of each week."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.history.past import tell_reset
from tests.support.deciding import decide
from tests.support.roll import NOON, PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.days import WEEK
from webapp.insights.page import Spread
from webapp.insights.queries import members_then, spreads
from webapp.lib import clock
from webapp.models import Character, CharacterSnapshot, GuildMember, MemberEvent
from webapp.permissions.policy import Tool
from webapp.words import EventKind

FIRST = date(2026, 10, 28)
SECOND = FIRST + WEEK
LEVEL = CharacterSnapshot.item_level
RANKS = {"Uther": 1, "Jaina": 5}


def member(guild_id: int, name: str, *levels: int | None, since: date = FIRST, **facts: Any) -> int:
    """Add a member who joined before the first week, with the item level at the end of each week."""
    character_id = add_member(guild_id, name, verified_at=clock.now(), **facts)
    joined = datetime.combine(since, time(), UTC)
    with transaction() as session:
        mine = GuildMember.character_id == character_id
        session.execute(update(GuildMember).where(mine).values(joined_at=joined))
        for number, level in enumerate(levels):
            week_on = FIRST + number * WEEK
            day = {"taken_on": week_on + timedelta(days=6), "week_on": week_on, "item_level": level}
            session.add(CharacterSnapshot(character_id=character_id, **day))
    return character_id


def found(guild_id: int) -> list[Spread]:
    db.session.rollback()
    return list(spreads(guild_id, LEVEL, [FIRST, SECOND], clock.now()))


def spread(week_on: date, number: int, lower: float, median: float, upper: float) -> Spread:
    return Spread(week_on=week_on, number=number, lower=lower, median=median, upper=upper)


class TestSpreads:
    @pytest.mark.parametrize(
        ("levels", "wanted"),
        [
            ([700], (1, 700, 700.0, 700)),
            ([700, 710], (2, 700, 705.0, 710)),
            ([700, 710, 720, 740], (4, 700, 715.0, 720)),
            ([740, 700, 720, 710, 730], (5, 710, 720.0, 730)),
        ],
    )
    def test_quartiles_are_of_the_nearest_rank_and_a_median_may_lie_between(
        self, app_on: Flask, levels: list[int], wanted: tuple[int, float, float, float]
    ) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            for number, level in enumerate(levels):
                member(guild_id, f"N{number}", level)

            assert found(guild_id) == [spread(FIRST, *wanted)]

    def test_a_week_counts_who_was_a_member_at_its_end_and_is_known(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id, other = add_guild(), add_guild("Frostwolf")
            member(guild_id, "Stays", 700, 710)
            left_at = datetime.combine(SECOND + timedelta(days=3), time(), UTC)
            member(guild_id, "Left", 800, 810, left_at=left_at)
            member(guild_id, "Came", 900, 910, since=SECOND + timedelta(days=3))
            member(guild_id, "Unknown", None, None)
            member(other, "Elsewhere", 100, 100)
            hidden = member(guild_id, "Hidden", 50, 50)
            with transaction() as session:
                old = {"verified_at": clock.now() - timedelta(days=30)}
                session.execute(update(Character).where(Character.id == hidden).values(old))

            assert found(guild_id) == [
                spread(FIRST, 2, 700, 750.0, 800),
                spread(SECOND, 2, 710, 810.0, 910),
            ]

    def test_the_last_day_of_a_week_counts(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
            thrall = member(guild_id, "Thrall", 700)
            with transaction() as session:
                day = {"taken_on": FIRST, "week_on": FIRST, "item_level": 600}
                session.add(CharacterSnapshot(character_id=thrall, **day))

            assert found(guild_id) == [spread(FIRST, 1, 700, 700.0, 700)]


class TestMembersThen:
    def test_they_are_compared_with_the_week_before_the_day(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            member(guild_id, "Thrall", 700, 710, equipped_item_level=730)
            member(guild_id, "Jaina", equipped_item_level=720)

            rows = members_then(guild_id, SECOND + timedelta(days=6), clock.now())

        assert {(row.name, row.item_level, row.item_level_then) for row in rows} == {
            ("Thrall", 730, 710),
            ("Jaina", 720, None),
        }


@pytest.fixture
def guild(app: Flask) -> int:
    """Give a guild with six members who have a history of ten weeks."""
    with app.app_context():
        now = clock.now()
        tell_reset(now - timedelta(days=2))
        guild_id = add_guild()
        for number in range(6):
            gained = number * 5
            one = add_member(guild_id, f"Member{number}", verified_at=now, equipped_item_level=700 + gained)
            with transaction() as session:
                mine = GuildMember.character_id == one
                session.execute(
                    update(GuildMember).where(mine).values(joined_at=NOON - 90 * timedelta(days=1))
                )
                for back in range(1, 11):
                    week_on = (now - timedelta(days=2)).date() - back * WEEK
                    day = {"taken_on": week_on + timedelta(days=6), "week_on": week_on, "item_level": 700}
                    session.add(CharacterSnapshot(character_id=one, **day))
    return guild_id


class TestPage:
    def test_members_see_the_weeks_and_who_gained(self, app: Flask, guild: int) -> None:
        browser = browser_of(app, enlisted(app, guild, "Jaina", rank=5))

        html = browser.get(f"{PAGE}insights/").text

        assert 'id="item-level"' in html
        assert html.count('<td class="num">6</td>') == 10
        assert "Member5" in html.partition('id="gained"')[2].partition('id="stalled"')[0]
        assert "Member0" in html.partition('id="stalled"')[2]
        assert "style=" not in html.partition("<main")[2]

    def test_who_gained_is_for_those_who_may_know_when_somebody_played(self, app: Flask, guild: int) -> None:
        browsers = [browser_of(app, enlisted(app, guild, name, rank=rank)) for name, rank in RANKS.items()]
        decide(app, guild, Tool.LAST_SEEN, min_rank=1)

        officers, raiders = (browser.get(f"{PAGE}insights/").text for browser in browsers)

        assert "Member5" in officers
        assert 'id="item-level"' in raiders
        assert "Member5" not in raiders
        assert "Who gained and who did not is not shown. When members were last seen: only rank 1" in raiders

    def test_a_guild_without_a_history_says_when_it_begins(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
        browser = browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))

        assert "No history yet" in browser.get(f"{PAGE}insights/").text

    def test_the_roster_leads_to_it(self, app: Flask, guild: int) -> None:
        browser = browser_of(app, enlisted(app, guild, "Jaina", rank=5))

        assert f'href="{PAGE}insights/"' in browser.get(PAGE).text

    def test_who_came_and_went_is_told_since_the_guild_was_read(self, app: Flask, guild: int) -> None:
        with app.app_context(), transaction() as session:
            session.add(MemberEvent(guild_id=guild, kind=EventKind.LEFT, seen_at=clock.now()))
        browser = browser_of(app, enlisted(app, guild, "Jaina", rank=5))

        churn = browser.get(f"{PAGE}insights/").text.partition('id="churn"')[2].partition("</section>")[0]

        assert "<strong>7</strong> members now" in churn
        assert "so far</small>" in churn
        assert '<td class="num">1</td><td class="num">−1</td><td class="num">7</td>' in churn
