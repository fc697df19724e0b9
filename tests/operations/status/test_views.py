"""The status of the sync: who sees it, what it says when something is away, and what may be done."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.ticker import tick
from webapp.lib import clock
from webapp.models import Character, ClockTick, SyncPause, SyncRun, SyncTarget
from webapp.permissions.operators import set_operator
from webapp.schedule import SCHEDULE
from webapp.sync import claims, pausing, runs
from webapp.sync.sightings import write_down
from webapp.words import RunKind, RunOutcome, TargetKind

SERVER, GUILD = "/operations/sync/", PAGE + "sync/"
UNTIL: dict[str, Any] = {"length": "until", "reason": "Patch <b>day"}


def post(cast: Cast, who: str | None, path: str, /, **form: Any) -> TestResponse:
    return cast.browser(who).post(path, data=form)


def words(answer: TestResponse) -> str:
    return " ".join(answer.text.split())


def begin_run(cast: Cast, kind: RunKind = RunKind.CHARACTERS, *, other: bool = False) -> int:
    scope = runs.guild_scope(cast.other_guild_id if other else cast.guild_id)
    with cast.app.app_context(), transaction() as session:
        run_id = runs.begin_or_join(session, scope, kind, now=clock.now()).run_id
        run = session.get_one(SyncRun, run_id)
        run.planned, run.done, run.calls = 60, 20, 40
        run.started_at = clock.now() - timedelta(seconds=10)
        return run_id


def run(cast: Cast, run_id: int) -> SyncRun:
    with cast.app.app_context():
        found = db.session.get_one(SyncRun, run_id)
        db.session.expunge(found)
        return found


class TestWhoMay:
    def test_the_server_is_its_operators(self, cast: Cast) -> None:
        assert cast.browser("Khadgar").get(SERVER).status_code == 200
        assert cast.browser("Thrall").get(SERVER).status_code == 404
        assert cast.browser(None).get(SERVER).status_code == 401

    def test_a_guild_is_its_officers_and_the_operators(self, cast: Cast) -> None:
        seen = {who: cast.browser(who).get(GUILD).status_code for who in ("Jaina", "Khadgar", "Anduin")}

        assert seen == {"Jaina": 200, "Khadgar": 200, "Anduin": 403}
        assert cast.browser("Guldan").get(GUILD).status_code == 404

    def test_pages_lead_to_it_for_those_who_may(self, cast: Cast) -> None:
        assert f'href="{GUILD}"' in cast.browser("Jaina").get(PAGE).text
        assert f'href="{GUILD}"' not in cast.browser("Anduin").get(PAGE).text
        assert f'href="{SERVER}"' in cast.browser("Khadgar").get("/").text
        assert f'href="{SERVER}"' not in cast.browser("Jaina").get("/").text

    def test_officers_see_no_machines(self, cast: Cast) -> None:
        text = cast.browser("Jaina").get(GUILD).text

        assert 'id="workers-title"' not in text
        assert 'id="clock-title"' not in text


class TestWhatItSays:
    def test_an_absent_clock_is_unknown_never_good(self, cast: Cast) -> None:
        text = words(cast.browser("Khadgar").get(SERVER))

        assert '<b class="health unknown">unknown</b> <strong>The clock</strong> has never ticked' in text
        assert "Everything that keeps data fresh is at work." not in text

    def test_a_clock_that_ticks_is_good_and_one_that_stopped_says_since_when(self, cast: Cast) -> None:
        with cast.app.app_context():
            tick(SCHEDULE, clock.now())
        assert "The clock</strong> has" not in words(cast.browser("Khadgar").get(SERVER))

        with cast.app.app_context(), transaction() as session:
            stopped = clock.now() - timedelta(minutes=9)
            session.execute(update(ClockTick).values(ticked_at=stopped))

        text = words(cast.browser("Khadgar").get(SERVER))
        assert (
            f'<strong>The clock</strong> has stopped, since <time datetime="{stopped:%Y-%m-%dT%H:%M:%S}Z"'
            in text
        )
        assert "What people ask for is still done." in text

    def test_battle_net_that_does_not_answer_is_told_with_what_still_works(self, cast: Cast) -> None:
        with cast.app.app_context():
            write_down({"battlenet": "timeout"}, clock.now())

        text = words(cast.browser("Jaina").get(GUILD))

        assert "<strong>Battle.net</strong> does not answer, since <time" in text
        assert "Every page works and says how old it is." in text

    def test_a_run_shows_how_far_it_is_how_fast_and_how_long_it_takes(self, cast: Cast) -> None:
        run_id = begin_run(cast)

        text = words(cast.browser("Jaina").get(GUILD))

        assert '<progress value="20" max="60"' in text
        assert "calls a second" in text
        assert "s left" in text
        assert f'formaction="{GUILD}runs/{run_id}/cancel"' in text
        assert 'hx-trigger="every 3s"' in text

    def test_a_guild_says_who_fails_why_and_when_it_is_tried_again(self, cast: Cast) -> None:
        now = clock.now()
        with cast.app.app_context(), transaction() as session:
            jaina = cast.characters["Jaina"]
            session.execute(
                update(Character).where(Character.id == jaina).values(outcome="timeout", failures=3)
            )
            session.add(
                SyncTarget(
                    kind=TargetKind.CHARACTER,
                    guild_id=cast.guild_id,
                    character_id=jaina,
                    next_due_at=now + timedelta(minutes=5),
                )
            )

        text = words(cast.browser("Jaina").get(GUILD))

        assert 'href="/characters/eu/argent-dawn/Jaina"><bdi>Jaina</bdi></a>' in text
        assert "Blizzard did not answer in time." in text
        assert "time; it is tried again" in text
        assert f"{PAGE}?state=failing" in text
        assert "1 look in the next hour" in text

    def test_the_moving_part_stands_alone_too(self, cast: Cast) -> None:
        for who, path in (("Khadgar", SERVER), ("Jaina", GUILD)):
            text = cast.browser(who).get(path + "_live").text
            assert text.lstrip().startswith('<div id="live"')

    def test_no_more_runs_are_listed_than_somebody_reads(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            scope, now = runs.guild_scope(cast.guild_id), clock.now()
            for _ in range(20):
                begun = runs.begin_or_join(session, scope, RunKind.ROSTER, now=now)
                runs.finish(session, begun.run_id, now=now, outcome=RunOutcome.OK)

        assert cast.browser("Khadgar").get(SERVER).text.count("Reading the roster") == 15


class TestPause:
    def test_an_operator_pauses_a_source_and_claims_stop(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.add(
                SyncTarget(
                    kind=TargetKind.ROSTER,
                    guild_id=cast.guild_id,
                    next_due_at=clock.now() - timedelta(minutes=1),
                )
            )

        answer = post(cast, "Khadgar", SERVER + "pause", what="battlenet", **UNTIL)

        assert (answer.status_code, answer.headers["Location"]) == (303, SERVER)
        with cast.app.app_context(), transaction() as session:
            assert claims.claim_roster(session, claims.Reach(worker="w"), clock.now()) is None
        text = words(cast.browser("Khadgar").get(SERVER))
        assert "<strong>Battle.net</strong> is paused by hand" in text
        assert (
            "<bdi>Khadgar</bdi> paused Battle.net: <bdi>Patch &lt;b&gt;day, until somebody resumes it" in text
        )

    def test_it_goes_on_when_resumed_and_the_log_tells_both(self, cast: Cast) -> None:
        post(cast, "Khadgar", SERVER + "pause", what="everything", **UNTIL)
        post(cast, "Khadgar", SERVER + "resume", what="everything")
        post(cast, "Khadgar", SERVER + "resume", what="everything")

        with cast.app.app_context():
            assert not pausing.pauses_at(db.session(), clock.now()).stop_battlenet
        told = [(one.action, one.guild_id, one.actor_id) for one in cast.entries()]
        khadgar = cast.id_of("Khadgar")
        assert told == [("sync_paused", None, khadgar), ("sync_resumed", None, khadgar)]

    def test_an_officer_pauses_the_guild_and_no_more(self, cast: Cast) -> None:
        answer = post(cast, "Jaina", GUILD + "pause", what="everything", **UNTIL)

        assert answer.status_code == 303
        with cast.app.app_context():
            found = db.session.scalars(select(SyncPause)).all()
            assert [(one.scope, one.guild_id) for one in found] == [("guild", cast.guild_id)]
        assert [(one.action, one.guild_id) for one in cast.entries()] == [("sync_paused", cast.guild_id)]
        assert "Sync paused" in cast.get("Thrall", "audit?kind=sync").text
        assert post(cast, "Jaina", GUILD + "resume").status_code == 303
        assert cast.guild().permission_version == 0

    @pytest.mark.parametrize(("who", "status"), [("Anduin", 403), ("Guldan", 404), (None, 404)])
    def test_nobody_else_pauses_it(self, cast: Cast, who: str | None, status: int) -> None:
        for path in ("pause", "resume"):
            assert post(cast, who, GUILD + path, **UNTIL).status_code == status
        assert cast.entries() == []

    def test_a_form_that_cannot_be_used_changes_nothing_and_says_why(self, cast: Cast) -> None:
        for who, path in (("Khadgar", SERVER), ("Jaina", GUILD)):
            answer = post(cast, who, path + "pause", what="everything", length="x")
            assert answer.status_code == 422
            assert "Choose for how long." in answer.text
        assert cast.entries() == []

    def test_who_stopped_running_the_server_finds_nothing(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            set_operator(session, cast.id_of("Khadgar"), is_operator=False)

        assert post(cast, "Khadgar", SERVER + "pause", what="everything", **UNTIL).status_code == 404


class TestCancel:
    def test_an_officer_cancels_a_run_of_the_guild_once(self, cast: Cast) -> None:
        run_id = begin_run(cast)

        for _ in range(2):
            assert post(cast, "Jaina", f"{GUILD}runs/{run_id}/cancel").status_code == 303

        assert run(cast, run_id).cancel_requested_at is not None
        assert [(one.action, one.subject) for one in cast.entries()] == [("run_cancelled", str(run_id))]
        assert "stopping" in cast.browser("Jaina").get(GUILD).text

    def test_another_guild_s_run_is_not_found(self, cast: Cast) -> None:
        run_id = begin_run(cast, other=True)

        assert post(cast, "Jaina", f"{GUILD}runs/{run_id}/cancel").status_code == 404
        assert run(cast, run_id).cancel_requested_at is None
        assert post(cast, "Khadgar", f"{SERVER}runs/{run_id}/cancel").status_code == 303

    def test_one_that_is_paused_ends_at_once_since_no_worker_comes(self, cast: Cast) -> None:
        run_id = begin_run(cast)
        post(cast, "Jaina", GUILD + "pause", **UNTIL)

        post(cast, "Jaina", f"{GUILD}runs/{run_id}/cancel")

        assert run(cast, run_id).outcome is RunOutcome.CANCELLED
