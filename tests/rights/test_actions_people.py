"""Changes about single people: exceptions, and looking as a rank."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import PermissionException, UserSession
from webapp.permissions.changes import NotThere, Refused
from webapp.permissions.policy import Exemption, Tool
from webapp.permissions.sessions import session_id
from webapp.permissions.viewer import Viewer
from webapp.rights import actions
from webapp.rights.forms import WantedException
from webapp.words import Effect

THEN = datetime(2099, 1, 1, tzinfo=UTC)


def wanted(cast: Cast, name: str, tool: Tool, effect: Effect = Effect.GRANT) -> WantedException:
    exemption = Exemption(tool=tool.value, effect=effect, reason="trial", expires_at=THEN)
    return WantedException(cast.id_of(name), tool, exemption)


def viewer(cast: Cast, name: str) -> Viewer:
    person = cast.people[name]
    return Viewer(session_id=session_id(person.cookie) or "", user_id=person.user_id, battletag=name)


class TestExceptions:
    def test_one_person_is_given_a_tool_and_loses_it_again(self, cast_on: Cast) -> None:
        thrall = cast_on.id_of("Thrall")
        with cast_on.app.app_context():
            actions.make_exception(
                cast_on.guild_id, thrall, wanted(cast_on, "Anduin", Tool.EXPORT), now=clock.now()
            )
        assert Tool.EXPORT in cast_on.tools("Anduin")

        with cast_on.app.app_context():
            row_id = db.session.scalars(select(PermissionException.id)).one()
            actions.end_exception(cast_on.guild_id, thrall, row_id, now=clock.now())

        assert Tool.EXPORT not in cast_on.tools("Anduin")
        told = [
            (one.subject, one.user_id, one.before is None, one.after is None) for one in cast_on.entries()
        ]
        anduin = cast_on.id_of("Anduin")
        assert told == [("export", anduin, True, False), ("export", anduin, False, True)]

    def test_a_second_one_takes_the_place_of_the_first(self, cast: Cast) -> None:
        grant = wanted(cast, "Anduin", Tool.LOGS)
        with cast.app.app_context():
            for one in (grant, grant, wanted(cast, "Anduin", Tool.LOGS, Effect.DENY)):
                actions.make_exception(cast.guild_id, cast.id_of("Thrall"), one, now=clock.now())

        assert Tool.LOGS not in cast.tools("Anduin")
        assert len(cast.entries()) == 2

    @pytest.mark.parametrize("name", ["Arthas", "Guldan", "Khadgar"])
    def test_who_is_not_in_the_guild_gets_none(self, cast: Cast, name: str) -> None:
        with cast.app.app_context(), pytest.raises(Refused) as caught:
            actions.make_exception(
                cast.guild_id, cast.id_of("Thrall"), wanted(cast, name, Tool.EXPORT), now=clock.now()
            )

        assert caught.value.field == "person"

    def test_the_guild_master_keeps_the_settings(self, cast: Cast) -> None:
        denied = wanted(cast, "Thrall", Tool.SETTINGS, Effect.DENY)
        with cast.app.app_context(), pytest.raises(Refused) as caught:
            actions.make_exception(cast.guild_id, cast.id_of("Khadgar"), denied, now=clock.now())

        assert caught.value.field == "tool"

    def test_nobody_ends_what_they_alone_have(self, cast: Cast) -> None:
        with cast.app.app_context():
            given = wanted(cast, "Jaina", Tool.SETTINGS)
            actions.make_exception(cast.guild_id, cast.id_of("Thrall"), given, now=clock.now())
        cast.rank("Thrall", 5)

        with cast.app.app_context():
            row_id = db.session.scalars(select(PermissionException.id)).one()
            with pytest.raises(Refused):
                actions.end_exception(cast.guild_id, cast.id_of("Jaina"), row_id, now=clock.now())

    def test_one_of_who_has_left_can_be_ended(self, cast: Cast) -> None:
        with cast.app.app_context():
            given = wanted(cast, "Anduin", Tool.EXPORT)
            actions.make_exception(cast.guild_id, cast.id_of("Thrall"), given, now=clock.now())
        cast.rank("Anduin", 4, left_at=clock.now())

        with cast.app.app_context():
            row_id = db.session.scalars(select(PermissionException.id)).one()
            actions.end_exception(cast.guild_id, cast.id_of("Thrall"), row_id, now=clock.now())

        assert len(cast.entries()) == 2

    def test_another_guilds_is_not_there(self, cast: Cast) -> None:
        with cast.app.app_context():
            given = wanted(cast, "Anduin", Tool.EXPORT)
            actions.make_exception(cast.guild_id, cast.id_of("Thrall"), given, now=clock.now())
            row_id = db.session.scalars(select(PermissionException.id)).one()
            with pytest.raises(NotThere):
                actions.end_exception(cast.other_guild_id, cast.id_of("Guldan"), row_id, now=clock.now())


class TestViewAs:
    def seen_as(self, cast: Cast, name: str) -> tuple[int | None, int | None]:
        with cast.app.app_context():
            row = db.session.get_one(UserSession, viewer(cast, name).session_id)
            return row.view_as_guild_id, row.view_as_rank

    def test_a_person_looks_as_a_rank_and_stops(self, cast: Cast) -> None:
        thrall = viewer(cast, "Thrall")
        with cast.app.app_context():
            actions.start_view_as(cast.guild_id, thrall, 4, now=clock.now())
        assert self.seen_as(cast, "Thrall") == (cast.guild_id, 4)

        with cast.app.app_context():
            path = actions.stop_view_as(thrall, now=clock.now())

        assert path == "/guilds/eu/argent-dawn/lantern-watch/"
        assert self.seen_as(cast, "Thrall") == (None, None)
        assert [(one.before, one.after) for one in cast.entries()] == [
            (None, {"rank": 4}),
            ({"rank": 4}, None),
        ]

    def test_nothing_to_stop_is_nothing_to_tell(self, cast: Cast) -> None:
        with cast.app.app_context():
            assert actions.stop_view_as(viewer(cast, "Thrall"), now=clock.now()) is None

        assert cast.entries() == []

    def test_a_session_that_ended_in_another_tab_has_nothing_to_stop(self, cast: Cast) -> None:
        thrall = viewer(cast, "Thrall")
        with cast.app.app_context():
            with transaction() as session:
                session.execute(delete(UserSession))

            assert actions.stop_view_as(thrall, now=clock.now()) is None

    def test_nobody_looks_as_a_higher_rank(self, cast: Cast) -> None:
        with cast.app.app_context():
            given = wanted(cast, "Jaina", Tool.SETTINGS)
            actions.make_exception(cast.guild_id, cast.id_of("Thrall"), given, now=clock.now())
            with pytest.raises(Refused):
                actions.start_view_as(cast.guild_id, viewer(cast, "Jaina"), 0, now=clock.now())
            actions.start_view_as(cast.guild_id, viewer(cast, "Jaina"), 1, now=clock.now())

        assert self.seen_as(cast, "Jaina") == (cast.guild_id, 1)

    def test_who_runs_the_server_looks_as_any(self, cast: Cast) -> None:
        with cast.app.app_context():
            actions.start_view_as(
                cast.guild_id, replace(viewer(cast, "Khadgar"), is_operator=True), 0, now=clock.now()
            )

        assert self.seen_as(cast, "Khadgar") == (cast.guild_id, 0)

    def test_a_look_makes_nothing_old(self, cast: Cast) -> None:
        with cast.app.app_context():
            actions.start_view_as(cast.guild_id, viewer(cast, "Thrall"), 4, now=clock.now())

        assert cast.guild().permission_version == 0
