"""Events are read from the newest on, by cursor."""

from datetime import timedelta

from tests.rights.cast import Cast
from webapp.activity.asking import Asked, Cursor
from webapp.activity.queries import read_events
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import MemberEvent
from webapp.words import EventKind


def test_events_of_one_moment_are_told_apart_by_their_rows(cast: Cast) -> None:
    now = clock.now()
    with cast.app.app_context():
        with transaction() as session:
            for back in (1, 0, 0):
                facts = {"kind": EventKind.LEFT, "seen_at": now - timedelta(minutes=back)}
                session.add(MemberEvent(guild_id=cast.guild_id, **facts))

        newest, *rest = read_events(cast.guild_id, Asked(), now)
        after = read_events(cast.guild_id, Asked(before=Cursor(newest.seen_at, newest.id)), now)

    assert [row.id for row in after] == [row.id for row in rest]
    assert [row.seen_at for row in rest] == [now, now - timedelta(minutes=1)]
