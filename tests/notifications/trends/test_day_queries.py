"""What histories tell of a guild at two moments."""

from datetime import timedelta

from sqlalchemy import update

from tests.history.past import tell_reset
from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, CharacterSnapshot, MythicRun
from webapp.notifications.trends.day_queries import look_at
from webapp.notifications.trends.days import Rate

DAY = timedelta(days=1)


def test_members_are_held_against_their_last_days_before_both_looks(cast_on: Cast) -> None:
    until = clock.now()
    since, week_start = until - DAY, until - 2 * DAY
    anduin, jaina = (cast_on.characters[name] for name in ("Anduin", "Jaina"))
    with cast_on.app.app_context():
        tell_reset(week_start)
        with transaction() as session:
            for back, level in ((9, 300), (2, 305), (1, 310), (0, 320)):
                day = (until - back * DAY).date()
                session.add(
                    CharacterSnapshot(character_id=anduin, taken_on=day, week_on=day, item_level=level)
                )
            vault = {"vault_week_at": week_start, "vault_raid": 1, "vault_mythic": 1, "vault_world": None}
            session.execute(update(Character).where(Character.id == anduin).values(problem_count=2, **vault))
            for who, number in ((anduin, 1), (jaina, 1), (jaina, 2)):
                run = {"dungeon_id": number, "level": 10, "is_timed": number == 1}
                session.add(MythicRun(character_id=who, completed_at=until - DAY, **run))

        look = look_at(db.session(), cast_on.guild_id, since=since, until=until)

    found = {one.character_id: one for one in look.members}
    assert (found[anduin].item_level_before, found[anduin].item_level_after) == (305, 310)
    assert (found[anduin].problem_count, found[anduin].vault_slots) == (2, 2)
    assert (found[jaina].item_level_after, found[jaina].vault_slots) == (None, None)
    assert (look.rate, look.rate_before) == (Rate(runs=2, timed=1), Rate())
    assert look.reset_at == week_start + 7 * DAY
