"""Who may change what holds for the whole server, and what the log says of it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.signed_in import OPERATOR, operator, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import AuditEntry
from webapp.permissions.audit import Action
from webapp.permissions.operators import set_operator
from webapp.permissions.server_changes import OF_SERVER, NotOperator, begin_server_change

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class TestBeginServerChange:
    def test_an_operator_s_change_is_in_the_log_under_no_guild(self, app: Flask) -> None:
        person = operator(app)

        with app.app_context():
            with transaction() as session:
                change = begin_server_change(session, person.user_id, NOON)
                change.record(Action.SYNC_PAUSED, subject="everything", before=None, after={"reason": ""})
            entry = db.session.scalars(select(AuditEntry)).one()

            assert (entry.guild_id, entry.actor_id, entry.action) == (None, OPERATOR, "sync_paused")

    def test_nobody_else_may_nor_who_is_no_operator_any_more(self, app: Flask) -> None:
        stranger, former = signed_in(app), operator(app)

        with app.app_context():
            with transaction() as session:
                set_operator(session, former.user_id, is_operator=False)
            for person in (stranger, former):
                with pytest.raises(NotOperator), transaction() as session:
                    begin_server_change(session, person.user_id, NOON)

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_a_second_one_waits_for_the_first(self, app_on: Flask) -> None:
        person = operator(app_on)
        may_begin = select(func.pg_try_advisory_xact_lock(OF_SERVER))

        with app_on.app_context():
            with transaction() as session, db.engine.connect() as another:
                begin_server_change(session, person.user_id, NOON)
                assert another.scalar(may_begin) is False
            with db.engine.connect() as another:
                assert another.scalar(may_begin) is True
