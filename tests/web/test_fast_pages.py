"""What was answered a moment ago goes out again as it was, to whoever may see it still and to nobody else."""

from threading import Thread

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from tests.support.deciding import decide, open_to_visitors
from tests.support.long_ways import long_ways, told
from tests.support.roll import PAGE, tracked
from tests.support.signed_in import Person, browser_of, enlisted
from tests.web.askers import use_up
from tests.web.losing import WAYS, Change, change
from tests.web.test_timing import count
from webapp.caching.api import invalidate_guild, tiers
from webapp.caching.counts import Tier
from webapp.caching.regions import Region
from webapp.models import Character, Guild
from webapp.permissions.policy import Tool
from webapp.web.limit_rules import PAGES

TABLE = f"{PAGE}_table"


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a guild of two."""
    return tracked(app, "Jaina", "Thrall")


@pytest.fixture
def member(app: Flask, guild_id: int) -> Person:
    """Give a member of it."""
    return enlisted(app, guild_id, "Uther", rank=3)


@pytest.fixture
def browser(app: Flask, member: Person) -> FlaskClient:
    """Give the member's browser, which has the table."""
    browser = browser_of(app, member)
    for _ in range(2):
        assert browser.get(TABLE).status_code == 200
    return browser


def hits_of(app: Flask) -> int:
    """Return how often a roster was found in this process's memory."""
    with app.app_context():
        found = tiers().counters.now().get((Region.ROSTER, Tier.PROCESS))
        return 0 if found is None else found.hits


