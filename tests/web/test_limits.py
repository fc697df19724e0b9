"""Whoever asks too often is told when to go on: each person, token and address alone, also without Redis."""

import time
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from tests.support.redis_server import RedisServer
from tests.support.roll import PAGE, add_guild
from tests.support.signed_in import browser_of, enlisted, signed_in
from tests.web.askers import asked_before, from_address, keep_attempt, statuses, token_of, use_up
from webapp import create_app
from webapp.config import Settings
from webapp.lib import clock
from webapp.web.limit_rules import PAGES, SIGN_IN, UNKNOWN_PROGRAMS, WRITES

CARD = "/api/character-cache?region=EU&realm=argent-dawn&characterName=Jaina"
SLOWER_BY = 0.3
"""Seconds that a request may take longer because Redis hangs."""
BUSY = 0.15
"""Seconds that a page may take on a busy machine, Redis or not."""


class TestAnAddress:
    def test_may_begin_so_many_sign_ins_and_no_more(self, limited: Flask) -> None:
        answers = statuses(from_address(limited, "203.0.113.7"), "/sign-in", 21, method="POST")

        assert answers == [422] * SIGN_IN.per_minute + [429]

    def test_shares_the_way_there_and_back(self, limited: Flask) -> None:
        one = from_address(limited, "203.0.113.7")
        keep_attempt(one, "begun")
        statuses(one, "/sign-in", SIGN_IN.per_minute, method="POST")

        assert one.get("/sign-in/callback?state=begun").status_code == 429

    def test_leaves_others_alone(self, limited: Flask) -> None:
        statuses(from_address(limited, "203.0.113.7"), "/sign-in", SIGN_IN.per_minute + 1, method="POST")

        assert from_address(limited, "203.0.113.8").post("/sign-in").status_code == 422

    def test_is_the_whole_home_of_an_ipv6_one(self, limited: Flask) -> None:
        statuses(from_address(limited, "2001:db8::1"), "/sign-in", SIGN_IN.per_minute, method="POST")

        assert from_address(limited, "2001:db8::ffff").post("/sign-in").status_code == 429
        assert from_address(limited, "2001:db8:0:1::1").post("/sign-in").status_code == 422

    def test_that_is_refused_is_counted_too(self, limited: Flask, server: RedisServer) -> None:
        browser = from_address(limited, "203.0.113.7")
        first = browser.get(PAGE).status_code
        asked_before(server, PAGES.per_minute - 2)

        assert (first, statuses(browser, PAGE, 2)) == (404, [404, 429])

    def test_is_probed_for_health_without_end(self, limited: Flask, server: RedisServer) -> None:
        browser = from_address(limited, "203.0.113.7")
        browser.get("/sign-in")
        asked_before(server, PAGES.per_minute)

        assert (browser.get("/sign-in").status_code, browser.get("/healthz").status_code) == (429, 200)


class TestAPerson:
    def test_may_write_so_often_whatever_the_address(self, limited: Flask) -> None:
        person = signed_in(limited)
        browsers = [browser_of(limited, person) for _ in range(2)]
        for browser, address in zip(browsers, ("203.0.113.7", "203.0.113.8"), strict=True):
            browser.environ_base["REMOTE_ADDR"] = address

        answers = [browsers[n % 2].post("/view-as/stop").status_code for n in range(WRITES.per_minute + 1)]

        assert answers == [303] * WRITES.per_minute + [429]

    def test_goes_on_reading(self, limited: Flask) -> None:
        browser = browser_of(limited, signed_in(limited))
        statuses(browser, "/view-as/stop", WRITES.per_minute + 1, method="POST")

        assert browser.get("/").status_code == 200

    def test_is_not_held_up_by_another_at_the_same_address(self, limited: Flask) -> None:
        statuses(
            browser_of(limited, signed_in(limited)), "/view-as/stop", WRITES.per_minute + 1, method="POST"
        )

        assert browser_of(limited, signed_in(limited)).post("/view-as/stop").status_code == 303

    def test_that_reads_too_often_waits_and_may_still_write(self, limited: Flask) -> None:
        person = signed_in(limited)
        use_up(limited, f"person:{person.user_id}", PAGES.per_minute)

        answer = browser_of(limited, person).get("/me/data")

        assert answer.status_code == 429
        assert f"Wait {answer.headers['Retry-After']} second" in answer.text
        assert browser_of(limited, person).post("/view-as/stop").status_code == 303

    def test_that_reads_is_counted_under_no_address(self, limited: Flask, server: RedisServer) -> None:
        statuses(browser_of(limited, signed_in(limited)), "/me/data", 2)

        with server.client() as client:
            assert client.keys("muster:limits:person:*")
            assert client.keys("LIMITS:*") == []

    def test_is_told_on_a_page_how_long_to_wait(self, limited: Flask) -> None:
        browser = from_address(limited, "203.0.113.7")
        statuses(browser, "/sign-in", SIGN_IN.per_minute, method="POST")

        answer = browser.post("/sign-in")

        wait = int(answer.headers["Retry-After"])
        assert 1 <= wait <= 60
        assert f"Wait {wait} second" in answer.text
        assert "<h1>Too fast</h1>" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_is_told_beside_the_page_where_htmx_asked(self, limited: Flask) -> None:
        browser = from_address(limited, "203.0.113.7")
        statuses(browser, "/sign-in", SIGN_IN.per_minute, method="POST")

        answer = browser.post("/sign-in", headers={"HX-Request": "true"})

        assert '"muster:notice": "More than 20 requests' in answer.headers["HX-Trigger"]
        assert "HX-Redirect" not in answer.headers


