"""From the first sign-in to a guild's page: workers find the guild of the characters that were shared."""

from flask import Flask

from tests.accounts.journeys import Journey
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild
from webapp.sync.characters import Shift, work_on_characters
from webapp.sync.claims import Reach
from webapp.sync.outside import battlenet
from webapp.sync.work import work_on_rosters


def workers_do_what_is_due(app: Flask) -> None:
    """Look at the shared characters, then read the rosters that this made due."""
    with app.app_context():
        shift = Shift(client=battlenet(), reach=Reach(worker="test"), threads=4, clock=clock.now)
        work_on_characters(shift)
        work_on_rosters(shift)


class TestFromSignInToTheGuild:
    def test_an_officer_finds_their_guild_and_an_officers_tools(self, app: Flask, trip: Journey) -> None:
        trip.sign_in("officer")
        assert "Lantern Watch" not in trip.browser.get("/").text

        workers_do_what_is_due(app)

        assert "Lantern Watch" in trip.browser.get("/").text
        assert trip.browser.get("/guilds/eu/argent-dawn/lantern-watch/").status_code == 200

    def test_the_guild_master_leads_it_as_soon_as_its_roster_was_read(
        self, app: Flask, trip: Journey
    ) -> None:
        trip.sign_in("guild_master")

        workers_do_what_is_due(app)

        master = trip.simulator.control.account("guild_master")["id"]
        with app.app_context():
            assert db.session.query(Guild).filter_by(name="Lantern Watch").one().leader_id == master

    def test_a_stranger_sees_nothing_of_it(self, app: Flask, trip: Journey) -> None:
        trip.sign_in("officer")
        workers_do_what_is_due(app)

        trip.sign_in("stranger")

        assert "Lantern Watch" not in trip.browser.get("/").text
        assert trip.browser.get("/guilds/eu/argent-dawn/lantern-watch/").status_code == 404

    def test_whose_character_changes_hands_loses_what_it_opened_and_is_told(
        self, app: Flask, trip: Journey
    ) -> None:
        trip.sign_in("officer")
        workers_do_what_is_due(app)
        officer = Journey(app.test_client(), trip.simulator)
        officer.browser.set_cookie("muster", trip.cookie or "")
        control = trip.simulator.control
        for one in control.account("officer")["characters"]:
            if one["guild_number"] == 0:
                control.give(one["name"], "stranger", one["realm"], one["region"])

        Journey(app.test_client(), trip.simulator).sign_in("stranger")

        assert officer.browser.get("/guilds/eu/argent-dawn/lantern-watch/").status_code == 404
        assert trip.sign_in("stranger", way_on="/").status_code == 303
        assert trip.browser.get("/guilds/eu/argent-dawn/lantern-watch/").status_code == 200
