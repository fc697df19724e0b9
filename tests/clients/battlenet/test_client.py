"""Every outcome of a call has its meaning: tried again, paused, refused, or told to the caller."""

import gzip
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.scripted_server import Asked, ScriptedServer, reply
from tests.support.upstream import Upstream, client_of
from webapp.clients.battlenet import (
    BadPayload,
    BadRequest,
    BattleNet,
    BattleNetError,
    CallRecord,
    Forbidden,
    NotFound,
    RateLimited,
    Region,
    Unauthorised,
    Unavailable,
)
from webapp.lib.errors import ErrorWord
from webapp.lib.http import MIB

STATUS = b'{"id":7,"is_valid":true}'
REFUSED = b'{"code":403,"type":"Forbidden","detail":"Account Inactive"}'
HIDDEN = b'{"code":403,"type":"BLZWEBAPI00000403","detail":"Forbidden"}'
HTML = reply(200, b"<html>We will be back soon</html>", content_type="text/html")
CALLS: dict[str, Callable[[BattleNet], object]] = {
    "guild": lambda client: client.guild(Region.EU, "draenor", "Era"),
    "roster": lambda client: client.roster(Region.EU, "draenor", "Era"),
    "summary": lambda client: client.character_summary(Region.EU, "draenor", "Thrall"),
    "status": lambda client: client.character_status(Region.EU, "draenor", "Thrall"),
    "equipment": lambda client: client.equipment(Region.EU, "draenor", "Thrall"),
    "mythic_profile": lambda client: client.mythic_profile(Region.EU, "draenor", "Thrall"),
    "mythic_season": lambda client: client.mythic_season(Region.EU, "draenor", "Thrall", 9),
    "raids": lambda client: client.raids(Region.EU, "draenor", "Thrall"),
    "professions": lambda client: client.professions(Region.EU, "draenor", "Thrall"),
    "media": lambda client: client.media(Region.EU, "draenor", "Thrall"),
    "specializations": lambda client: client.specializations(Region.EU, "draenor", "Thrall"),
    "realm_index": lambda client: client.realm_index(Region.EU),
    "period_index": lambda client: client.period_index(Region.EU),
    "period": lambda client: client.period(Region.EU, 641),
    "season_index": lambda client: client.season_index(Region.EU),
    "season": lambda client: client.season(Region.EU, 1),
    "class_index": lambda client: client.class_index(Region.EU),
    "spec_index": lambda client: client.spec_index(Region.EU),
    "spec": lambda client: client.spec(Region.EU, 62),
    "race_index": lambda client: client.race_index(Region.EU),
}
OPTIONAL_ALL = {"equipment", "mythic_profile", "raids", "professions", "media", "specializations"}
"""What `{}` is an answer to."""
FAULTS: list[tuple[bytes, type[BattleNetError]]] = [
    (reply(401, b""), Unauthorised),
    (reply(403, HIDDEN), Forbidden),
    (reply(403, b"<html>", content_type="text/html"), Forbidden),
    (reply(403, REFUSED), Unauthorised),
    (reply(404, b""), NotFound),
    (reply(404, b'{"code":404,"type":"BLZWEBAPI00000404","detail":"Not Found"}'), NotFound),
    (reply(429, b""), RateLimited),
    (reply(429, b"{}", headers={"Retry-After": "soon"}), RateLimited),
    (reply(400), BadRequest),
    (reply(408), Unavailable),
    (reply(500, b"<html>", content_type="text/html"), Unavailable),
    (reply(502, b""), Unavailable),
    (reply(503, b"", headers={"Retry-After": "120"}), Unavailable),
    (reply(504, b"x"), Unavailable),
    (reply(302, headers={"Location": "https://eu.battle.net/"}), Unavailable),
    (reply(204, b""), Unavailable),
    (HTML, Unavailable),
    (reply(200, b""), Unavailable),
    (reply(200, b"<html>"), Unavailable),
    (reply(200, b'{"id":'), Unavailable),
    (reply(200, b"[]"), Unavailable),
    (reply(200, b"\xff\xfe{}"), Unavailable),
    (reply(200, b'{"a":' * 5_000), Unavailable),
    (reply(200, b'{"code":503,"detail":"Maintenance"}'), Unavailable),
    (reply(200, gzip.compress(b" " * 70 * MIB), headers={"Content-Encoding": "gzip"}), Unavailable),
    (reply(200, b"{}", headers={"Content-Encoding": "gzip"}), Unavailable),
]


def status_of(client: BattleNet) -> object:
    return client.character_status(Region.EU, "draenor", "Thrall").value


