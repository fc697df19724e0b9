"""Everybody in a guild, read with three statements whatever its size."""

from flask import Flask

from tests.support.roll import add_guild, add_member, add_realm
from tests.support.signed_in import own, signed_in
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, PermissionException
from webapp.permissions.policy import Exemption
from webapp.permissions.preview import Roll
from webapp.permissions.roll import read_roll
from webapp.words import Effect


def roll_of(app: Flask, guild_id: int) -> Roll:
    with app.app_context():
        return read_roll(db.session(), guild_id)


class TestReadRoll:
    def test_a_person_stands_by_the_best_character(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            guild_id = add_guild()
            ids = [add_member(guild_id, name, rank=rank) for name, rank in (("Alt", 5), ("Jaina", 1))]
            add_member(guild_id, "Vereesa", rank=5)
            add_member(guild_id, "Kael", rank=1, left_at=clock.now())
        jaina = signed_in(app_on, battletag="Jaina#12")
        for character_id in ids:
            own(app_on, jaina, character_id)

        roll = roll_of(app_on, guild_id)

        (person,) = roll.people
        assert (person.name, person.standing.rank, person.standing.through) == (
            "Jaina",
            1,
            "Jaina-Argent Dawn",
        )
        assert person.characters == ["Jaina-Argent Dawn", "Alt-Argent Dawn"]
        assert roll.unclaimed == {5: ["Vereesa-Argent Dawn"]}

    def test_exceptions_belong_to_their_person(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
            ids = [add_member(guild_id, name) for name in ("Jaina", "Anduin")]
        people = [signed_in(app, battletag=f"{name}#1") for name in ("Jaina", "Anduin")]
        for person, character_id in zip(people, ids, strict=True):
            own(app, person, character_id)
        with app.app_context():
            row = PermissionException(guild_id=guild_id, user_id=people[1].user_id, tool_name="export")
            row.effect, row.reason = Effect.GRANT, "trial"
            db.session.add(row)
            db.session.commit()

        found = {person.name: list(person.standing.exemptions) for person in roll_of(app, guild_id).people}

        grant = Exemption(tool="export", effect=Effect.GRANT, reason="trial")
        assert found == {"Jaina": [], "Anduin": [grant]}

    def test_while_ranks_are_doubted_the_confirmed_one_counts(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
            add_member(guild_id, "Vereesa", rank=1)
            db.session.get_one(Guild, guild_id).ranks_doubted_at = clock.now()
            db.session.commit()

        assert roll_of(app, guild_id).unclaimed == {9: ["Vereesa-argent-dawn"]}
