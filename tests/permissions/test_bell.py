"""What people switched off they are not told."""

from typing import Any

from flask import Flask

from tests.rights.cast import assemble
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Notification, User
from webapp.permissions.bell import tell_people


def test_who_switched_a_kind_off_is_not_told_and_the_others_are(app_on: Flask) -> None:
    cast = assemble(app_on)
    people = [cast.id_of(name) for name in ("Thrall", "Jaina")]
    with cast.app.app_context(), transaction() as session:
        session.get_one(User, people[0]).muted_kinds = ["left"]

    with cast.app.app_context(), transaction() as session:
        rows: list[dict[str, Any]] = [
            {"user_id": one, "kind": kind, "facts": {}} for one in people for kind in ("left", "joined")
        ]
        tell_people(session, rows)

    with cast.app.app_context():
        told = {(one.user_id, one.kind) for one in db.session.query(Notification)}
    assert told == {(people[0], "joined"), (people[1], "left"), (people[1], "joined")}
