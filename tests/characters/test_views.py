"""The card's addresses, as a browser without JavaScript and as htmx use them."""

import itertools
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.architecture.markup import page_problems
from tests.characters.cards import MESSY, NEXT_NOTE, with_problems
from tests.characters.rows import CARD, add_card, add_former_name, raider
from tests.support.roll import add_guild, add_member, add_realm
from webapp.extensions import db
from webapp.models import SyncTarget
from webapp.words import CardStatus, TargetKind

HOSTILE = """<img src=x onerror=alert(1)>"'&{{ 7*7 }}</script><h1>owned</h1>"""


def elements(html: str) -> list[str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [f"{node.tag}{sorted(node.attrib)}" for node in tree.iter() if isinstance(node.tag, str)]


def poisoned(value: Any, kept: frozenset[str]) -> Any:
    """Return a document whose every free text is hostile; words that rules read stay what they are."""
    if isinstance(value, dict):
        return {key: item if key in kept else poisoned(item, kept) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, kept) for item in value]
    return HOSTILE if isinstance(value, str) else value


WORDS = frozenset(
    {"slot", "state", "kind", "quality", "difficulty", "certainty", "asOf", "ratingColor", "grade"}
    | {"lastKillAt", "completedAt", "weekStart", "weekEnd", "metric", "missing"}
)


