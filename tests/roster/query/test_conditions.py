"""Queries as SQL: both databases find whom a second reading over plain rows finds."""

import random
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import example, given, settings
from sqlalchemy import event, select
from sqlalchemy.dialects import sqlite

from tests.support import query_evaluator as plainly
from tests.support.roll import NOON, add_realm
from tests.support.roster_queries import nodes
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import Character, Guild, GuildMember, MemberEvent, User
from webapp.roster.member_facts import IS_MEMBER
from webapp.roster.moment import Moment
from webapp.roster.query.conditions import condition_of
from webapp.roster.query.lookups import Noted, note_words, query_parameters
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Node
from webapp.roster.query.writing import written
from webapp.web.classes import CLASS_NAMES
from webapp.words import EventKind, Role

RESET = NOON - timedelta(days=3)
AGES = [None, *(NOON - timedelta(hours=hours) for hours in (0, 1, 3, 5, 24, 72, 73, 336, 500, 800))]
KINDS = ["no_enchant", "empty_socket", "empty_slot", "cheap_enchant", "cheap_gem", "low_item"]
NAMES = ["Jaina", "Ñandú", "Thrall", "Anda", "Alt", "O'X", "Zoë", "Arthas"]
OWNER = 77


def made_up(dice: random.Random, number: int) -> dict[str, Any]:
    """Return the facts of a member, each of which may be unknown."""
    realm, realm_name = dice.choice([("argent-dawn", "Argent Dawn"), ("azjol", "Azjol-Nérub")])
    note = dice.choice(["", "", "late", "a trial or not", "yes, late"])
    return {
        "name": f"{dice.choice(NAMES)}{number}",
        "realm": realm,
        "realm_name": realm_name,
        "rank": dice.randrange(10),
        "joined_at": dice.choice(AGES),
        "user_id": dice.choice([None, OWNER]),
        "is_alt": False,
        "is_noted": bool(note),
        "note": note,
        **made_up_profile(dice),
        **made_up_card(dice),
    }


def made_up_profile(dice: random.Random) -> dict[str, Any]:
    return {
        "class_id": dice.choice([None, *CLASS_NAMES]),
        "spec_id": dice.choice([None, 64, 251, 105, 63]),
        "role": dice.choice([None, *Role]),
        "level": dice.choice([None, 1, 80, 90]),
        "equipped_item_level": dice.choice([None, 599, 600, 640]),
        "mythic_rating": dice.choice([None, 0.0, 2500.5, 3000.0]),
        "last_login_at": dice.choice(AGES),
        "attempted_at": NOON,
        "last_synced_at": dice.choice(AGES),
        "outcome": dice.choice([None, "ok", "timeout", "not_found"]),
        "failures": dice.choice([0, 1, 2]),
    }


def made_up_card(dice: random.Random) -> dict[str, Any]:
    kinds = dice.choices(KINDS, k=dice.choice([0, 0, 1, 2, 12]))
    count = dice.choice([None, len(kinds)])
    week = dice.choice([None, RESET, RESET - timedelta(days=7)])
    return {
        "problem_kinds": kinds if count is not None else [],
        "problem_count": count,
        "missing_count": None if count is None else dice.randrange(4),
        "problem_summary": None if count is None else plainly.summary_of(kinds),
        "tier_pieces": dice.choice([None, 0, 2, 4]),
        "vault_week_at": week,
        "vault_raid": None if week is None else dice.choice([None, 0, 1, 3]),
        "vault_mythic": None if week is None else dice.randrange(4),
        "vault_world": None if week is None else dice.choice([None, 1]),
        "raid_progress": dice.choice([None, "6/9 M", "9/9 H", "1/9 N", "2/9 L"]),
        "best_log": dice.choice([None, 3.0, 99.5]),
    }


