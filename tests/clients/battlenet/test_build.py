"""A client put together from settings: where it asks, as whom, and what its processes share."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from redis import Redis

from tests.support.scripted_server import ScriptedServer, reply
from tests.support.upstream import SECRET, UNPACED, Upstream
from webapp.clients.battlenet import BattleNet, BattleNetAccess, Region, battlenet_from
from webapp.clients.battlenet.build import hash_of_client
from webapp.clients.upstream.identity import USER_AGENT
from webapp.lib.http import OriginRefused

STATUS = reply(body=b'{"id":7,"is_valid":true}')


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(lambda _asked: STATUS) as upstream:
        yield upstream


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as redis:
        redis.flushall()
        yield redis


def access_to(upstream: ScriptedServer) -> BattleNetAccess:
    return BattleNetAccess(
        client_id="test-client",
        client_secret=SECRET,
        api_base=upstream.url + "/{region}",
        oauth_base=upstream.url,
    )


def built(access: BattleNetAccess, *, redis: Redis | None = None, cipher: Fernet | None = None) -> BattleNet:
    return battlenet_from(access, redis=redis, cipher=cipher, limits=UNPACED)


def ask(client: BattleNet, region: Region = Region.EU) -> None:
    client.character_status(region, "rainmoor", "Jaina")
    client.close()


class TestBattleNetAccess:
    def test_the_secret_is_not_shown(self) -> None:
        assert SECRET not in repr(BattleNetAccess(client_id="test-client", client_secret=SECRET))

    def test_battle_net_itself_is_meant_unless_another_is_named(self) -> None:
        access = BattleNetAccess(client_id="a", client_secret="b")

        assert access.api_base == "https://{region}.api.blizzard.com"
        assert access.oauth_base == "https://oauth.battle.net"


class TestAddresses:
    @pytest.mark.parametrize("region", Region)
    def test_the_region_is_put_into_the_address(self, upstream: Upstream, region: Region) -> None:
        ask(built(access_to(upstream)), region)

        (asked,) = upstream.data_calls
        assert asked.target.startswith(f"/{region}/profile/wow/character/rainmoor/jaina/status?")

    @pytest.mark.parametrize("ending", ["", "/"])
    def test_a_slash_at_the_end_makes_no_difference(self, upstream: Upstream, ending: str) -> None:
        access = replace(
            access_to(upstream), api_base=upstream.url + ending, oauth_base=upstream.url + ending
        )

        ask(built(access))

        assert [asked.target.partition("?")[0] for asked in upstream.asked] == [
            "/token",
            "/profile/wow/character/rainmoor/jaina/status",
        ]

    def test_every_call_says_who_we_are_and_what_we_can_decode(self, upstream: Upstream) -> None:
        ask(built(access_to(upstream)))

        said = {(asked.headers["user-agent"], asked.headers["accept-encoding"]) for asked in upstream.asked}
        assert said == {(USER_AGENT, "gzip")}

    def test_only_four_regions_and_the_token_endpoint_can_be_reached(self) -> None:
        client = built(BattleNetAccess(client_id="test-client", client_secret=SECRET))

        hosts = {urlsplit(origin).hostname for origin in client._http.allowed.origins}
        assert hosts == {"oauth.battle.net", *(f"{region}.api.blizzard.com" for region in Region)}

    def test_an_address_elsewhere_is_refused_before_anything_is_sent(self, upstream: Upstream) -> None:
        client = built(access_to(upstream))
        with socket.create_server(("127.0.0.1", 0)) as elsewhere:
            elsewhere.setblocking(False)  # noqa: FBT003 - the signature of socket

            with pytest.raises(OriginRefused):
                client._http.get(f"http://127.0.0.1:{elsewhere.getsockname()[1]}/token")
            with pytest.raises(BlockingIOError):
                elsewhere.accept()


class TestWhatProcessesShare:
    def test_with_redis_and_a_cipher_one_token_serves_all(self, upstream: Upstream, redis: Redis) -> None:
        cipher = Fernet(Fernet.generate_key())

        for _process in range(3):
            ask(built(access_to(upstream), redis=redis, cipher=cipher))

        assert len(upstream.token_calls) == 1

    def test_another_client_id_has_a_token_of_its_own(self, upstream: Upstream, redis: Redis) -> None:
        cipher = Fernet(Fernet.generate_key())

        for client_id in ("one", "other"):
            access = replace(access_to(upstream), client_id=client_id)
            ask(built(access, redis=redis, cipher=cipher))

        assert [asked.headers["authorization"] for asked in upstream.data_calls] == [
            "Bearer EUtoken1",
            "Bearer EUtoken2",
        ]

    def test_without_a_cipher_no_token_leaves_the_process(self, upstream: Upstream, redis: Redis) -> None:
        for _process in range(2):
            ask(built(access_to(upstream), redis=redis))

        assert len(upstream.token_calls) == 2
        assert not list(redis.scan_iter("token:*"))

    def test_without_redis_it_works_alone(self, upstream: Upstream) -> None:
        ask(built(access_to(upstream), cipher=Fernet(Fernet.generate_key())))

        assert len(upstream.data_calls) == 1

    def test_a_pause_of_one_process_holds_for_the_others_of_its_client_id(
        self, upstream: Upstream, redis: Redis
    ) -> None:
        limits = replace(UNPACED, longest_pause=30)
        access = access_to(upstream)
        one, same = (battlenet_from(access, redis=redis, cipher=None, limits=limits) for _ in range(2))
        other = built(replace(access, client_id="other"), redis=redis)

        one.governor.pause(30)

        paused = [client.governor.state().paused_until is not None for client in (same, other)]
        assert paused == [True, False]


class TestHashOfClient:
    def test_it_is_the_same_in_every_process_and_does_not_tell_the_id(self) -> None:
        name = hash_of_client("test-client")

        assert name == "bedcd63595b3bb426b29cce9"
        assert "test" not in name

    def test_two_client_ids_have_two_names(self) -> None:
        assert hash_of_client("a") != hash_of_client("b")