class TestIndex:
    def test_it_shows_the_card(self, app: Flask, client: FlaskClient) -> None:
        raider(app, with_problems(*MESSY))

        html = client.get(CARD).text

        assert "<bdi>Nildank</bdi>" in html
        assert all(word in html for word in ("5 things to fix", "Great Vault", "Vorasius", NEXT_NOTE))

    def test_the_headings_are_an_outline(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        tree = html5lib.parse(client.get(CARD).text, namespaceHTMLElements=False)

        levels = [int(node.tag[1]) for node in tree.iter() if node.tag in {"h1", "h2", "h3", "h4"}]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_all_links_to_other_sites_tell_them_nothing(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        tree = html5lib.parse(client.get(CARD).text, namespaceHTMLElements=False)

        away = [node for node in tree.iter("a") if node.attrib["href"].startswith("http")]
        assert len(away) == 18
        assert {node.attrib.get("rel") for node in away} == {"noopener noreferrer"}

    def test_what_people_and_sites_wrote_stays_text(self, app: Flask, client: FlaskClient) -> None:
        raider(app, poisoned(with_problems(*MESSY), WORDS))

        html = client.get(CARD).text

        assert "&lt;img src=x" in html
        assert "<img src=x" not in html
        assert page_problems(html) == []

    def test_a_failed_card_says_so_and_keeps_its_data(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            character_id = add_member(add_guild(), "Nildank")
            add_card(character_id, status=CardStatus.FAILED, error="The gear could not be read.")

        html = client.get(CARD).text

        assert "The gear could not be read." in html
        assert "Cowl of the Umbral Hunt" in html

    def test_a_member_never_looked_at_is_offered_the_fetch(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_member(add_guild(), "Nildank", attempted_at=None, last_synced_at=None, outcome=None)

        answer = client.get(CARD)

        assert answer.status_code == 200
        assert "Nobody has looked yet" in answer.text
        assert f'formaction="{CARD}/refresh"' in answer.text


class TestAddress:
    @pytest.mark.parametrize(
        "other",
        [
            *["/characters/EU/Argent-Dawn/NILDANK", "/characters/eu/Argent Dawn/nildank"],
            *["/characters/eu/argent dawn/Nildank", "/characters/eu/argent-dawn/nilDANK"],
        ],
    )
    def test_any_spelling_leads_to_the_one(self, app: Flask, client: FlaskClient, other: str) -> None:
        raider(app)

        answer = client.get(other)

        assert (answer.status_code, answer.location) == (308, CARD)

    def test_a_slash_at_the_end_leads_to_the_address_without(self, client: FlaskClient) -> None:
        answer = client.get("/characters/eu/argent-dawn/D%C3%A4l/")

        assert (answer.status_code, answer.location) == (308, "/characters/eu/argent-dawn/D%C3%A4l")

    @pytest.mark.parametrize(("name", "other"), [("Дарокогор", "дарокогор"), ("Përtá", "Pe\u0308rta\u0301")])
    def test_letters_of_any_script_and_form(
        self, app: Flask, client: FlaskClient, name: str, other: str
    ) -> None:
        with app.app_context():
            add_member(add_guild(), name)

        answer = client.get(f"/characters/eu/argent-dawn/{other}", follow_redirects=True)

        assert answer.status_code == 200
        assert f"<bdi>{name}</bdi>" in answer.text

    def test_a_former_name_leads_on(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_former_name(add_member(add_guild(), "Nildank"), "Oldname")

        answer = client.get("/characters/eu/argent-dawn/oldname")

        assert (answer.status_code, answer.location) == (308, CARD)

    def test_of_one_key_the_exact_spelling_is_meant(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            guild_id = add_guild()
            for name in ("Strasse", "Straße"):
                add_member(guild_id, name)

        shown = [client.get(f"/characters/eu/argent-dawn/{name}") for name in ("Strasse", "Straße")]

        assert [answer.status_code for answer in shown] == [200, 200]
        assert ["<bdi>Strasse</bdi>" in answer.text for answer in shown] == [True, False]

    @pytest.mark.parametrize(
        "path",
        ["/characters/cn/x/Nildank", "/characters/eu/argent-dawn/a%00b", f"/characters/eu/x/{'a' * 300}"],
    )
    def test_what_can_be_nobody_is_not_found(self, client: FlaskClient, path: str) -> None:
        answer = client.get(path)

        assert answer.status_code == 404
        assert "look-up" not in answer.text


class TestUnknown:
    def test_the_page_says_so_and_offers_to_look(self, client: FlaskClient) -> None:
        answer = client.get("/characters/eu/argent-dawn/nobody")

        assert answer.status_code == 404
        assert "is not kept here" in answer.text
        assert 'formaction="/characters/eu/argent-dawn/nobody/look-up"' in answer.text

    def test_the_realm_has_its_name(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")

        assert "<bdi>Argent Dawn</bdi>" in client.get("/characters/eu/argent-dawn/nobody").text

    def test_it_links_to_who_may_have_been_meant(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_member(add_guild(), "Hánnírd", level=90)

        html = client.get("/characters/eu/argent-dawn/Hannird").text

        assert '<a href="/characters/eu/argent-dawn/H%C3%A1nn%C3%ADrd"><bdi>Hánnírd</bdi></a>?' in html

    def test_looking_up_leads_to_a_page_that_waits(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")

        answer = client.post("/characters/eu/argent-dawn/nobody/look-up", follow_redirects=True)

        assert answer.status_code == 404
        assert "Looking…" in answer.text
        assert 'hx-trigger="every 2s"' in answer.text
        poll = f"/characters/eu/argent-dawn/nobody/_strip?{answer.request.query_string.decode()}"
        assert "HX-Refresh" not in client.get(poll).headers

    def test_a_name_that_the_game_forbids_is_refused_with_the_reason(self, client: FlaskClient) -> None:
        answer = client.post("/characters/eu/argent-dawn/x1/look-up")

        assert answer.status_code == 404
        assert "2 to 12 letters" in answer.text


class TestStrip:
    def test_the_same_version_rings_for_nothing(self, app: Flask, client: FlaskClient) -> None:
        raider(app)
        version = client.get(f"{CARD}/_strip").headers["HX-Trigger"]
        assert version == "card-changed"

        page = client.get(CARD).text

        assert "card-changed from:body" in page

    def test_when_nobody_is_kept_any_more_the_page_is_loaded_anew(self, client: FlaskClient) -> None:
        answer = client.get(f"{CARD}/_strip?version=1")

        assert (answer.status_code, answer.headers["HX-Refresh"]) == (404, "true")

    def test_it_stops_asking_when_nothing_is_under_way(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        assert "every 2s" not in client.get(f"{CARD}/_strip").text


class TestRefresh:
    def test_a_press_makes_the_character_due_and_leads_back(self, app: Flask, client: FlaskClient) -> None:
        character_id = raider(app)

        answer = client.post(f"{CARD}/refresh")

        assert (answer.status_code, answer.location) == (303, f"{CARD}#strip")
        with app.app_context():
            of_it = (SyncTarget.character_id == character_id, SyncTarget.kind == TargetKind.CHARACTER)
            assert db.session.scalars(select(SyncTarget.wished_at).where(*of_it)).one() is not None

    def test_the_page_then_waits_and_offers_no_button(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        html = client.post(f"{CARD}/refresh", follow_redirects=True).text

        assert "Queued, next in line" in html
        assert "Refresh now</button>" not in html

    def test_a_form_without_its_token_is_refused(self, app: Flask, client: FlaskClient) -> None:
        raider(app)
        app.config["WTF_CSRF_ENABLED"] = True

        assert client.post(f"{CARD}/refresh").status_code == 400
