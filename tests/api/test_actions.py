"""Many programs at once, on both databases: one card a name, one of them made it, nobody is refused."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.api.conftest import JAINA, Program, Town, populate, program
from tests.support.roll import NOON, add_member
from webapp.cards import store
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.lib.spelling import plain
from webapp.models import ApiToken, Character, CharacterEnrichmentCache, Guild
from webapp.web.refusals import ARCHIVED

AT_ONCE = 8
NOBODY = {**JAINA, "characterName": "Nobody"}


@pytest.fixture
def here(app_on: Flask) -> Town:
    """Give a populated database of each kind in turn."""
    return populate(app_on)


@pytest.fixture
def operator(app_on: Flask, here: Town) -> Program:
    """Give a program that may do everything."""
    del here
    return program(app_on)


def at_once(*works: Callable[[], None]) -> None:
    """Do several things at one time, in threads."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        begin.wait()
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def statuses(app: Flask, token: str | None, ask: Callable[[Program, int], int]) -> list[int]:
    """Return the statuses of programs that all ask at one time."""
    found: list[int] = []
    programs = [Program(app.test_client(), token) for _ in range(AT_ONCE)]

    def run(number: int) -> None:
        found.append(ask(programs[number], number))

    at_once(*(partial(run, number) for number in range(AT_ONCE)))
    return found


class TestManyProgramsAtOnce:
    @pytest.mark.parametrize("names", [["Nobody"], ["nobody", "NOBODY", "Nobody", "nObody"]])
    def test_one_of_them_makes_the_card(self, app_on: Flask, operator: Program, names: list[str]) -> None:
        def give(one: Program, number: int) -> int:
            card = {**NOBODY, "characterName": names[number % len(names)], "playerCard": {"by": number}}
            return one.give(**card).status_code

        found = statuses(app_on, operator.token, give)

        seasons = operator.get({**NOBODY, "allSeasons": "true"}).json or {}
        assert sorted(found) == [200] * (AT_ONCE - 1) + [201]
        assert len(seasons["entries"]) == 1

    def test_a_card_that_another_one_deletes_was_given_all_the_same(
        self, app_on: Flask, operator: Program
    ) -> None:
        def change(one: Program, number: int) -> int:
            return one.give(**NOBODY).status_code if number % 2 else one.delete(NOBODY).status_code

        found = {status for _ in range(3) for status in statuses(app_on, operator.token, change)}

        assert found <= {200, 201, 204, 404}


class TestAnArchivedGuild:
    def test_its_token_reads_and_changes_nothing(self, app_on: Flask, here: Town) -> None:
        given, other = (program(app_on, guild_id=one) for one in (here.guild_id, None))
        given.give(**JAINA, playerCard={"by": 1})
        with app_on.app_context(), transaction() as session:
            session.get_one(Guild, here.guild_id).archived_at = NOON

        answers = [given.get(JAINA), given.give(**JAINA, playerCard={"by": 2}), given.delete(JAINA)]

        assert [answer.status_code for answer in answers] == [200, 409, 409]
        assert [(answer.json or {})["detail"] for answer in answers[1:]] == [ARCHIVED] * 2
        assert (other.get(JAINA).json or {})["playerCard"]["external"] == {"by": 1}


class TestATokenThatIsRevokedMeanwhile:
    """The gate has let it in; nothing is written all the same."""

    @pytest.mark.parametrize("of_guild", [False, True], ids=["an operator's", "a guild's"])
    def test_nothing_is_kept(self, app_on: Flask, here: Town, *, of_guild: bool) -> None:
        given = program(app_on, guild_id=here.guild_id if of_guild else None)

        with revoked_behind_the_gate(app_on):
            answer = given.give(**JAINA, playerCard={"by": 1})

        assert answer.status_code == 401
        assert cards(app_on) == []

    def test_nothing_is_deleted(self, app_on: Flask, here: Town) -> None:
        given = program(app_on, guild_id=here.guild_id)
        given.give(**JAINA, playerCard={"by": 1})

        with revoked_behind_the_gate(app_on):
            answer = given.delete(JAINA)

        assert answer.status_code == 401
        assert cards(app_on) == ["Jaina"]


@contextmanager
def revoked_behind_the_gate(app: Flask) -> Iterator[None]:
    """Let all tokens be revoked once the gate has read one."""
    with app.app_context():
        engine, done = db.engine, list[str]()

    def revoke(*_connection: Any) -> None:
        if not done:
            done.append("revoked")
            with engine.begin() as other:
                other.execute(update(ApiToken).values(revoked_at=clock.now()))

    event.listen(engine.pool, "checkin", revoke)  # the gate gives its connection back
    yield
    event.remove(engine.pool, "checkin", revoke)
    assert done


def cards(app: Flask) -> list[str]:
    """Return whose cards there are."""
    with app.app_context():
        return list(db.session.scalars(select(CharacterEnrichmentCache.character_name)))


class TestWhileCharactersMove:
    def test_no_program_is_refused(self, app_on: Flask, here: Town, operator: Program) -> None:
        found: list[int] = []

        for letter in "abcdef":
            named = [{**JAINA, "characterName": kind + letter} for kind in ("Racer", "Other")]

            def give(named: list[dict[str, str]] = named) -> None:
                one = Program(app_on.test_client(), operator.token)
                found.extend(one.give(**card, playerCard={}).status_code for card in named * 6)

            def delete(named: list[dict[str, str]] = named) -> None:
                one = Program(app_on.test_client(), operator.token)
                found.extend(one.delete(named[0]).status_code for _ in range(4))

            at_once(give, delete, partial(live, app_on, here, letter))

        assert set(found) <= {200, 201, 204, 404}
        assert ghosts(app_on) == []


def live(app: Flask, town: Town, letter: str) -> None:
    """Let a character be found, built, renamed and built again."""
    with app.app_context():
        racer, name = add_member(town.guild_id, f"Racer{letter}"), f"Other{letter}"
        until_it_holds(lambda session: store.rebuild(session, [racer], clock.now()))
        named = {"name": name, "name_key": name_key(name), "name_plain": plain(name)}
        until_it_holds(lambda session: rename(session, racer, named))
        until_it_holds(lambda session: store.rebuild(session, [racer], clock.now()))


def rename(session: Session, character_id: int, named: dict[str, str]) -> None:
    """Give a character another name, as a roster does."""
    session.execute(select(Character.id).where(Character.id == character_id).with_for_update())
    session.execute(update(Character).where(Character.id == character_id).values(named))
    store.renamed(session, [character_id], clock.now())


def until_it_holds(work: Callable[[Session], object]) -> None:
    """Do a worker's transaction, again where a program was faster at the same name: the next bell does."""
    for _ in range(5):
        with suppress(IntegrityError), transaction() as session:
            work(session)
            return
    raise AssertionError("programs kept a worker from its work")


def ghosts(app: Flask) -> list[str]:
    """Return the names of cards of nobody that are some character's name."""
    card = CharacterEnrichmentCache
    with app.app_context():
        query = select(card.character_name).join(Character, Character.name_key == card.name_key)
        return list(db.session.scalars(query.where(card.character_id.is_(None))))
