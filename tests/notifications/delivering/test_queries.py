"""The bell rings for what is due, and not while a channel has to wait."""

from datetime import timedelta

from tests.notifications.delivering.channels import connect, tell
from tests.rights.cast import Cast
from webapp.lib import clock
from webapp.notifications.delivering.queries import is_anything_due
from webapp.notifications.jobs import deliver_notices


def test_what_waits_is_due_until_it_is_sent(cast: Cast) -> None:
    connect(cast)
    later = clock.now() + timedelta(minutes=1)
    with cast.app.app_context():
        assert not is_anything_due(later)
    tell(cast)
    with cast.app.app_context():
        assert is_anything_due(later)
        deliver_notices()
        assert not is_anything_due(later)