@pytest.fixture
def rows(app_on: Flask) -> Any:
    """Give forty made-up members of one guild, a fifth of them alts of the first."""
    dice = random.Random(9)
    with app_on.test_request_context():
        add_realm("argent-dawn", "Argent Dawn")
        add_realm("azjol", "Azjol-Nérub")
        db.session.add(User(bnet_id=OWNER, battletag="Somebody#1", last_login_at=NOON))
        guild = Guild(name="G", name_key="g", region="eu", realm="argent-dawn", bnet_guild_id=1)
        db.session.add(guild)
        db.session.flush()
        made = [made_up(dice, number) for number in range(40)]
        main = stored(guild.id, 0, made[0])
        for number, row in enumerate(made[1:], start=1):
            row["is_alt"] = row["user_id"] is None and dice.random() < 0.4
            stored(guild.id, number, row, main=main if row["is_alt"] else None)
        db.session.commit()
        yield guild.id, made


def stored(guild_id: int, number: int, row: dict[str, Any], *, main: int | None = None) -> int:
    known = Character.__table__.columns.keys()
    facts = {name: value for name, value in row.items() if name in known and name != "realm_name"}
    character = Character(region="eu", bnet_character_id=number, name_key=name_key(row["name"]), **facts)
    db.session.add(character)
    db.session.flush()
    member = GuildMember(guild_id=guild_id, character_id=character.id, rank=row["rank"], main_id=main)
    member.character_name, member.joined_at = row["name"], row["joined_at"] or NOON
    if row["joined_at"]:
        came = {"kind": EventKind.JOINED, "seen_at": row["joined_at"]}
        db.session.add(MemberEvent(guild_id=guild_id, character_id=character.id, **came))
    member.last_seen_at = max(NOON, clock.now())
    db.session.add(member)
    row["id"] = character.id
    return character.id


def found(guild_id: int, made: list[dict[str, Any]], tree: Node) -> set[str]:
    """Return whom the database finds."""
    noted = Noted(
        frozenset(row["id"] for row in made if row["is_noted"]),
        {words: frozenset(row["id"] for row in made if words in row["note"]) for words in note_words(tree)},
    )
    plain = Moment(NOON, RESET).parameters(guild_id)
    parameters = query_parameters(db.session(), tree, plain, noted=noted, now=NOON)
    query = select(Character.name).where(IS_MEMBER, condition_of(tree))
    return set(db.session.connection().execute(query, parameters).scalars())


class TestConditionOf:
    def test_databases_find_whom_a_second_reading_finds(self, rows: Any) -> None:
        guild_id, made = rows
        moment = plainly.Moment(NOON, RESET)

        @settings(max_examples=150, deadline=None)
        @given(nodes)
        @example(parsed("-name=nobody (name=nobody or level:unknown)"))
        def check(tree: Node) -> None:
            expected = {row["name"] for row in made if plainly.means(tree, row, moment)}
            assert found(guild_id, made, tree) == expected, written(tree)

        check()

    def test_wildcards_of_sql_are_letters(self, rows: Any) -> None:
        guild_id, made = rows

        for query in ("%", "_", 'name="%"', "realm:%", "100%_", "realm=_"):
            assert found(guild_id, made, parsed(query) or pytest.fail(query)) == set()

    def test_a_query_of_any_size_asks_one_statement_before(self, rows: Any) -> None:
        guild_id, made = rows
        tree = parsed(
            'a or b* or -realm:c (alt or name=d) note:yes note:"late" or -(realm:x* -alt) ilvl>1 seen<2d'
        )
        statements = list[str]()
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

        found(guild_id, made, tree or pytest.fail("nothing"))

        assert len([one for one in statements if one.startswith("SELECT")]) == 2

    def test_nothing_that_was_typed_stands_in_the_statement(self) -> None:
        tree = parsed('name:"x\'; drop" class:mage ilvl>=620 seen<14d enchants:missing rating>1.5')
        sql = str(condition_of(tree or pytest.fail("nothing")).compile(dialect=sqlite.dialect()))

        assert not any(typed in sql for typed in ("drop", "620", "1.5", "14", "enchantment", "mage"))
