"""The roster's addresses, as a browser without JavaScript and as htmx use them."""

from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.roll import NOON, PAGE, add_guild, add_member, tracked
from webapp.extensions import db
from webapp.models import Character, Guild, SyncRun
from webapp.words import RunKind, RunTrigger

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '" hx-get="/steal" hx-trigger="load',
    "</bdi></th></tr></table><h1>owned</h1>",
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    "\u202eevil\u2066",
]


@pytest.fixture
def guild_id(app: Flask) -> int:
    return tracked(app, "Thrall", "Jaina", "Arthas")


def elements(html: str) -> list[str]:
    """Return the names and attribute names of all elements, in order."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [f"{node.tag}{sorted(node.attrib)}" for node in tree.iter() if isinstance(node.tag, str)]


@pytest.mark.usefixtures("guild_id")
class TestIndex:
    def test_it_shows_the_members(self, client: FlaskClient) -> None:
        html = client.get(PAGE).text

        assert all(f"<bdi>{name}</bdi>" in html for name in ("Thrall", "Jaina", "Arthas"))

    def test_it_says_what_the_line_under_an_item_level_means(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_member(1, "Sylvanas", equipped_item_level=300)

        assert "the nearer the guild's best" in client.get(PAGE).text

    def test_a_problem_leads_to_what_has_to_be_mended(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_member(1, "Sylvanas", problem_count=3)

        html = client.get(PAGE + "?audit=problems").text

        link = "/characters/eu/argent-dawn/Sylvanas"
        assert f'<a href="{link}#fixes" aria-label="3 problems in the gear">3</a>' in html
        assert (f'<a href="{link}"><bdi>Sylvanas</bdi></a>' in html, "Thrall" in html) == (True, False)

    def test_the_sorted_column_says_so(self, client: FlaskClient) -> None:
        html = client.get(PAGE + "?sort=rating").text

        assert html.count("aria-sort") == 1
        assert 'class="h-rating" aria-sort="descending"' in html

    def test_a_field_that_cannot_be_used_is_named_and_the_roster_shown_without_it(
        self, client: FlaskClient
    ) -> None:
        answer = client.get(PAGE + "?sort=<b>&page_size=100")

        assert answer.status_code == 400
        assert "<code>sort</code> cannot be" in answer.text
        assert "&lt;b&gt;" in answer.text
        assert "<bdi>Thrall</bdi>" in answer.text

    def test_a_search_without_success_is_told_once_with_one_way_out(self, client: FlaskClient) -> None:
        html = client.get(PAGE + "_table?q=nobody").text

        assert html.count("Nobody of 3 fits") == 1
        assert ("0</strong> of" in html, html.count(f'href="{PAGE}"')) == (False, 1)

    def test_there_is_no_inline_script_style_or_handler(self, client: FlaskClient) -> None:
        html = client.get(PAGE).text

        tree = html5lib.parse(html, namespaceHTMLElements=False)
        assert all(node.get("src") and not node.text for node in tree.iter("script"))
        assert not list(tree.iter("style"))
        assert not [
            name for node in tree.iter() for name in node.attrib if name == "style" or name.startswith("on")
        ]

    def test_no_javascript_is_needed_to_filter_and_refresh(self, client: FlaskClient) -> None:
        html = client.get(PAGE + "?role=tank").text

        assert f'<form id="filters" class="filters no-print" method="get" action="{PAGE}"' in html
        assert f'form="act" formaction="{PAGE}refresh?role=tank"' in html
        assert '<form id="act" method="post"' in html


class TestHostileNames:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_name_adds_no_element_and_no_attribute(
        self, app: Flask, client: FlaskClient, name: str
    ) -> None:
        with app.app_context():
            guild_id = add_guild()
            member = add_member(
                guild_id, "Plain", realm="elsewhere", mythic_rating=1.0, mythic_rating_color="#ffffff"
            )
        expected = elements(client.get(PAGE).text)
        with app.app_context():
            character = db.session.get_one(Character, member)
            character.name = name[:64]
            character.realm = name[:64]
            character.mythic_rating_color = name[:7]
            db.session.get_one(Guild, guild_id).data_version += 1
            db.session.commit()

        assert elements(client.get(PAGE).text) == expected


@pytest.mark.usefixtures("guild_id")
class TestTable:
    def test_it_is_only_the_table_and_the_address_bar_follows(self, client: FlaskClient) -> None:
        answer = client.get(
            PAGE + "_table?q=JAINA&seen=", headers={"HX-Current-URL": f"http://localhost{PAGE}"}
        )

        assert "<html" not in answer.text
        assert answer.headers["HX-Push-Url"] == PAGE + "?q=JAINA"

    def test_a_live_update_adds_no_history(self, client: FlaskClient) -> None:
        here = {"HX-Current-URL": f"http://localhost{PAGE}?q=jaina"}

        assert client.get(PAGE + "_table?q=jaina", headers=here).headers["HX-Push-Url"] == "false"

    @pytest.mark.parametrize("address", ["http://[", "http://[::1", "\xff", "%ff", "x" * 9000])
    def test_an_address_that_is_none_is_no_address(self, client: FlaskClient, address: str) -> None:
        answer = client.get(PAGE + "_table?q=jaina", headers={"HX-Current-URL": address})

        assert (answer.status_code, answer.headers["HX-Push-Url"]) == (200, PAGE + "?q=jaina")


@pytest.mark.usefixtures("guild_id")
class TestStrip:
    def test_a_quiet_strip_has_no_trigger(self, client: FlaskClient) -> None:
        assert "hx-trigger" not in client.get(PAGE + "_strip?version=0").text

    def test_newer_data_rings_for_a_new_table(self, client: FlaskClient) -> None:
        assert client.get(PAGE + "_strip?version=0").headers.get("HX-Trigger") is None
        assert client.get(PAGE + "_strip?version=7").headers["HX-Trigger"] == "roster-changed"

    def test_an_active_run_polls_and_refreshes_without_javascript(
        self, app: Flask, client: FlaskClient, guild_id: int
    ) -> None:
        run_id = add_run(app, guild_id)

        html = client.get(PAGE).text

        assert 'hx-trigger="every 2s"' in html
        assert '<noscript><meta http-equiv="refresh"' in html
        assert f'formaction="{PAGE}sync/runs/{run_id}/cancel"' in html
        assert '<progress value="12" max="60"' in html


def add_run(app: Flask, guild_id: int) -> int:
    with app.app_context():
        run = SyncRun(
            scope=f"guild:{guild_id}", kind=RunKind.CHARACTERS, trigger=RunTrigger.SCHEDULE, started_at=NOON,
            lease_until=NOON, planned=60, done=12, calls=80,
        )  # fmt: skip
        db.session.add(run)
        db.session.commit()
        return run.id


class TestRefresh:
    def test_a_press_is_granted_once_and_leads_back_to_the_view(
        self, app: Flask, client: FlaskClient, guild_id: int
    ) -> None:
        answers = [client.post(PAGE + "refresh?role=tank") for _ in range(2)]

        assert [(answer.status_code, answer.location) for answer in answers] == [
            (303, PAGE + "?role=tank")
        ] * 2
        with app.app_context():
            assert (
                len(db.session.scalars(select(SyncRun).where(SyncRun.scope == f"guild:{guild_id}")).all())
                == 1
            )
        assert "again from" in client.get(PAGE).text or "Queued" in client.get(PAGE).text

    def test_without_the_token_nothing_happens(self, app: Flask, client: FlaskClient, guild_id: int) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        answer = client.post(PAGE + "refresh")

        assert answer.status_code == 400
        assert "Nothing was done: this form is from before" in answer.text
        with app.app_context():
            assert db.session.scalars(select(SyncRun)).all() == []
            assert db.session.get_one(Guild, guild_id).data_version == 0

    def test_the_cookie_of_the_form_is_not_sent_from_other_sites(
        self, client: FlaskClient, guild_id: int
    ) -> None:
        cookie = client.get(PAGE).headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert guild_id

    def test_a_look_changes_nothing(self, client: FlaskClient, guild_id: int) -> None:
        assert client.get(PAGE + "refresh").status_code == 405
        assert guild_id


@pytest.fixture(autouse=True)
def _close(app: Flask) -> Iterator[None]:
    yield
    with app.app_context():
        db.session.remove()
