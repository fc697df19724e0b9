"""Whatever becomes of the list of characters, people are signed in, and earlier proof stays."""

import pytest
from flask import Flask

from simulator import Simulator
from tests.accounts.journeys import (
    Journey,
    characters_of,
    people,
    truth,
)


class TestWithoutAList:
    def test_who_shares_nothing_is_signed_in_and_told_how_to_add_characters(
        self, app: Flask, trip: Journey
    ) -> None:
        answer = trip.sign_in(consent=False, way_on="/guilds/")

        page = trip.browser.get(answer.headers["Location"]).text
        assert "You are signed in without characters" in page
        assert "Add my characters" in page
        assert 'href="/guilds/"' in page
        assert characters_of(app, people(app)[0].bnet_id) == set()
        assert trip.simulator.control.count("account-profile") == 0

    def test_not_sharing_again_takes_nothing_away(self, app: Flask, trip: Journey) -> None:
        trip.sign_in()
        before = characters_of(app, people(app)[0].bnet_id)

        trip.sign_in(consent=False)

        assert characters_of(app, people(app)[0].bnet_id) == before != set()

    @pytest.mark.parametrize(
        "fault",
        [
            {"action": "status", "status": 503},
            {"action": "status", "status": 401},
            {"action": "status", "status": 404},
            {"action": "html_200"},
            {"action": "close_without_answer"},
            {"action": "wrong_shape", "path": "wow_accounts"},
        ],
        ids=str,
    )
    def test_that_cannot_be_read_the_earlier_proof_stays(
        self, app: Flask, trip: Journey, fault: dict[str, object]
    ) -> None:
        trip.sign_in()
        before = characters_of(app, people(app)[0].bnet_id)
        trip.simulator.control.add_fault(**fault, kind="account-profile")  # type: ignore[arg-type]

        answer = trip.sign_in()

        page = trip.browser.get(answer.headers["Location"]).text
        assert "You are signed in" in page
        assert "What was proved before stays" in page
        assert characters_of(app, people(app)[0].bnet_id) == before != set()

    def test_in_a_region_without_characters_it_says_so(self, app: Flask, trip: Journey) -> None:
        trip.sign_in()
        before = characters_of(app, people(app)[0].bnet_id)

        answer = trip.sign_in(region="tw")

        assert "there are no characters here" in trip.browser.get(answer.headers["Location"]).text
        assert characters_of(app, people(app)[0].bnet_id) == before

    def test_there_is_nothing_to_say_to_who_has_one(self, trip: Journey) -> None:
        trip.sign_in()

        answer = trip.browser.get("/sign-in/outcome")

        assert (answer.status_code, answer.headers["Location"]) == (303, "/")


class TestMoreRegions:
    def test_each_list_is_its_own_regions(self, app: Flask, trip: Journey, simulator: Simulator) -> None:
        regions = {one["region"] for one in simulator.control.account("two_guilds")["characters"]}

        for region in regions:
            trip.sign_in("two_guilds", region=region)

        expected = set.union(*(truth(simulator, "two_guilds", region) for region in regions))
        assert len(regions) == 2
        assert characters_of(app, people(app)[0].bnet_id) == expected
