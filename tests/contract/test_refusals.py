"""Recorded refusals get the right word, and every recorded token is one that the client can send."""

import json

import pytest

from tests.contract.recorded import RecordedBattleNet, Reply
from tests.contract.recordings import ABSENT, FOLDER, Refusal, recordings, refusals, tokens
from tests.support.upstream import SECRET
from webapp.clients.battlenet import BattleNetError, Region
from webapp.clients.upstream.token_store import TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.lib.errors import ErrorWord
from webapp.lib.http import Http

WORDS = {401: ErrorWord.AUTH, 404: ErrorWord.NOT_FOUND, 429: ErrorWord.RATE_LIMITED, 400: ErrorWord.BUG}
GATEWAY = "Forbidden"
"""The type that the old gateway gives a client id which it does not let in; a hidden resource has a code."""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


def right_word(refusal: Refusal) -> ErrorWord:
    """Return what a refusal means."""
    if refusal.status == 403:
        kind = json.loads(refusal.body).get("type")
        return ErrorWord.AUTH if kind == GATEWAY else ErrorWord.FORBIDDEN
    return WORDS.get(refusal.status, ErrorWord.UPSTREAM)


class TestARecordedRefusal:
    @pytest.mark.parametrize("refusal", refusals(), ids=lambda one: one.file)
    def test_gets_the_word_that_says_what_to_do(self, refusal: Refusal) -> None:
        with RecordedBattleNet() as server:
            server.refusing = Reply(refusal.status, refusal.body)
            client = server.client()

            with pytest.raises(BattleNetError) as caught:
                client.character_summary(Region.EU, "stormrage", "Nobody")

            client.close()
        assert caught.value.word is right_word(refusal)
        assert caught.value.status == refusal.status

    @pytest.mark.parametrize("refusal", refusals(), ids=lambda one: one.file)
    def test_gets_it_for_data_that_is_nobodys_too(self, refusal: Refusal) -> None:
        with RecordedBattleNet() as server:
            server.refusing = Reply(refusal.status, refusal.body)
            client = server.client()

            with pytest.raises(BattleNetError) as caught:
                client.realm_index(Region.US)

            client.close()
        assert caught.value.word is right_word(refusal)


class TestWhatIsNotRecorded:
    def test_is_answered_with_a_recorded_refusal_that_deletes_nothing(self) -> None:
        with RecordedBattleNet(recordings()) as server:
            client = server.client()

            with pytest.raises(BattleNetError) as caught:
                client.roster(Region.EU, "argent-dawn", "Nobody at Home")

            client.close()
        assert caught.value.word is ErrorWord.NOT_FOUND


class TestARecordedToken:
    @pytest.mark.parametrize("file", tokens())
    def test_is_sent_as_it_came(self, file: str) -> None:
        [realms, *_] = recordings("realm_index")
        with RecordedBattleNet([realms]) as server:
            server.token_body = tokens()[file]
            client = server.client()

            client.realm_index(realms.region)

            client.close()
        sent = {call.headers["authorization"] for call in server.calls}
        assert sent == {f"Bearer {json.loads(tokens()[file])['access_token']}"}

    @pytest.mark.parametrize("file", tokens())
    def test_is_renewed_when_four_fifths_of_its_recorded_life_are_over(self, file: str) -> None:
        now = [1_000.0]
        with RecordedBattleNet() as server:
            server.token_body = tokens()[file]
            credentials = ClientCredentials("test-client", SECRET, f"{server.url}/token")
            http = Http({server.url}, user_agent="test")
            source = TokenSource(credentials, http, TokenStore(None, None, name="x"), wall=lambda: now[0])
            asked = [calls_after(source, server, now, share * life(file)) for share in (0, 0.79, 0.02)]

        http.close()
        assert asked == [1, 1, 2]


def life(file: str) -> float:
    """Return the seconds that a recorded token lives."""
    return float(json.loads(tokens()[file])["expires_in"])


def calls_after(source: TokenSource, server: RecordedBattleNet, now: list[float], seconds: float) -> int:
    """Let time pass, use the token, and return how many were asked for so far."""
    now[0] += seconds
    source.current()
    return server.token_calls
