"""The comparison shows of each what its own page would show."""

import pytest
from flask import Flask

from tests.characters.cards import MESSY, tidy_card, with_problems
from tests.characters.rows import CARD, add_card, raider
from tests.support.deciding import decide, open_to_visitors
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.lib import clock
from webapp.permissions.policy import Tool

NILDANK, BROLL = "c=eu/argent-dawn/Nildank", "c=eu/argent-dawn/Broll"


@pytest.fixture
def two(app: Flask) -> Flask:
    """Give Nildank and Broll of one guild; Broll's head is worse."""
    raider(app, with_problems(*MESSY), equipped_item_level=312)
    worse = tidy_card()
    worse["gear"]["slots"][0]["level"] -= 13
    with app.app_context():
        broll = add_member(1, "Broll", class_id=11, verified_at=clock.now(), equipped_item_level=308)
        add_card(broll, worse)
    return app


class TestCharacters:
    def test_they_stand_slot_by_slot(self, two: Flask) -> None:
        browser = browser_of(two, enlisted(two, 1, "Jaina", rank=4))

        answer = browser.get(f"/compare/?{NILDANK}&{BROLL}")

        head = answer.text.partition('<th scope="row">Head</th>')[2].partition("</tr>")[0]
        assert answer.status_code == 200
        assert "Signed in as" in answer.text
        assert 'class="most"' in head
        assert "−13" in head
        assert "No enchantment" in head
        for title in ("Gear", "Great Vault", "Mythic+, best run of each dungeon", "Raids"):
            assert f">{title}</th>" in answer.text

    def test_who_may_not_see_somebody_is_told_of_nobody(self, two: Flask) -> None:
        answer = browser_of(two, None).get(f"/compare/?{NILDANK}&c=eu/argent-dawn/Nobodysson")

        assert answer.status_code == 400
        assert answer.text.count("is kept here for you to see.") == 2
        assert "Balance" not in answer.text

    def test_gear_is_for_those_who_may_see_it_on_the_card(self, two: Flask) -> None:
        decide(two, 1, Tool.GEAR_AUDIT, min_rank=1)
        open_to_visitors(two, 1)
        browsers = [browser_of(two, None), browser_of(two, enlisted(two, 1, "Jaina", rank=4))]

        for browser in browsers:
            text = browser.get(f"/compare/?{NILDANK}&{BROLL}").text
            assert "not open to you" in text
            assert "No enchantment" not in text
            assert ">Raids</th>" in text

    def test_the_card_and_the_roster_lead_to_it(self, two: Flask) -> None:
        browser = browser_of(two, enlisted(two, 1, "Jaina", rank=4))

        assert f'href="/compare/?{NILDANK}"' in browser.get(CARD).text
        assert 'href="/compare/?g=eu/argent-dawn/Lantern+Watch"' in browser.get(PAGE).text


class TestNames:
    def test_a_name_is_enough_where_only_one_has_it(self, two: Flask) -> None:
        browser = browser_of(two, enlisted(two, 1, "Jaina", rank=4))

        answer = browser.get("/compare/?c=nildank&c=Broll")

        assert answer.status_code == 200
        assert 'value="eu/argent-dawn/Nildank"' in answer.text
        assert ">Head</th>" in answer.text

    def test_several_of_a_name_are_offered_and_nobody_unseen(self, two: Flask) -> None:
        with two.app_context():
            add_member(1, "Broll", realm="draenor", verified_at=clock.now())
        answers = [
            browser.get("/compare/?c=Broll").text
            for browser in (browser_of(two, enlisted(two, 1, "Jaina", rank=4)), browser_of(two, None))
        ]

        assert "Several are called Broll: eu/argent-dawn/Broll, eu/draenor/Broll." in answers[0]
        assert "Nobody called Broll is kept here for you to see." in answers[1]

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("c=nil", "eu/argent-dawn/Nildank"),
            ("c=eu/argent-dawn/bro", "eu/argent-dawn/Broll"),
            ("g=lantern", "eu/argent-dawn/lantern-watch"),
        ],
    )
    def test_fields_offer_what_the_viewer_may_see(self, two: Flask, typed: str, offered: str) -> None:
        browser = browser_of(two, enlisted(two, 1, "Jaina", rank=4))

        assert f'<option value="{offered}">' in browser.get(f"/compare/_names?{typed}").text
        assert "<option" not in browser_of(two, None).get(f"/compare/_names?{typed}").text


class TestGuilds:
    def test_those_that_are_open_are_compared(self, two: Flask) -> None:
        with two.app_context():
            add_member(add_guild("Frostwolf"), "Drek", equipped_item_level=290)
        browser = browser_of(two, enlisted(two, 1, "Jaina", rank=4))
        address = "/compare/?g=eu/argent-dawn/Lantern Watch&g=eu/argent-dawn/frostwolf"

        closed = browser.get(address)
        open_to_visitors(two, 2)
        both = browser.get(address)

        assert closed.status_code == 400
        assert "No guild at eu/argent-dawn/frostwolf is open to you here." in closed.text
        median = both.text.partition("Item level, median</th>")[2].partition("</tr>")[0]
        assert "<bdi>310</bdi>" in median
        assert "−20" in median
