"""A person's own list is read with their token, which nothing keeps and whose refusal stops nobody else."""

import time
from collections.abc import Callable, Iterator

import pytest

from simulator import Simulator
from tests.simulator.application import Application
from tests.support.scripted_server import Asked, reply
from tests.support.upstream import SECRET, UNPACED, Upstream
from webapp.clients.battlenet import (
    AccountReader,
    BadPayload,
    BattleNetAccess,
    BattleNetError,
    Forbidden,
    NotFound,
    RateLimited,
    Region,
    Unauthorised,
    Unavailable,
    account_reader_from,
)
from webapp.clients.battlenet.payloads.account import Account
from webapp.lib.http import MIB

TOKEN = "EUpersons-own-token-of-today-1234"
NOBODY = b'{"id":1,"wow_accounts":[]}'
Reader = Callable[..., AccountReader]


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Make readers that ask one server in every region."""
    made: list[AccountReader] = []

    def make(url: str) -> AccountReader:
        access = BattleNetAccess(client_id="muster", client_secret=SECRET, api_base=url)
        made.append(account_reader_from(access, redis=None, limits=UNPACED))
        return made[-1]

    yield make
    for one in made:
        one.close()


class TestTheCall:
    def test_names_region_namespace_and_language(self, reader: Reader) -> None:
        with Upstream(lambda _: reply(body=NOBODY)) as upstream:
            account = reader(f"{upstream.url}/{{region}}").account(Region.TW, TOKEN)

            asked = upstream.asked

        assert account == Account(characters=(), unread=0)
        assert [one.target for one in asked] == ["/tw/profile/user/wow?namespace=profile-tw&locale=zh_TW"]
        assert asked[0].headers["authorization"] == f"Bearer {TOKEN}"

    def test_a_redirect_takes_the_token_nowhere(self, reader: Reader) -> None:
        with Upstream() as other:
            there = reply(302, headers={"Location": other.url})
            with Upstream(lambda _: there) as upstream, pytest.raises(Unavailable):
                reader(upstream.url).account(Region.EU, TOKEN)

            assert other.asked == []

    def test_silence_ends_in_time(self, reader: Reader) -> None:
        def silent(_: Asked) -> bytes:
            time.sleep(3)
            return b""

        with Upstream(silent) as upstream:
            slow = reader(upstream.url)
            slow._total_seconds = 0.5
            started = time.monotonic()
            with pytest.raises(Unavailable):
                slow.account(Region.EU, TOKEN)

            assert time.monotonic() - started < 2.5

    def test_a_flood_is_not_read(self, reader: Reader) -> None:
        with Upstream(lambda _: reply(body=b" " * 17 * MIB)) as upstream, pytest.raises(Unavailable):
            reader(upstream.url).account(Region.EU, TOKEN)


class TestFaults:
    @pytest.mark.parametrize(
        ("answer", "expected", "calls"),
        [
            (reply(401), Unauthorised, 1),
            (reply(403, b'{"code":403,"type":"BLZWEBAPI00000403","detail":"Forbidden"}'), Forbidden, 1),
            (reply(404), NotFound, 1),
            (reply(429), RateLimited, 1),
            (reply(503), Unavailable, 3),
            (reply(200, b"<html>", content_type="text/html"), Unavailable, 3),
            (reply(body=b'{"id":1}'), BadPayload, 1),
        ],
    )
    def test_each_has_its_error_and_is_asked_again_only_where_that_helps(
        self, reader: Reader, answer: bytes, expected: type[BattleNetError], calls: int
    ) -> None:
        with Upstream(lambda _: answer) as upstream:
            with pytest.raises(expected):
                reader(upstream.url).account(Region.EU, TOKEN)

            assert len(upstream.asked) == calls

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_refused_person_stops_nobody_else(self, reader: Reader, status: int) -> None:
        hidden = b'{"code":403,"type":"BLZWEBAPI00000403","detail":"Forbidden"}'
        with Upstream(lambda _: reply(status, hidden)) as upstream:
            one = reader(upstream.url)
            for _ in range(8):
                with pytest.raises(BattleNetError):
                    one.account(Region.EU, TOKEN)

            assert one._governor.state().refused_reason is None
            assert len(upstream.asked) == 8

    def test_a_refused_client_stops_all_calls(self, reader: Reader) -> None:
        closed = reply(403, b'{"code":403,"type":"Forbidden","detail":"Account Inactive"}')
        with Upstream(lambda _: closed) as upstream:
            one = reader(upstream.url)
            with pytest.raises(Unauthorised):
                one.account(Region.EU, TOKEN)

        assert one._governor.state().refused_reason is not None

    @pytest.mark.parametrize("before", [0, 150, 375, 395])
    @pytest.mark.parametrize("status", [200, 401, 403, 500])
    def test_an_error_never_quotes_the_token(self, reader: Reader, status: int, before: int) -> None:
        echo = reply(status, b"." * before + f"no: {TOKEN}".encode())
        with Upstream(lambda _: echo) as upstream, pytest.raises(BattleNetError) as error:
            reader(upstream.url).account(Region.EU, TOKEN)

        said = f"{error.value!r} {error.value} {error.value.__cause__!r} {error.value.__context__!r}"
        assert TOKEN[:8] not in said


class TestInTheSimulator:
    def test_an_officer_is_told_their_characters(self, reader: Reader, simulator: Simulator) -> None:
        token = Application(simulator).sign_in("officer")["access_token"]

        account = reader(f"{simulator.url}/{{region}}").account(Region.EU, token)

        known = simulator.control.account("officer")["characters"]
        assert {one.id for one in account.characters} == {one["id"] for one in known if one["region"] == "eu"}