class TestAgain:
    @pytest.mark.parametrize("known", [{}, {"If-None-Match": "*"}], ids=["whole", "unchanged"])
    @pytest.mark.parametrize("more", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "gzip"])
    def test_it_is_what_the_framework_answered(
        self, app: Flask, browser: FlaskClient, known: dict[str, str], more: dict[str, str]
    ) -> None:
        first = browser.get(TABLE, headers={**known, **more})
        with long_ways(app) as taken:
            second = browser.get(TABLE, headers={**known, **more})

        assert (told(second), taken) == (told(first), [])
        assert second.status_code == (304 if known else 200)
        assert len(second.headers["X-Request-Id"]) == 16
        assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]

    def test_somebody_of_the_same_rights_is_sent_the_same(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        other = browser_of(app, enlisted(app, guild_id, "Arthas", rank=3, left_at=None))
        answers = [browser.get(TABLE), other.get(TABLE)]
        with long_ways(app) as taken:
            answers += [browser.get(TABLE), other.get(TABLE)]

        assert (len({told(answer)[1] for answer in answers}), taken) == (1, [])

    @pytest.mark.parametrize(
        "headers",
        [
            {"HX-Current-URL": f"http://localhost{PAGE}?sort=rank"},
            {"HX-Request": "true"},
            {"Host": "127.0.0.1"},
        ],
        ids=lambda headers: next(iter(headers)),
    )
    def test_what_differs_by_a_header_is_told_apart(
        self, app: Flask, browser: FlaskClient, headers: dict[str, str]
    ) -> None:
        with long_ways(app) as taken:
            browser.get(TABLE, headers=headers)

        assert taken == ["asked"]

    def test_one_browser_has_it_and_another_has_not(self, browser: FlaskClient) -> None:
        known = {"If-None-Match": browser.get(TABLE).headers["ETag"]}

        statuses = [browser.get(TABLE, headers=headers).status_code for headers in (known, {}, known, {})]

        assert statuses == [304, 200, 304, 200]

    def test_it_counts_as_a_page_and_as_a_hit(self, app: Flask, browser: FlaskClient) -> None:
        pages = count("roster.table", "GET", "200")
        hits = hits_of(app)
        with long_ways(app) as taken:
            browser.get(TABLE)

        assert (taken, count("roster.table", "GET", "200")) == ([], pages + 1)
        assert hits_of(app) == hits + 1

    def test_it_counts_towards_the_limit(self, limited: Flask) -> None:
        person = enlisted(limited, tracked(limited, "Jaina"), "Uther", rank=3)
        browser = browser_of(limited, person)
        first = browser.get(TABLE).status_code
        use_up(limited, f"person:{person.user_id}", PAGES.per_minute)

        assert (first, browser.get(TABLE).status_code) == (200, 429)


def rename_in_silence(app: Flask, guild_id: int, browser: FlaskClient) -> None:
    """Give all another name, and let a new table be kept, all under the same version."""
    change(app, Character, name="Sylvanas")
    with app.app_context():
        invalidate_guild(guild_id)
        tiers().memory.delete_prefix("")
    browser.get(PAGE)


class TestNotAgain:
    @pytest.mark.parametrize("event", WAYS)
    def test_who_may_not_see_it_any_more_is_refused_at_once(
        self, app: Flask, guild_id: int, browser: FlaskClient, event: Change
    ) -> None:
        event(app, guild_id)

        assert browser.get(TABLE).status_code == 404

    def test_a_new_version_is_shown_at_once(self, app: Flask, browser: FlaskClient) -> None:
        change(app, Character, name="Sylvanas")
        change(app, Guild, data_version=Guild.data_version + 1)

        assert "<bdi>Sylvanas</bdi>" in browser.get(TABLE).text

    def test_what_was_let_go_of_is_made_anew(self, app: Flask, guild_id: int, browser: FlaskClient) -> None:
        with app.app_context():
            invalidate_guild(guild_id)
            tiers().memory.delete_prefix("")
        with long_ways(app) as taken:
            browser.get(TABLE)

        assert taken == ["asked"]

    def test_what_was_made_anew_for_another_page_is_sent(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        rename_in_silence(app, guild_id, browser)

        assert "<bdi>Sylvanas</bdi>" in browser.get(TABLE).text

    def test_what_was_made_anew_while_it_was_answered_is_sent(
        self, app: Flask, guild_id: int, member: Person, browser: FlaskClient
    ) -> None:
        others = [Thread(target=rename_in_silence, args=(app, guild_id, browser_of(app, member)))]

        def meanwhile(answer: Response) -> Response:
            if others:
                (other := others.pop()).start()
                other.join()
            return answer

        app.after_request_funcs[None].append(meanwhile)
        headers = {"HX-Request": "true"}

        browser.get(TABLE, headers=headers)  # made of what was replaced before it was kept

        assert "<bdi>Sylvanas</bdi>" in browser.get(TABLE, headers=headers).text

    def test_who_is_told_something_else_beside_it_is_told_that(self, app: Flask, guild_id: int) -> None:
        decide(app, guild_id, Tool.LAST_SEEN, min_rank=1)
        browsers = {
            rank: browser_of(app, enlisted(app, guild_id, f"Wrynn{rank}", rank=rank)) for rank in (4, 5)
        }

        for _ in range(2):
            for rank, browser in browsers.items():
                assert f"you have rank {rank}" in browser.get(TABLE).text

    def test_who_sees_more_is_sent_something_else(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        decide(app, guild_id, Tool.LAST_SEEN, min_rank=1)
        officer = browser_of(app, enlisted(app, guild_id, "Anduin", rank=1))

        for _ in range(2):
            assert "Last seen" in officer.get(TABLE).text
            assert "Last seen" not in browser.get(TABLE).text

    def test_whoever_is_not_signed_in_asks_the_gate(self, app: Flask, browser: FlaskClient) -> None:
        assert browser.get(TABLE).status_code == 200
        assert browser_of(app, None).get(TABLE).status_code == 404

    def test_visitors_are_counted_by_their_address(self, app: Flask, guild_id: int) -> None:
        open_to_visitors(app, guild_id)
        visitor = browser_of(app, None)
        with long_ways(app) as taken:
            assert [visitor.get(TABLE).status_code for _ in range(3)] == [200] * 3

        assert taken == ["asked"] * 3