class TestAnswer:
    def test_an_answer_has_value_document_and_hash(self) -> None:
        modified = {"Last-Modified": "Sat, 7 Mar 2020 09:41:14 GMT"}
        with Upstream(lambda _: reply(body=STATUS, headers=modified)) as upstream:
            first, second = (CALLS["status"](client_of(upstream)) for _ in range(2))

        assert first == second
        assert first.last_modified == "Sat, 7 Mar 2020 09:41:14 GMT"  # type: ignore[attr-defined]
        assert first.document == {"id": 7, "is_valid": True}  # type: ignore[attr-defined]

    @pytest.mark.parametrize("odd", ["x" * 65, "Sat, 7 Mar\xe4 2020", "a\tb", ""])
    def test_a_date_that_could_not_be_echoed_is_left_out(self, odd: str) -> None:
        with Upstream(lambda _: reply(body=STATUS, headers={"Last-Modified": odd})) as upstream:
            answer = CALLS["status"](client_of(upstream))

        assert answer.last_modified is None  # type: ignore[attr-defined]

    def test_not_modified_is_no_answer_to_who_has_nothing(self) -> None:
        with (
            Upstream(lambda _: b"HTTP/1.1 304 Not Modified\r\n\r\n") as upstream,
            pytest.raises(Unavailable, match="304"),
        ):
            CALLS["equipment"](client_of(upstream))

    def test_the_date_is_echoed_as_it_came_and_304_is_an_answer(self) -> None:
        with Upstream(lambda _: b"HTTP/1.1 304 Not Modified\r\n\r\n") as upstream:
            day = "Sat, 7 Mar 2020 09:41:14 GMT"

            answer = client_of(upstream).character_summary(
                Region.EU, "draenor", "Thrall", if_modified_since=day
            )

            assert (answer.not_modified, answer.value, answer.last_modified) == (True, None, day)
            assert upstream.data_calls[0].headers["if-modified-since"] == day

    def test_the_token_goes_in_the_header_only(self) -> None:
        with Upstream(lambda _: reply(body=STATUS)) as upstream:
            status_of(client_of(upstream))

            call = upstream.data_calls[0]

        assert call.headers["authorization"] == "Bearer EUtoken1"
        assert "EUtoken" not in call.target

    def test_a_name_that_cannot_be_asked_for_costs_no_call(self) -> None:
        with Upstream() as upstream, pytest.raises(BadRequest):
            client_of(upstream).character_summary(Region.EU, "draenor", "../../oauth/token")

        assert upstream.asked == []

    def test_every_attempt_is_told(self) -> None:
        told: list[CallRecord] = []
        answers = iter([reply(500), reply(body=STATUS)])
        with Upstream(lambda _: next(answers)) as upstream:
            status_of(client_of(upstream, on_call=told.append))

        assert [(call.endpoint, call.status, call.attempt, call.word) for call in told] == [
            ("status", 500, 1, ErrorWord.UPSTREAM),
            ("status", 200, 2, None),
        ]


class TestFaults:
    @pytest.mark.parametrize("endpoint", CALLS)
    def test_every_fault_of_an_endpoint_has_its_error(self, endpoint: str) -> None:
        answer = [b""]
        with Upstream(lambda _: answer[0]) as upstream:
            for fault, expected in [*FAULTS, *_empty_object(endpoint)]:
                answer[0] = fault
                client = client_of(upstream)
                client._wire._retries._budget._left = 0  # retries have tests of their own

                with pytest.raises(expected) as error:
                    CALLS[endpoint](client)

                assert type(error.value) is expected
                assert "EUtoken" not in str(error.value)
                assert len(str(error.value)) < 400

    @pytest.mark.parametrize("fault", [reply(500), HTML, reply(200, b'{"id":')])
    def test_trouble_is_tried_three_times(self, fault: bytes) -> None:
        with Upstream(lambda _: fault) as upstream:
            with pytest.raises(Unavailable) as error:
                status_of(client_of(upstream))

            assert len(upstream.data_calls) == 3
            assert error.value.is_retryable

    @pytest.mark.parametrize("status", [400, 403, 404, 429])
    def test_what_a_retry_cannot_mend_is_tried_once(self, status: int) -> None:
        with Upstream(lambda _: reply(status, HIDDEN)) as upstream:
            with pytest.raises(BattleNetError):
                status_of(client_of(upstream))

            assert len(upstream.data_calls) == 1

    def test_retries_are_a_tenth_of_the_calls(self) -> None:
        with Upstream(lambda _: reply(500, headers={"Retry-After": "0"})) as upstream:
            client = client_of(upstream)
            client._wire._retries._budget._left = 2
            for _ in range(40):
                with pytest.raises(Unavailable):
                    status_of(client)

            assert 40 + 2 <= len(upstream.data_calls) <= 40 + 2 + 4

    def test_a_changed_shape_names_the_field(self) -> None:
        changed = reply(body=b'{"id":"seven","is_valid":true}')
        with Upstream(lambda _: changed) as upstream, pytest.raises(BadPayload) as error:
            status_of(client_of(upstream))

        assert error.value.field == "$.id"
        assert error.value.path == "/profile/wow/character/draenor/thrall/status"
        assert not error.value.is_retryable

    def test_silence_ends_in_time_and_says_so(self) -> None:
        def answer(_asked: Asked) -> bytes:
            time.sleep(2)
            return b""

        with Upstream(answer) as upstream:
            client = client_of(upstream)
            client._wire._retries._total_seconds = 0.5
            started = time.monotonic()
            with pytest.raises(Unavailable) as error:
                status_of(client)

        assert error.value.word is ErrorWord.TIMEOUT
        assert time.monotonic() - started < 3

    def test_a_redirect_takes_the_token_nowhere(self) -> None:
        with ScriptedServer(lambda _c, _a: None) as other:
            there = reply(302, headers={"Location": other.url})
            with Upstream(lambda _: there) as upstream, pytest.raises(Unavailable):
                status_of(client_of(upstream))

            assert other.asked == []


class TestInTheSimulator:
    def test_threads_share_one_client(self, simulator: object) -> None:
        client = client_of(simulator)  # type: ignore[arg-type]
        realms = client.realm_index(Region.EU).value
        assert realms is not None

        with ThreadPoolExecutor(8) as pool:
            periods = list(pool.map(lambda _: client.period_index(Region.EU).value, range(40)))

        assert len(realms.realms) > 1
        assert len({period.current_id for period in periods if period is not None}) == 1


def _empty_object(endpoint: str) -> list[tuple[bytes, type[BattleNetError]]]:
    return [] if endpoint in OPTIONAL_ALL else [(reply(200, b"{}"), BadPayload)]
