"""Rosters' events are told once each, to those who may know; a first import says nothing."""

from sqlalchemy import select

from tests.notifications.history import promote
from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, GuildNotice, MemberEvent, NoticeMark, Notification, SyncRun
from webapp.notifications.actions import tell_events
from webapp.notifications.rules import STORM
from webapp.words import EventKind, RunKind, RunTrigger


def look(cast: Cast) -> int:
    with cast.app.app_context():
        return tell_events(clock.now())


def told(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return list(db.session.scalars(select(GuildNotice.cause_key).order_by(GuildNotice.id)))


class TestTellEvents:
    def test_what_was_there_before_the_first_look_is_told_nobody(self, cast_on: Cast) -> None:
        promote(cast_on, "Anduin", times=3)

        assert (look(cast_on), look(cast_on), told(cast_on)) == (0, 0, [])

    def test_a_guild_whose_roster_was_never_read_has_no_mark_yet(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.get_one(Guild, cast.guild_id).roster_succeeded_at = None

        look(cast)

        with cast.app.app_context():
            assert db.session.get(NoticeMark, cast.guild_id) is None

    def test_a_promotion_is_told_once_to_officers_and_to_nobody_else(self, cast_on: Cast) -> None:
        look(cast_on)
        promote(cast_on, "Anduin")

        assert [look(cast_on), look(cast_on), len(told(cast_on))] == [1, 0, 1]
        with cast_on.app.app_context():
            copies = set(db.session.scalars(select(Notification.user_id)))
        assert copies == {cast_on.id_of("Thrall"), cast_on.id_of("Jaina")}

    def test_a_later_one_is_told_by_itself(self, cast: Cast) -> None:
        look(cast)
        for name in ("Anduin", "Vereesa"):
            promote(cast, name)
            look(cast)

        assert len(told(cast)) == 2

    def test_a_cause_that_was_told_is_not_told_again_though_the_mark_was_lost(self, cast: Cast) -> None:
        look(cast)
        promote(cast, "Anduin")
        look(cast)
        with cast.app.app_context(), transaction() as session:
            session.get_one(NoticeMark, cast.guild_id).event_id = 0

        assert (look(cast), len(told(cast))) == (0, 1)

    def test_a_profile_that_was_removed_is_no_member_who_left(self, cast_on: Cast) -> None:
        look(cast_on)
        with cast_on.app.app_context(), transaction() as session:
            run = SyncRun(scope="guild:1", kind=RunKind.CHARACTERS, trigger=RunTrigger.SCHEDULE)
            run.started_at = run.lease_until = clock.now()
            session.add(run)
            session.flush()
            event = {"guild_id": cast_on.guild_id, "kind": EventKind.DELETED, "seen_at": clock.now()}
            session.add(MemberEvent(**event, run_id=run.id))

        assert (look(cast_on), told(cast_on)) == (0, [])

        with cast_on.app.app_context(), transaction() as session:
            session.add(MemberEvent(**event, run_id=None))
        assert look(cast_on) == 1

    def test_a_storm_is_one_notice(self, cast: Cast) -> None:
        look(cast)
        promote(cast, "Anduin", times=STORM + 1)

        assert look(cast) == 1
        page = cast.browser("Jaina").get("/me/notifications").text
        assert "Lantern Watch: Many members changed at once: 21 promoted." in page
