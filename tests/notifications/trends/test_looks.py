"""When troubles were looked for."""

from datetime import timedelta

from tests.rights.cast import Cast
from tests.support.roll import NOON
from webapp.database import transaction
from webapp.notifications.trends.looks import LastLook, note_look
from webapp.notifications.trends.states import AWAY_AFTER


def test_a_gap_begins_a_new_time_and_is_told_by_the_first_look_after_it(cast: Cast) -> None:
    minutes = [timedelta(minutes=one) for one in (0, 5, 10)]
    later = NOON + timedelta(minutes=10) + AWAY_AFTER + timedelta(minutes=1)

    def look(at: timedelta) -> LastLook:
        with cast.app.app_context(), transaction() as session:
            return note_look(session, NOON + at)

    assert [look(one).up_since for one in minutes] == [NOON] * 3
    assert look(later - NOON) == LastLook(up_since=later, away_from=NOON + minutes[-1])
    assert look(later - NOON + minutes[1]) == LastLook(up_since=later)
