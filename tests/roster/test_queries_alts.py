"""Alts and mains on the roster: below each other, left out, or flat; with filters, sorts and pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from tests.support.roll import NOON, add_guild, add_member, lantern_watch, officers_say
from webapp.extensions import db
from webapp.models import Character, GuildMember, User
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS
from webapp.roster.choices import Alts, Direction, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.page import RosterPage
from webapp.roster.queries import roster_page
from webapp.words import MainSetBy

PLAYER = 7
MEMBERS: dict[str, dict[str, Any]] = {
    "Thrall": {"rank": 0, "level": 90, "class_id": 7},
    "Jaina": {"rank": 1, "level": 90, "class_id": 8},
    "Kalec": {"rank": 2, "level": 80, "class_id": 8},
    "Drek": {"rank": 3, "level": 90, "class_id": 1},
    "Nazgrel": {"rank": 4, "level": 70, "class_id": 1},
    "Eitrigg": {"rank": 4, "level": 90, "class_id": 1},
}
SAID = {"Drek": "Thrall", "Nazgrel": "Thrall"}
"""By officers; Kalec is Jaina's because their player said so."""


@pytest.fixture
def ids(app_on: Flask) -> Iterator[dict[str, int]]:
    with app_on.test_request_context():
        guild_id = add_guild()
        found = {name: add_member(guild_id, name, **facts) for name, facts in MEMBERS.items()}
        for alt, main in SAID.items():
            officers_say(found[alt], main_id=found[main])
        db.session.add(User(bnet_id=PLAYER, battletag="Jaina#1"))
        db.session.flush()
        for name in ("Jaina", "Kalec"):
            db.session.get_one(Character, found[name]).user_id = PLAYER
        db.session.get_one(Character, found["Jaina"]).main_set_by = MainSetBy.PLAYER
        db.session.commit()
        yield found


def page(*, tools: Any = ALL_TOOLS, **view: Any) -> RosterPage:
    return roster_page(lantern_watch(), RosterFilter(**view), (), tools=tools, now=NOON)


def lines(**view: Any) -> list[str]:
    """Return the names in their order, those below their mains with a mark."""
    return [f"- {row.name}" if row.kin and row.kin.is_below else str(row.name) for row in page(**view).rows]


EVERYBODY = ["Thrall", "- Drek", "- Nazgrel", "Jaina", "- Kalec", "Eitrigg"]


@pytest.mark.usefixtures("ids")
class TestEveryone:
    @pytest.mark.parametrize("page_size", [50, None])
    def test_alts_stand_below_their_mains(self, page_size: int | None) -> None:
        assert lines(page_size=page_size) == EVERYBODY

    def test_families_stand_where_their_mains_sort(self) -> None:
        down = {"sort": Sort.NAME, "direction": Direction.DOWN}

        assert lines(**down) == ["Thrall", "- Nazgrel", "- Drek", "Jaina", "- Kalec", "Eitrigg"]

    def test_an_alt_whose_main_does_not_fit_stands_alone_and_names_it(self) -> None:
        shown = page(class_ids=(1,))

        assert [str(row.name) for row in shown.rows] == ["Drek", "Eitrigg", "Nazgrel"]
        mains = {str(row.name): row.kin and row.kin.main and str(row.kin.main.name) for row in shown.rows}
        assert mains == {"Drek": "Thrall", "Eitrigg": None, "Nazgrel": "Thrall"}
        assert shown.summary.kept == 3

    def test_a_main_names_its_alts(self) -> None:
        thrall = page().rows[0]

        assert thrall.kin is not None
        assert [(str(one.name), one.path) for one in thrall.kin.alts] == [
            ("Drek", "/characters/eu/argent-dawn/Drek"),
            ("Nazgrel", "/characters/eu/argent-dawn/Nazgrel"),
        ]

    def test_families_are_not_cut_apart_and_pages_have_no_gap(self, ids: dict[str, int]) -> None:
        guild_id = 1
        for number in range(60):
            add_member(guild_id, f"Name{number:02}", rank=5)

        first, second = page(), page(page=2)

        names = [str(row.name) for one in (first, second) for row in one.rows]
        assert len(names) == len(set(names)) == len(MEMBERS) + 60
        assert (first.pages.matched, first.pages.count, len(first.rows)) == (63, 2, 53)
        assert first.has_alts_below
        assert not second.has_alts_below
        assert first.summary.members == len(MEMBERS) + 60
        assert ids


