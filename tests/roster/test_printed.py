"""The roster as plain cells: the rows of the page, with nothing escaped."""

from flask import Flask

from tests.support.roll import NOON, add_guild, add_member
from webapp.cli.refusals import address_of
from webapp.extensions import db
from webapp.models import Guild
from webapp.permissions.policy import ALL_TOOLS
from webapp.roster.printed import header, printed_roster


class TestPrintedRoster:
    def test_names_are_printed_as_they_are_and_every_row_fills_the_header(self, app: Flask) -> None:
        with app.app_context():
            guild = db.session.get_one(Guild, add_guild())
            add_member(guild.id, "O'Brïen & <Sons>", class_id=8, level=90, equipped_item_level=310)

            rows = printed_roster(address_of(guild), tools=ALL_TOOLS, now=NOON)

        assert [len(row) for row in rows] == [len(header(ALL_TOOLS))]
        assert (rows[0][0], rows[0][2], rows[0][7]) == ("O'Brïen & <Sons>", "Mage", "310")

    def test_all_members_are_printed_however_many(self, app: Flask) -> None:
        with app.app_context():
            guild = db.session.get_one(Guild, add_guild())
            for number in range(120):
                add_member(guild.id, f"Member{number}")

            rows = printed_roster(address_of(guild), tools=ALL_TOOLS, now=NOON)

        assert len(rows) == 120
