"""flask cards …: what is stale and why; build and refresh."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import insert, select, update

from tests.cli.conftest import Run
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, CharacterEnrichmentCache, SectionState, SyncTarget
from webapp.words import Section, TargetKind


def grow_old(app: Flask) -> None:
    """Let a day pass over everything that was read."""
    past = clock.now() - timedelta(days=1)
    with app.app_context(), transaction() as session:
        session.execute(update(SectionState).values(succeeded_at=past, attempted_at=past))
        session.execute(update(CharacterEnrichmentCache).values(blizzard_last_fetched_at=past))
        failed = update(SectionState).where(SectionState.section == Section.RAIDS)
        session.execute(failed.values(outcome="upstream"))


def ask_for_logs(app: Flask, left: timedelta) -> None:
    """Let logs be old, and have them asked for again after a time."""
    now = clock.now()
    with app.app_context(), transaction() as session:
        ids = session.scalars(select(CharacterEnrichmentCache.character_id)).all()
        long_ago = now - timedelta(days=9)
        old = {"section": Section.LOGS, "attempted_at": long_ago, "succeeded_at": long_ago, "outcome": "ok"}
        session.add_all(SectionState(character_id=one, **old) for one in ids if one is not None)
        session.execute(update(CharacterEnrichmentCache).values(wcl_last_fetched_at=long_ago))
        targets = [{"kind": TargetKind.LOGS, "character_id": one, "next_due_at": now + left} for one in ids]
        session.execute(insert(SyncTarget), targets)


def due(app: Flask, kind: TargetKind) -> int:
    with app.app_context():
        query = select(SyncTarget.id).where(SyncTarget.kind == kind, SyncTarget.next_due_at <= clock.now())
        return len(db.session.scalars(query).all())


class TestStale:
    def test_it_names_each_card_with_the_reason(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")
        grow_old(app)

        output = run("cards", "stale", "--guild", synced, "--limit", "3").output

        assert output.count("eu/") == 3
        assert "24 h old: Summary, Gear, Mythic+, " in output
        assert "(trouble there)" in output
        assert "The first 3; more with --limit." in output

    def test_who_has_no_public_profile_is_said_to_have_none(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")
        with app.app_context(), transaction() as session:
            session.execute(update(Character).values(outcome="not_found"))
        grow_old(app)

        output = run("cards", "stale", "--guild", synced, "--limit", "3").output

        assert output.count("Blizzard has no public profile: renamed") == 3
        assert "Summary" not in output

    def test_logs_are_looked_at_at_their_own_time(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")
        ask_for_logs(app, timedelta(minutes=4, seconds=30))

        lines = run("cards", "stale", "--guild", synced).output.splitlines()

        told = [line for line in lines if "logs" in line]
        assert (bool(told), [line for line in told if not line.endswith("logs in 4 min")]) == (True, [])

    def test_a_fresh_guild_has_none(self, run: Run, app: Flask, synced: str) -> None:
        with app.app_context(), transaction() as session:
            session.execute(update(CharacterEnrichmentCache).values(character_id=None))

        assert run("cards", "stale", "--guild", synced).output == "No card is stale.\n"

    def test_a_guild_that_is_not_tracked_is_refused(self, run: Run) -> None:
        assert run("cards", "stale", "--guild", "eu/argent-dawn/nobody").exit_code == 2


class TestRefresh:
    def test_it_wants_to_know_which(self, run: Run) -> None:
        result = run("cards", "refresh")

        assert (result.exit_code, "--stale, --all" in result.output) == (2, True)

    def test_all_are_built_here_at_once(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")

        output = run("cards", "refresh", "--guild", synced, "--now").output

        with app.app_context():
            count = len(db.session.scalars(select(CharacterEnrichmentCache.id)).all())
        assert count > 0
        assert f"{count} cards are to be built.\n{count} cards were built.\n" in output

    def test_without_now_they_are_due_and_a_worker_is_told(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")

        assert run("cards", "refresh", "--guild", synced).exit_code == 0
        assert due(app, TargetKind.CARD) > 0

    def test_stale_ones_are_looked_at_again(self, run: Run, app: Flask, synced: str) -> None:
        run("cards", "refresh", "--all", "--now")
        grow_old(app)
        before = due(app, TargetKind.CHARACTER)

        output = run("cards", "refresh", "--stale", "--guild", synced).output

        with app.app_context():
            well = len(db.session.scalars(select(Character.id).where(Character.outcome == "ok")).all())
        assert f"{well} characters are looked at again now" in output
        assert due(app, TargetKind.CHARACTER) - before == well
