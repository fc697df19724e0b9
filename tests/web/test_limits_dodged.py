"""No way around being counted, and none to use up what others have."""

import pytest
from flask import Flask

from tests.support.roll import PAGE, add_guild
from tests.support.signed_in import browser_of, enlisted, signed_in
from tests.web.askers import from_address, keep_attempt, statuses
from webapp.lib import clock
from webapp.web.limit_rules import EXPORT, SIGN_IN, WRITES


class TestAnAddress:
    @pytest.mark.parametrize("query", ["", "?state=", "?state=another", "?state=another&state=begun"])
    def test_is_not_kept_from_signing_in_by_ways_back_that_never_began(
        self, limited: Flask, query: str
    ) -> None:
        one = from_address(limited, "203.0.113.7")
        keep_attempt(one, "begun")
        statuses(one, f"/sign-in/callback{query}", SIGN_IN.per_minute + 1)

        assert from_address(limited, "203.0.113.7").post("/sign-in").status_code == 422

    def test_that_sends_forms_without_a_token_is_counted(self, limited: Flask) -> None:
        limited.config["WTF_CSRF_ENABLED"] = True
        answers = statuses(
            from_address(limited, "203.0.113.7"), "/sign-out", WRITES.per_minute + 1, method="POST"
        )

        assert answers == [400] * WRITES.per_minute + [429]


class TestAPerson:
    def test_is_counted_where_the_address_leads_on(self, limited: Flask) -> None:
        with limited.app_context():
            guild_id = add_guild(roster_succeeded_at=clock.now())
        browser = browser_of(limited, enlisted(limited, guild_id, "Jaina", rank=1))
        old = f"{PAGE}refresh".replace("/eu/", "/EU/")

        answers = statuses(browser, old, WRITES.per_minute + 1, method="POST")

        assert answers == [308] * WRITES.per_minute + [429]

    def test_takes_what_is_stored_along_so_often(self, limited: Flask) -> None:
        browser = browser_of(limited, signed_in(limited))

        answers = statuses(browser, "/me/data/export.json", EXPORT.per_minute + 1)

        assert answers == [200] * EXPORT.per_minute + [429]
