"""Notices are written once for each cause, with copies for those who may know."""

from sqlalchemy import select

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import GuildNotice, Notification
from webapp.notifications.kinds import Kind
from webapp.notifications.rules import Notice
from webapp.notifications.writing import write_notices

LEFT = Notice(kind=Kind.LEFT, cause_key="left:1", facts={"count": 1})


def test_a_cause_is_told_once_in_each_guild_and_the_rest_is_new(cast_on: Cast) -> None:
    joined = Notice(kind=Kind.JOINED, cause_key="joined:2", facts={"count": 1})
    written = []
    for guild_id, notices in ((1, [LEFT]), (1, [LEFT, joined]), (2, [LEFT]), (1, [])):
        with cast_on.app.app_context(), transaction() as session:
            written.append(write_notices(session, guild_id, notices, clock.now()))

    assert written == [1, 1, 1, 0]
    with cast_on.app.app_context():
        assert db.session.query(GuildNotice).count() == 3
        copies = list(db.session.scalars(select(Notification.user_id)))
    assert sorted(copies) == sorted(
        [*[cast_on.id_of("Thrall"), cast_on.id_of("Jaina")] * 2, cast_on.id_of("Guldan")]
    )
