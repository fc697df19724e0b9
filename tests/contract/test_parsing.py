"""Recorded answers of called resources go over HTTP through client and parser and keep what we show."""

import unicodedata
from typing import Any

import pytest

from tests.contract.recorded import LOCALES, RecordedBattleNet
from tests.contract.recordings import ABSENT, ENDPOINTS, FOLDER, Recording, named_endpoint, recordings
from tests.contract.shown import SHOWN
from tests.contract.values import plain, said, values_at
from webapp.clients.battlenet import Answer, BattleNet

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)
ACCOUNTS = recordings("account")
each_recording = pytest.mark.parametrize(
    "recording", [one for one in recordings() if one not in ACCOUNTS], ids=lambda one: one.file
)
each_account = pytest.mark.parametrize("recording", ACCOUNTS, ids=lambda one: one.file)


def ask(client: BattleNet, recording: Recording) -> Answer[Any]:
    """Ask for a resource as the product does: by realm slug and by name, as it is written in the game."""
    name = recording.endpoint.name
    call = getattr(client, f"character_{name}", None) or getattr(client, name)
    parts = {**recording.parts, "guild": _written(recording), "character": _written(recording)}
    given = [int(parts[place]) if place == "id" else parts[place] for place in recording.parts]
    answer: Answer[Any] = call(recording.region, *given)
    return answer


def _written(recording: Recording) -> str:
    """Return the name that the answer tells, where it is the one in the address; else the latter."""
    document = recording.document
    mention = document.get("character") or document.get("guild") or {}
    slug = recording.parts.get("guild") or recording.parts.get("character", "")
    names = [document.get("name"), mention.get("name")]
    return next((name for name in names if isinstance(name, str) and _slug(name) == _slug(slug)), slug)


def _slug(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower().replace(" ", "-")


def differences(recording: Recording, value: Any) -> dict[str, Any]:
    """Return by path what the answer says and what the parsed value holds, where these differ."""
    locale, raw = recording.region.locale, said(recording.endpoint.name, recording.document)
    found = {}
    for theirs, held in SHOWN[recording.endpoint.name].items():
        wanted = plain(values_at(raw, theirs), held, locale)
        got = plain(values_at(value, held), held, locale)
        if wanted != got:
            found[theirs] = (wanted, got)
    return found


@each_recording
class TestARecordedAnswer:
    def test_is_parsed_and_keeps_every_value_that_the_product_shows(self, recording: Recording) -> None:
        with RecordedBattleNet([recording]) as server:
            client = server.client()

            answer = ask(client, recording)

            client.close()
        assert server.calls[-1].locale in LOCALES[recording.region]
        assert answer.document == recording.document
        assert differences(recording, answer.value) == {}

    def test_is_what_its_file_name_says(self, recording: Recording) -> None:
        by_name = named_endpoint(recording.file)

        assert by_name in {None, recording.endpoint}


@each_account
class TestARecordedAccount:
    def test_is_read_with_a_persons_token_and_nobody_is_left_out(self, recording: Recording) -> None:
        with RecordedBattleNet([recording]) as server:
            reader = server.account_reader()

            account = reader.account(recording.region, server.token)

            reader.close()
        assert server.calls[-1].locale in LOCALES[recording.region]
        assert account.unread == 0
        assert differences(recording, account) == {}


class TestTheRecordings:
    def test_every_file_named_after_a_called_resource_is_used(self) -> None:
        named = {path.stem for path in FOLDER.glob("*.json") if named_endpoint(path.stem)}

        assert named - {one.file for one in recordings()} == set()
        assert named

    def test_every_called_resource_says_what_is_shown_of_it(self) -> None:
        called = {endpoint.name for endpoint in ENDPOINTS}

        assert called == SHOWN.keys()
