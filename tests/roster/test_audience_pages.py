"""What each kind of person sees of a roster and does not, and that no filter or sort tells the rest."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.deciding import decide, open_to_visitors
from tests.support.roll import PAGE, add_guild, add_member, lantern_watch
from tests.support.signed_in import browser_of, enlisted, operator, signed_in
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import GameData
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, Tool
from webapp.roster.printed import header, printed_roster

LAST = "2026-10-30 20:15"
EVERYBODY = ("Arthas", "2,345", "6/9 H", "Freshness")
GEAR = ("7 problems in the gear", ">11</td>", "Filled slots of the vault", "?sort=vault", "Has problems")
LOGS = (">88</td>", "?sort=log")
SEEN = (LAST, "Last seen", "last played", "not seen", "not_seen_this_week")
BUTTON = "Refresh now"
Browsers = dict[str, FlaskClient]


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a public guild with Arthas, who was not in the game for weeks, and two who are plain."""
    now = clock.now()
    reset = now - timedelta(days=1)
    with app.app_context():
        guild_id = add_guild(roster_succeeded_at=now)
        db.session.add(GameData(kind="period", region="eu", key="current", data={"start": reset.isoformat()}))
        add_member(
            guild_id, "Arthas", rank=4, problem_count=7, tier_pieces=11, best_log=88.4, mythic_rating=2345.0,
            raid_progress="6/9 H", vault_week_at=reset, vault_raid=2, last_synced_at=now,
            last_login_at=datetime.fromisoformat(f"{LAST}+00:00"),
        )  # fmt: skip
        for name in ("Sylvanas", "Thrall"):
            add_member(guild_id, name, rank=4, last_synced_at=now, last_login_at=now)
    open_to_visitors(app, guild_id)
    return guild_id


@pytest.fixture
def browsers(app: Flask, guild_id: int) -> Browsers:
    members = {"master": 0, "officer": 1, "raider": 3}
    now = clock.now()
    people = {
        name: enlisted(app, guild_id, name.capitalize(), rank=rank, last_synced_at=now)
        for name, rank in members.items()
    }
    return {
        **{name: browser_of(app, person) for name, person in people.items()},
        "operator": browser_of(app, operator(app)),
        "stranger": browser_of(app, signed_in(app)),
        "visitor": browser_of(app, None),
    }


def holds(html: str, *texts: str) -> list[str]:
    return [text for text in texts if text in html]


def order_of(html: str) -> list[str]:
    return sorted(("Arthas", "Sylvanas", "Thrall"), key=lambda name: html.index(f"<bdi>{name}</bdi>"))


class TestWhatPeopleSee:
    @pytest.mark.parametrize("who", ["master", "officer", "raider", "operator"])
    def test_members_and_the_operator_see_everything(self, browsers: Browsers, who: str) -> None:
        html = browsers[who].get(PAGE).text

        wanted = (*EVERYBODY, *GEAR, *LOGS, *SEEN, BUTTON)
        assert holds(html, *wanted) == list(wanted)
        assert "for members of this guild" not in html

    @pytest.mark.parametrize("part", ["", "_table", "_strip"])
    @pytest.mark.parametrize("who", ["visitor", "stranger"])
    def test_visitors_of_a_public_guild_see_who_is_there_and_no_more(
        self, browsers: Browsers, who: str, part: str
    ) -> None:
        answer = browsers[who].get(PAGE + part)

        assert answer.status_code == 200
        assert holds(answer.text, *GEAR, *LOGS, *SEEN, BUTTON) == []
        assert part or holds(answer.text, *EVERYBODY) == list(EVERYBODY)

    def test_the_page_says_whose_the_rest_is(self, browsers: Browsers) -> None:
        html = browsers["visitor"].get(PAGE + "_table").text

        words = "The gear audit, logs and when members were last seen are for members of this guild."
        assert words in html

    @pytest.mark.parametrize(
        ("tool", "closed", "rest"),
        [
            (Tool.GEAR_AUDIT, GEAR, (*LOGS, *SEEN, BUTTON)),
            (Tool.LOGS, LOGS, (*GEAR, *SEEN, BUTTON)),
            (Tool.LAST_SEEN, SEEN, (*GEAR, *LOGS, BUTTON)),
            (Tool.SYNC, (BUTTON,), (*GEAR, *LOGS, *SEEN)),
        ],
    )
    def test_what_a_guild_keeps_for_officers_is_gone_for_a_raider_alone(
        self, app: Flask, guild_id: int, browsers: Browsers, tool: Tool, closed: tuple[str, ...],
        rest: tuple[str, ...],
    ) -> None:  # fmt: skip
        decide(app, guild_id, tool, min_rank=1)

        raiders, officers = (browsers[who].get(PAGE).text for who in ("raider", "officer"))

        assert (holds(raiders, *closed), holds(raiders, *rest)) == ([], list(rest))
        assert holds(officers, *closed, *rest) == [*closed, *rest]

    def test_a_raider_reads_which_rank_has_what_is_closed(
        self, app: Flask, guild_id: int, browsers: Browsers
    ) -> None:
        decide(app, guild_id, "logs", min_rank=1)
        decide(app, guild_id, "gear_audit", is_on=False)

        html = browsers["raider"].get(PAGE).text

        assert "Logs: only rank 1 and above; you have rank 3 through Raider-argent-dawn." in html
        assert holds(html, "audit", "Audit") == []

    def test_a_member_with_the_roster_alone_is_still_told_whose_alt_somebody_is(
        self, app: Flask, guild_id: int, browsers: Browsers
    ) -> None:
        for tool in set(Tool) - {Tool.ROSTER, Tool.SETTINGS}:
            decide(app, guild_id, tool, min_rank=0)

        statuses = {
            who: [browsers[who].get(f"{PAGE}{part}?alts=mains").status_code for part in ("", "_table")]
            for who in ("raider", "stranger")
        }

        assert statuses == {"raider": [200, 200], "stranger": [400, 400]}


