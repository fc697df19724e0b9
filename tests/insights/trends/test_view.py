"""What was counted in words: at least so many, as of the count, and too few where there are too few."""

from datetime import UTC, datetime

from webapp.history.days import WEEK
from webapp.insights.trends.page import EVERYBODY, Count, Counted, Trend
from webapp.insights.trends.view import trends

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
GUILD = 3


def count(people: int, runs: int, timed: int, *, back: int = 0, scope: int = GUILD) -> Count:
    return Count(scope=scope, weeks_back=back, class_id=1, spec_id=72, people=people, runs=runs, timed=timed)


def shown(*counts: Count, is_open: bool = True) -> tuple[Trend, Trend]:
    since = AT - 3 * WEEK
    found = trends(Counted(at=AT, counts=counts, guild_since=since, since=since), GUILD, is_open=is_open)
    by_key = {one.key: one for one in (*found.told, *found.untold)}
    return by_key["trend-guild"], by_key["trend-all"]


class TestTrends:
    def test_before_the_first_count_there_is_nothing(self) -> None:
        found = trends(Counted(at=None, counts=(), guild_since=AT, since=AT), GUILD, is_open=True)

        assert (found.at, found.told, found.untold) == (None, [], [])

    def test_the_last_seven_days_stand_beside_the_weeks_before(self) -> None:
        guild, _ = shown(count(6, 40, 30), count(7, 50, 30, back=1), count(8, 71, 40, back=2))

        assert guild.sentences == [
            "In the last 7 days at least 40 runs by 6 players, 75 % of them in time.",
            "In the 2 weeks before at least 60 runs a week, 58 % in time: now 17 points higher.",
        ]
        assert [(one.runs, one.people, one.rate, one.why) for one in guild.weeks] == [
            ("≥ 40", "6", "75 %", ""),
            ("≥ 50", "7", "60 %", ""),
            ("≥ 71", "8", "56 %", ""),
            ("", "", "", "not read yet"),
            ("", "", "", "not read yet"),
        ]
        assert [(one.title, one.last) for one in guild.curves] == [("Runs known", "40"), ("In time", "75 %")]
        assert guild.curves[0].words.endswith("not told, not told, 71, 50, 40")

    def test_a_share_of_few_runs_is_not_told(self) -> None:
        guild, _ = shown(count(6, 19, 19), count(6, 19, 0, back=1))

        assert guild.sentences == [
            "In the last 7 days at least 19 runs by 6 players, in time: too few to say.",
            "In the week before at least 19 runs a week; in time: too few to say.",
        ]
        assert guild.weeks[0].rate == "too few to say"
        assert [one.title for one in guild.curves] == ["Runs known"]

    def test_a_share_that_moved_by_nothing_or_by_a_point(self) -> None:
        same, _ = shown(count(6, 20, 10), count(6, 20, 10, back=1))
        less, _ = shown(count(6, 100, 49), count(6, 20, 10, back=1))
        unknown, _ = shown(count(6, 2, 1), count(6, 20, 10, back=1))

        assert [one.sentences[1].partition("week, ")[2] for one in (same, less, unknown)] == [
            "50 % in time: the same as now.",
            "50 % in time: now 1 point lower.",
            "50 % in time.",
        ]

    def test_of_few_players_nothing_is_told(self) -> None:
        guild, everybody = shown(count(4, 40, 40), count(4, 40, 40, scope=EVERYBODY))

        assert guild.sentences == ["In the last 7 days: fewer than 5 players: too few to say."]
        assert (guild.specs, guild.curves, everybody.specs) == ([], [], [])

    def test_everybody_is_told_where_enough_of_them_are_of_other_guilds(self) -> None:
        _, few = shown(count(6, 40, 30), count(10, 60, 40, scope=EVERYBODY))
        _, enough = shown(count(6, 40, 30), count(11, 60, 30, scope=EVERYBODY))

        assert few.why == "fewer than 5 players of other guilds: too few to say"
        assert enough.sentences == [
            "In the last 7 days at least 60 runs by 11 players, 50 % of them in time.",
            "Of the weeks before there is too little to compare with.",
        ]

    def test_of_what_nothing_can_be_told_stands_apart(self) -> None:
        counted = Counted(at=AT, counts=[count(6, 40, 30)], guild_since=AT, since=AT)

        found = trends(counted, GUILD, is_open=True)

        assert [[one.key for one in part] for part in (found.told, found.untold)] == [
            ["trend-guild"],
            ["trend-all"],
        ]

    def test_a_spec_of_few_is_told_only_to_those_who_may_know_when_somebody_played(self) -> None:
        few = Count(scope=GUILD, weeks_back=0, class_id=1, spec_id=71, people=1, runs=2, timed=1)

        told, untold = (shown(count(6, 40, 30), few, is_open=is_open)[0] for is_open in (True, False))

        assert [[one.name for one in trend.specs] for trend in (told, untold)] == [
            ["Fury Warrior", "Arms Warrior"],
            ["Fury Warrior"],
        ]
        assert untold.others.startswith("1 other, in specs of fewer than 5")
