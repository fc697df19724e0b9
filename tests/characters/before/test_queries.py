"""Only who may be meant is offered."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from tests.rights.cast import Cast
from tests.support.roll import add_member
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character

HERE = "/characters/eu/argent-dawn/Anduin/before"


def test_who_is_known_elsewhere_or_of_another_class_is_not(cast: Cast) -> None:
    now = clock.now()
    left: dict[str, Any] = {
        "left_at": now - timedelta(hours=1),
        "class_id": 5,
        "verified_at": now - timedelta(days=1),
    }
    others: dict[str, dict[str, Any]] = {
        "Gone": {},
        "Alive": {"verified_at": now},
        "Warrior": {"class_id": 1},
        "Elsewhere": {},
    }
    with cast.app.app_context():
        ids = {name: add_member(cast.guild_id, name, **{**left, **facts}) for name, facts in others.items()}
        homeless = Character.id.in_([ids[name] for name in others if name != "Elsewhere"])
        with transaction() as session:
            session.execute(update(Character).where(homeless).values(guild_id=None))

    page = cast.browser("Jaina").get(HERE).text

    offered = page.partition("<select")[2].partition("</select>")[0]
    assert [name for name in others if name in offered] == ["Gone"]
