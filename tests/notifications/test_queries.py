"""Which guilds have something to be told of."""

from datetime import timedelta

from tests.notifications.history import promote
from tests.rights.cast import Cast
from webapp.lib import clock
from webapp.notifications.actions import tell_events
from webapp.notifications.queries import OLDEST, is_anything_new


def test_what_happened_long_ago_is_no_news(cast: Cast) -> None:
    with cast.app.app_context():
        tell_events(clock.now())
        assert not is_anything_new(clock.now())
    promote(cast, "Anduin", at=clock.now() - OLDEST - timedelta(minutes=1))

    with cast.app.app_context():
        assert not is_anything_new(clock.now())
