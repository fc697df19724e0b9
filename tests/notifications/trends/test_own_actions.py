"""Each cause is told once, and again after it was mended and came back."""

from datetime import timedelta

from sqlalchemy import select, update

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.weeks import CURRENT
from webapp.lib import clock
from webapp.models import Character, CharacterList, GameData, Notification
from webapp.notifications.trends.own_actions import tell_own


def kinds(cast: Cast) -> list[str]:
    with cast.app.app_context():
        tell_own(clock.now())
        return list(db.session.scalars(select(Notification.kind).order_by(Notification.id)))


def test_an_old_list_is_told_once_until_it_was_read_again(cast_on: Cast) -> None:
    anduin, old = cast_on.id_of("Anduin"), clock.now() - timedelta(days=31)
    with cast_on.app.app_context(), transaction() as session:
        session.execute(update(CharacterList).values(read_at=clock.now()))
        one = CharacterList(user_id=anduin, region="kr", read_at=old, character_count=1)
        session.add(one)

    assert kinds(cast_on) == kinds(cast_on) == ["list_old"]
    assert "Your list of characters in KR" in cast_on.browser("Anduin").get("/me/notifications").text
    with cast_on.app.app_context(), transaction() as session:
        mine = update(CharacterList).where(CharacterList.user_id == anduin)
        session.execute(mine.values(read_at=old - timedelta(days=1)))
    assert kinds(cast_on) == ["list_old", "list_old"]


def test_gear_is_told_to_its_player_once_before_the_reset(cast: Cast) -> None:
    now = clock.now()
    with cast.app.app_context(), transaction() as session:
        begun = now - timedelta(days=6)
        facts = {"start": begun.isoformat(), "end": (begun + timedelta(days=7)).isoformat()}
        session.add(GameData(kind="period", region="eu", key=CURRENT, data=facts))
        session.get_one(Character, cast.characters["Anduin"]).problem_count = 3

    assert kinds(cast) == kinds(cast) == ["gear_to_mend"]
    page = cast.browser("Anduin").get("/me/notifications").text
    assert "Anduin has gear to mend before the weekly reset, in 3 places." in page
