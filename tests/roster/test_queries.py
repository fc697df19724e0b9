"""The roster as read from both databases."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.support.roll import NOON, add_guild, add_member, add_realm, lantern_watch, name_rank, officers_say
from webapp.extensions import db
from webapp.models import GameData
from webapp.permissions.policy import ALL_TOOLS
from webapp.roster.choices import Direction, Seen, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.page import RosterPage
from webapp.roster.queries import roster_page, strip_page
from webapp.words import Role

Person = tuple[str, dict[str, Any]]
RESET = NOON - timedelta(days=3)
WEEK = timedelta(days=7)
CAST: list[Person] = [
    (
        "Thrall",
        {
            "rank": 0,
            "class_id": 7,
            "spec_id": 264,
            "role": Role.HEALER,
            "level": 90,
            "mythic_rating": 3010.0,
            "problem_count": 0,
            "raid_progress": "6/9 M",
            "vault_week_at": RESET,
            "vault_raid": 1,
        },
    ),
    (
        "Jaina",
        {
            "rank": 1,
            "class_id": 8,
            "spec_id": 64,
            "role": Role.RANGED,
            "level": 90,
            "mythic_rating": 2900.0,
            "problem_count": 3,
            "raid_progress": "9/9 H",
            "vault_week_at": RESET - WEEK,
            "vault_raid": 3,
        },
    ),
    ("Garrosh", {"rank": 1, "class_id": 1, "spec_id": 73, "role": Role.TANK, "level": 80}),
    ("Ñandú", {"class_id": 11, "spec_id": 102, "role": Role.RANGED, "level": 90}),
    ("Безмолвный", {"last_synced_at": None, "attempted_at": None, "outcome": None}),
]


@pytest.fixture
def muster(app_on: Flask) -> Any:
    with app_on.test_request_context():
        guild_id, added = add_guild(), {}
        for name, facts in CAST:
            added[name] = add_member(guild_id, name, **facts)
        officers_say(added["Ñandú"], role_override=Role.TANK)
        add_member(guild_id, "Departed", left_at=NOON)
        yield guild_id


def page(**view: Any) -> RosterPage:
    return roster_page(lantern_watch(), RosterFilter(**view), (), tools=ALL_TOOLS, now=NOON)


def names(**view: Any) -> list[str]:
    return [str(row.name) for row in page(**view).rows]


@pytest.mark.usefixtures("muster")
class TestRosterPage:
    def test_it_lists_members_by_rank_and_leaves_out_who_left(self) -> None:
        assert names() == ["Thrall", "Garrosh", "Jaina", "Ñandú", "Безмолвный"]

    @pytest.mark.parametrize("view", [{}, {"page_size": None}, {"page_size": 50, "page": 2}])
    def test_the_summary_is_over_the_whole_guild_on_any_page(self, view: dict[str, Any]) -> None:
        summary = page(**view).summary

        assert summary.members == len(CAST)
        assert {share.role: share.count for share in summary.shares} == {
            "tank": 2, "healer": 1, "ranged": 1, "unknown": 1,
        }  # fmt: skip

    def test_the_summary_follows_the_filter_and_still_says_of_how_many(self) -> None:
        one, nobody = page(text="jaina"), page(text="nobody")

        assert (one.summary.members, one.pages.matched) == (len(CAST), 1)
        assert [share.count for share in one.summary.shares] == [1]
        assert one.summary.item_level_count <= 1
        assert (nobody.summary.members, list(nobody.summary.shares)) == (len(CAST), [])
        assert {choice.count for choice in one.menus.roles} == {0, 1, 2}

    @pytest.mark.parametrize("direction", list(Direction))
    @pytest.mark.parametrize("sort", [Sort.RATING, Sort.LEVEL, Sort.SPEC, Sort.CLASS, Sort.ROLE])
    def test_nothing_known_sorts_last_in_both_directions(self, sort: Sort, direction: Direction) -> None:
        assert names(sort=sort, direction=direction)[-1] == "Безмолвный"

    @pytest.mark.parametrize(
        ("text", "found"), [("NANDU", ["Ñandú"]), ("ñan", ["Ñandú"]), ("jaína", []), ("%", [])]
    )
    def test_a_name_is_found_as_people_type_it(self, text: str, found: list[str]) -> None:
        assert names(text=text) == found

    def test_what_is_missing_sorts_before_any_number_of_cheap_things(self, muster: int) -> None:
        add_member(muster, "Cheap", problem_count=15, missing_count=0)
        add_member(muster, "Bare", problem_count=8, missing_count=8)

        assert names(sort=Sort.AUDIT, direction=Direction.DOWN)[:3] == ["Bare", "Jaina", "Cheap"]

    def test_progress_sorts_by_difficulty_before_kills(self) -> None:
        assert names(sort=Sort.RAID, direction=Direction.DOWN)[:2] == ["Thrall", "Jaina"]

    def test_a_vault_counts_in_its_own_week_alone(self) -> None:
        db.session.add(GameData(kind="period", region="eu", key="current", data={"start": RESET.isoformat()}))
        db.session.commit()

        shown = {str(row.name): row.vault for row in page().rows}

        assert (shown["Thrall"], shown["Jaina"]) == ("≥ 1 · — · —", "—")
        assert names(sort=Sort.VAULT, direction=Direction.DOWN)[0] == "Thrall"

    def test_equal_values_sort_by_name(self) -> None:
        assert names(sort=Sort.LEVEL, direction=Direction.DOWN)[:3] == ["Jaina", "Thrall", "Ñandú"]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_every_column_sorts_to_the_reverse_of_itself_or_by_name(self, sort: Sort) -> None:
        up, down = names(sort=sort), names(sort=sort, direction=Direction.DOWN)

        assert sorted(up) == sorted(down)
        assert sort is not Sort.NAME or up == down[::-1]

    @pytest.mark.parametrize(
        ("view", "expected"),
        [
            ({"text": "ÑANDÚ"}, ["Ñandú"]),
            ({"text": "безмол"}, ["Безмолвный"]),
            ({"text": "%"}, []),
            ({"roles": ("tank",)}, ["Garrosh", "Ñandú"]),
            ({"roles": ("unknown", "healer")}, ["Thrall", "Безмолвный"]),
            ({"class_ids": (1, 8)}, ["Garrosh", "Jaina"]),
            ({"rank_ids": (0,)}, ["Thrall"]),
            ({"is_max_level": True}, ["Thrall", "Jaina", "Ñandú"]),
            ({"has_problems": True}, ["Jaina"]),
            ({"state": "never"}, ["Безмолвный"]),
            ({"state": "troubled"}, ["Безмолвный"]),
            ({"seen": Seen.UNKNOWN, "rank_ids": (1,)}, ["Garrosh", "Jaina"]),
        ],
    )
    def test_filters_keep_who_fits(self, view: dict[str, Any], expected: list[str]) -> None:
        assert names(**view) == expected
        assert page(**view).pages.matched == len(expected)

    def test_an_officers_choice_of_role_is_marked(self) -> None:
        row = page(text="ñandú").rows[0]

        assert (row.role_name, bool(row.has_role_override)) == ("Tank", True)

    def test_the_strip_counts_the_same_members(self) -> None:
        alone = strip_page(page().guild, RosterFilter(), tools=ALL_TOOLS, now=NOON)

        assert page(page_size=None).reading is None
        assert [(count.word, count.number) for count in alone.strip.counts] == [
            ("fresh", 4),
            ("never read", 1),
        ]


class TestLastSeen:
    def test_within_and_over_divide_those_who_are_known(self, app_on: Flask) -> None:
        with app_on.test_request_context():
            guild_id = add_guild()
            for days in (1, 10, 40, 100):
                add_member(guild_id, f"Day{days}", last_login_at=NOON - timedelta(days=days))
            add_member(guild_id, "Hidden")

            within, over = names(seen=Seen.WITHIN_14), names(seen=Seen.OVER_14)

        assert (sorted(within), sorted(over)) == (["Day1", "Day10"], ["Day100", "Day40"])


class TestRealm:
    def test_it_is_shown_only_where_it_differs_by_name_else_by_slug(self, app_on: Flask) -> None:
        with app_on.test_request_context():
            add_realm("the-shatar", "The Sha'tar")
            guild_id = add_guild()
            for name, realm in (("Home", "argent-dawn"), ("Near", "the-shatar"), ("Odd", "not-listed")):
                add_member(guild_id, name, realm=realm)

            shown = {str(row.name): row.realm_name and row.realm_name.unescape() for row in page().rows}

        assert shown == {"Home": None, "Near": "The Sha'tar", "Odd": "not-listed"}


class TestRanks:
    def test_officers_names_are_used_and_numbers_stay(self, app_on: Flask) -> None:
        with app_on.test_request_context():
            guild_id = add_guild()
            name_rank(guild_id, 4, "Veteran")
            for rank in (0, 4, 6):
                add_member(guild_id, f"Rank{rank}", rank=rank)

            shown = [(row.rank, str(row.rank_name)) for row in page().rows]

        assert shown == [("0", "Guild master"), ("4", "Veteran"), ("", "Rank 6")]


class TestStatements:
    @pytest.mark.parametrize(
        "view", [{"page_size": None}, {"page_size": 50}, {"text": "a", "page_size": None}]
    )
    def test_rows_take_one_statement_without_documents_whatever_their_number(
        self, app: Flask, view: dict[str, Any]
    ) -> None:
        with app.test_request_context():
            guild_id = add_guild()
            for number in range(120):
                add_member(guild_id, f"Name{number}")
            said: list[str] = []
            event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

            page(**view)

        assert sum("characters.name," in statement for statement in said) == 1
        assert sum("guild_members" in statement for statement in said) <= 2 + ("text" in view)
        assert not any("_json" in statement for statement in said if "characters" in statement)
        assert len(said) <= 16


class TestPages:
    def test_pages_follow_one_another_without_gap(self, app: Flask) -> None:
        with app.test_request_context():
            guild_id = add_guild()
            for number in range(120):
                add_member(guild_id, f"Name{number:03}")

            seen = [name for number in (1, 2, 3) for name in names(page=number, sort=Sort.NAME)]

        assert seen == [f"Name{number:03}" for number in range(120)]