class TestAProgram:
    def test_sees_what_is_left_on_every_answer(self, limited: Flask) -> None:
        headers = token_of(limited)
        program = limited.test_client()

        first, second = program.get(CARD, headers=headers), program.get(CARD, headers=headers)

        assert (first.status_code, first.headers["RateLimit-Limit"]) == (404, "600")
        assert (first.headers["RateLimit-Remaining"], second.headers["RateLimit-Remaining"]) == ("599", "598")
        assert 1 <= int(second.headers["RateLimit-Reset"]) <= 60
        assert second.headers["RateLimit-Policy"] == "600;w=60"

    def test_without_a_token_learns_so_as_a_problem(self, limited: Flask) -> None:
        program = from_address(limited, "203.0.113.7")
        statuses(program, CARD, UNKNOWN_PROGRAMS.per_minute)

        answer = program.get(CARD)

        assert (answer.status_code, answer.content_type) == (429, "application/problem+json")
        assert answer.json is not None
        assert (answer.json["code"], answer.json["status"]) == ("rate_limited", 429)
        assert answer.headers["RateLimit-Remaining"] == "0"
        assert int(answer.headers["Retry-After"]) >= 1

    def test_with_one_is_not_held_up_by_those_who_guess(self, limited: Flask) -> None:
        guessing = {"Authorization": "Bearer mst_" + "A" * 43}
        program = from_address(limited, "203.0.113.7")
        guesses = statuses(program, CARD, UNKNOWN_PROGRAMS.per_minute + 1, headers=guessing)

        assert guesses == [401] * UNKNOWN_PROGRAMS.per_minute + [429]
        assert program.get(CARD, headers=token_of(limited)).status_code == 404

    def test_has_its_own_count_beside_other_tokens(self, limited: Flask) -> None:
        one, other = token_of(limited), token_of(limited)
        program = limited.test_client()
        program.get(CARD, headers=one)

        assert program.get(CARD, headers=other).headers["RateLimit-Remaining"] == "599"


class TestCounting:
    def test_two_processes_share_one_count(self, limited: Flask, settings: Settings) -> None:
        other = create_app(
            replace(settings, limits_factor=1, redis_url=limited.extensions["muster_settings"].redis_url)
        )
        other.config.update(WTF_CSRF_ENABLED=False)
        statuses(from_address(limited, "203.0.113.7"), "/sign-in", SIGN_IN.per_minute, method="POST")

        assert from_address(other, "203.0.113.7").post("/sign-in").status_code == 429


class TestWithoutRedis:
    def test_each_process_counts_for_itself(self, limited: Flask, server: RedisServer) -> None:
        server.kill()

        answers = statuses(from_address(limited, "203.0.113.7"), "/sign-in", 21, method="POST")

        assert answers == [422] * SIGN_IN.per_minute + [429]

    def test_that_hangs_no_request_takes_much_longer(self, limited: Flask, server: RedisServer) -> None:
        with limited.app_context():
            guild_id = add_guild(roster_succeeded_at=clock.now())
        browser = browser_of(limited, enlisted(limited, guild_id, "Jaina", rank=1))
        paths = ("/characters/eu/argent-dawn/Jaina", PAGE, "/", CARD)
        for path in paths:
            browser.get(path)
        server.hang()

        took = [seconds_for(browser, path) for _ in range(8) for path in paths]

        server.resume()
        assert sorted(took)[-3] < SLOWER_BY + BUSY  # the machine may stop once or twice

    def test_that_comes_back_is_asked_again(self, limited: Flask, server: RedisServer) -> None:
        browser = from_address(limited, "203.0.113.7")
        server.kill()
        browser.get("/sign-in")
        server.start()

        until = time.monotonic() + 10
        with server.client() as client:
            while time.monotonic() < until and not client.keys("LIMITS:*"):
                assert browser.get("/sign-in").status_code in {200, 429}
            assert client.keys("LIMITS:*")


def seconds_for(browser: FlaskClient, path: str) -> float:
    began = time.monotonic()
    assert browser.get(path).status_code in {200, 401}
    return time.monotonic() - began