class TestInference:
    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("audit=problems", "audit"),
            ("seen=over-7d", "seen"),
            ("seen=within-7d", "seen"),
            ("state=not_seen_this_week", "state"),
            ("sort=audit", "sort"),
            ("sort=tier", "sort"),
            ("sort=vault&dir=asc", "sort"),
            ("sort=log", "sort"),
            ("sort=seen", "sort"),
        ],
    )
    @pytest.mark.parametrize("part", ["", "_table"])
    def test_a_question_about_what_is_closed_is_named_and_changes_nothing(
        self, browsers: Browsers, query: str, field: str, part: str
    ) -> None:
        browser = browsers["visitor"]
        plain = order_of(browser.get(PAGE).text)

        answer = browser.get(f"{PAGE}{part}?{query}")

        assert (answer.status_code, order_of(answer.text)) == (400, plain)
        assert f"<code>{field}</code> cannot be" in answer.text

    @pytest.mark.parametrize("query", ["state=fresh", "sort=freshness", "sort=freshness&dir=desc"])
    def test_who_rests_is_among_the_fresh_where_that_would_tell(self, browsers: Browsers, query: str) -> None:
        html = browsers["visitor"].get(f"{PAGE}?{query}").text

        assert order_of(html) == ["Arthas", "Sylvanas", "Thrall"]
        assert html.count('<td class="state fresh">') == 6

    def test_members_find_who_rests(self, browsers: Browsers) -> None:
        html = browsers["raider"].get(f"{PAGE}?state=not_seen_this_week").text

        assert ("<bdi>Arthas</bdi>" in html, "<bdi>Thrall</bdi>" in html) == (True, False)

    def test_the_strip_alone_counts_who_rests_as_fresh(self, browsers: Browsers) -> None:
        strips = {who: browsers[who].get(PAGE + "_strip").text for who in ("visitor", "raider")}

        assert "<strong>6</strong> fresh" in strips["visitor"]
        assert "<strong>1</strong> not seen" in strips["raider"]


class TestPrinted:
    def test_the_terminal_prints_the_columns_of_the_tools_given(self, app: Flask, guild_id: int) -> None:
        with app.test_request_context():
            guild = lantern_watch()
            rows, everything = (
                printed_roster(guild, tools=tools, now=clock.now()) for tools in (FOR_VISITORS, ALL_TOOLS)
            )

        assert {len(row) for row in rows} == {len(header(FOR_VISITORS))} == {11}
        assert {len(row) for row in everything} == {len(header(ALL_TOOLS))} == {16}
        assert holds(str(rows), "88", "11", LAST) == []
        assert guild.id == guild_id