@pytest.mark.usefixtures("ids")
class TestMainsOnly:
    def test_alts_are_left_out_and_counted(self) -> None:
        shown = page(alts=Alts.MAINS)

        assert lines(alts=Alts.MAINS) == ["Thrall", "Jaina", "Eitrigg"]
        assert [len(row.kin.alts) if row.kin else 0 for row in shown.rows] == [2, 1, 0]
        assert (shown.summary.kept, shown.summary.members, shown.pages.matched) == (3, 6, 3)

    def test_a_filter_keeps_the_mains_that_fit(self) -> None:
        assert lines(alts=Alts.MAINS, class_ids=(1,)) == ["Eitrigg"]


@pytest.mark.usefixtures("ids")
class TestFlat:
    @pytest.mark.parametrize("page_size", [50, None])
    def test_everybody_stands_in_their_own_place_and_alts_name_their_main(
        self, page_size: int | None
    ) -> None:
        shown = page(alts=Alts.FLAT, page_size=page_size)

        assert [str(row.name) for row in shown.rows] == [
            "Thrall",
            "Jaina",
            "Kalec",
            "Drek",
            "Eitrigg",
            "Nazgrel",
        ]
        mains = {str(row.name): str(row.kin.main.name) for row in shown.rows if row.kin and row.kin.main}
        assert mains == {"Kalec": "Jaina", **SAID}

    def test_a_main_on_another_page_is_named_too(self) -> None:
        for number in range(60):
            add_member(1, f"Name{number:02}", rank=2)

        shown = page(alts=Alts.FLAT, page=2)

        mains = {str(row.name): str(row.kin.main.name) for row in shown.rows if row.kin and row.kin.main}
        assert mains == SAID


class TestWhoIsGone:
    def test_a_main_who_left_leaves_the_alts_alone(self, ids: dict[str, int]) -> None:
        thralls = GuildMember.character_id == ids["Thrall"]
        db.session.execute(update(GuildMember).where(thralls).values(left_at=NOON))
        db.session.commit()

        assert lines() == ["Jaina", "- Kalec", "Drek", "Eitrigg", "Nazgrel"]


@pytest.mark.usefixtures("ids")
class TestVisitors:
    def test_they_are_not_told_whose_somebody_is(self) -> None:
        shown = page(tools=FOR_VISITORS)

        assert {row.kin for row in shown.rows} == {None}
        assert list(shown.menus.alts) == []

    @pytest.mark.parametrize("alts", [Alts.MAINS, Alts.FLAT])
    def test_nor_can_they_ask(self, alts: Alts) -> None:
        shown = page(tools=FOR_VISITORS, alts=alts)

        assert [(problem.field, problem.given) for problem in shown.problems] == [("alts", alts)]
        assert len(shown.rows) == len(MEMBERS)


@pytest.mark.usefixtures("ids")
class TestStatements:
    @pytest.mark.parametrize("alts", list(Alts))
    @pytest.mark.parametrize("page_size", [50, None])
    def test_it_costs_no_statement_more_than_a_guild_without_alts(
        self, alts: Alts, page_size: int | None
    ) -> None:
        with_alts = statements(alts=alts, page_size=page_size)
        db.session.execute(update(Character).values(main_id=None, main_set_by=None))
        db.session.execute(update(GuildMember).values(main_id=None))
        db.session.commit()

        assert with_alts == statements(alts=alts, page_size=page_size)


def statements(**view: Any) -> int:
    said: list[str] = []

    def note(*given: Any) -> None:
        said.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    page(**view)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(said)
