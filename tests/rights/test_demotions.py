"""Whoever loses a right writes nothing more: after the page was loaded, and in the middle of the press."""

import os
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import AuditEntry, Guild, GuildMember
from webapp.models.upsert import lock_guilds

ROUNDS = 1_000 if os.environ.get("MUSTER_TEST_LONG") else 40
EARLIEST, LATEST = -1_500_000, 250_000
"""Turns that the press, below zero, or the demotion is ahead: a press has the longer way to the lock."""
MASTER, DEMOTED = 0, 4
KICKED = None


def written(session: Session) -> int:
    """Count what the log tells of."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@contextmanager
def roster_that_says(cast: Cast, rank: int | None) -> Iterator[Session]:
    """Write what a roster says about Thrall, as a sync does: the guild is locked first."""
    member = GuildMember.character_id == cast.characters["Thrall"]
    gone = {"left_at": func.now()} if rank is KICKED else {"rank": rank, "left_at": None}
    with cast.app.app_context(), transaction() as session:
        lock_guilds(session, [cast.guild_id])
        session.execute(
            update(GuildMember).where(member).values(**gone).execution_options(synchronize_session=False)
        )
        version = Guild.permission_version + 1
        session.execute(update(Guild).where(Guild.id == cast.guild_id).values(permission_version=version))
        yield session


def press(cast: Cast, name: str) -> TestResponse:
    return cast.post("Thrall", "rank-names", name_3=name)


class TestAfterThePageWasLoaded:
    @pytest.mark.parametrize(("rank", "status"), [(DEMOTED, 403), (KICKED, 404)])
    def test_the_next_press_is_refused(self, cast_on: Cast, rank: int | None, status: int) -> None:
        assert cast_on.get("Thrall").status_code == 200
        with roster_that_says(cast_on, rank):
            pass

        answer = press(cast_on, "Seer")

        assert answer.status_code == status
        assert cast_on.entries() == []


class TestInTheMiddleOfThePress:
    @pytest.mark.parametrize(("rank", "status"), [(DEMOTED, 403), (KICKED, 404)])
    def test_past_the_gate_it_is_refused_by_the_transaction(
        self, cast_on: Cast, rank: int | None, status: int
    ) -> None:
        answers: list[TestResponse] = []
        pressing = threading.Thread(target=lambda: answers.append(press(cast_on, "Seer")))

        with roster_that_says(cast_on, rank):
            pressing.start()
            pressing.join(0.3)  # the gate saw the guild as it was; the transaction waits for ours
            assert answers == []
        pressing.join(10)

        assert [answer.status_code for answer in answers] == [status]
        assert cast_on.entries() == []


class TestManyTimes:
    def test_nothing_is_written_after_a_demotion(
        self, cast_on: Cast, record_property: Callable[[str, object], None]
    ) -> None:
        chance, late, answers = random.Random(7), 0, Counter[int]()

        for number in range(ROUNDS):
            with roster_that_says(cast_on, MASTER):
                pass
            before, status = race(cast_on, f"Seer {number}", chance.randrange(EARLIEST, LATEST))
            answers[status] += 1
            with cast_on.app.app_context():
                late += written(db.session()) - before

        record_property("measured", f"{ROUNDS} demotions during a press: {dict(answers)}, {late} late writes")
        assert late == 0
        assert answers.keys() <= {303, 403}


def race(cast: Cast, name: str, head_start: int) -> tuple[int, int]:
    """Let a press and a demotion meet; return what the log told at the demotion, and the answer."""
    both, told = threading.Barrier(2), list[int]()

    def demote() -> None:
        both.wait(10)
        idle(-head_start)
        with roster_that_says(cast, DEMOTED) as session:
            told.append(written(session))

    demoting = threading.Thread(target=demote)
    demoting.start()
    both.wait(10)
    idle(head_start)
    answer = press(cast, name)
    demoting.join(10)
    return told[0], answer.status_code


def idle(turns: int) -> None:
    """Give the other one a head start."""
    for _ in range(turns):
        threading.get_ident()
