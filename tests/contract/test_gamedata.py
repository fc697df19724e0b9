"""Recorded indexes, periods and seasons become rows, and realms are found by name and by slug."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.contract.recorded import RecordedBattleNet
from tests.contract.recordings import ABSENT, FOLDER, Recording, recordings
from tests.contract.values import plain
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import GameData, Guild, Realm
from webapp.sync.gamedata import refresh_game_data
from webapp.sync.tracking import CannotTrack, track_guild
from webapp.words import RunOutcome

INDEXES = ("realm_index", "class_index", "spec_index", "race_index", "period_index", "season_index")
LISTS = {"class": "classes", "spec": "character_specializations", "race": "races"}
CURRENT = {"period": "current_period", "season": "current_season"}
SLUGS = {
    "Mal'Ganis": "malganis",
    "Blade's Edge": "blades-edge",
    "Azjol-Nerub": "azjolnerub",
    "Arak-arahm": "arakarahm",
    "Aggra (Português)": "aggra-português",
    "La Croisade écarlate": "la-croisade-écarlate",
    "Pozzo dell'Eternità": "pozzo-delleternità",
    "Гордунни": "gordunni",
    "眾星之子": "queldorei",
    "Area 52": "area-52",
}
"""Realms whose slug no formula gives."""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


def each(*names: str) -> pytest.MarkDecorator:
    """Run a test with every recording of the named resources."""
    return pytest.mark.parametrize("recording", recordings(*names), ids=lambda one: one.file)


@pytest.fixture
def app(
    recorded: RecordedBattleNet, sqlite_url: str, settings_for: Callable[[RecordedBattleNet, str], Settings]
) -> Iterator[Flask]:
    """Give an app that asks the recorded Battle.net, in its context."""
    app = create_app(settings_for(recorded, sqlite_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def refresh(server: RecordedBattleNet, recording: Recording) -> RunOutcome | None:
    """Refresh the facts of a recording's region; what was not recorded there is taken from elsewhere."""
    server.add(recording)
    for name in INDEXES:
        for other in recordings(name):
            if not server.has(recording.region, other.path):
                server.add(other, region=recording.region)
    for name in CURRENT:
        _make_current(server, recording, name)
    client = server.client()
    outcome = refresh_game_data(recording.region, client, now=clock.now())
    client.close()
    return outcome


def _make_current(server: RecordedBattleNet, recording: Recording, name: str) -> None:
    """Let the index name a recorded period or season as the present one; this recording, if it is one."""
    shown = recording if recording.endpoint.name == name else recordings(name)[0]
    index = recording if recording.endpoint.name == f"{name}_index" else recordings(f"{name}_index")[0]
    document = index.document
    if index is not recording or not document.get(CURRENT[name]):
        document[CURRENT[name]] = {"id": shown.document["id"]}
    current = document[CURRENT[name]]["id"]
    server.put(recording.region, index.path, document)
    server.put(recording.region, shown.endpoint.path.format(id=current), {**shown.document, "id": current})


def facts(recording: Recording, kind: str) -> dict[str, Any]:
    """Return the stored facts of a kind by key."""
    db.session.rollback()
    rows = db.session.scalars(
        select(GameData).where(GameData.kind == kind, GameData.region == recording.region)
    )
    return {row.key: row.data for row in rows}


@pytest.mark.usefixtures("app")
class TestARecordedIndex:
    @each("realm_index")
    def test_of_realms_is_stored_realm_by_realm(
        self, recorded: RecordedBattleNet, recording: Recording
    ) -> None:
        assert refresh(recorded, recording) is RunOutcome.OK

        rows = db.session.execute(
            select(Realm.bnet_realm_id, Realm.slug, Realm.name).where(Realm.region == recording.region)
        )
        told = recording.document["realms"]
        names = plain([one["name"] for one in told], "name", recording.region.locale)
        right = {(one["id"], one["slug"], name) for one, name in zip(told, names, strict=True)}
        assert {tuple(row) for row in rows} == right

    @each("class_index", "spec_index", "race_index")
    def test_of_classes_specs_or_races_is_stored_name_by_name(
        self, recorded: RecordedBattleNet, recording: Recording
    ) -> None:
        kind = recording.endpoint.name.removesuffix("_index")

        assert refresh(recorded, recording) is RunOutcome.OK

        told = recording.document[LISTS[kind]]
        names = plain([one["name"] for one in told], "name", recording.region.locale)
        right = {str(one["id"]): {"name": name} for one, name in zip(told, names, strict=True)}
        assert facts(recording, kind) == right

    @each("period", "season", "period_index", "season_index")
    def test_of_time_tells_the_present_week_and_season(
        self, recorded: RecordedBattleNet, recording: Recording
    ) -> None:
        kind = recording.endpoint.name.removesuffix("_index")

        assert refresh(recorded, recording) is RunOutcome.OK

        [stored] = facts(recording, kind).values()
        shown = recording if recording.endpoint.name == kind else recordings(kind)[0]
        current = recording.document.get(CURRENT[kind]) or shown.document
        times = [shown.document.get(f"{end}_timestamp") for end in ("start", "end")]
        assert stored["id"] == current["id"]
        assert [milliseconds(stored[end]) for end in ("start", "end")] == times


def milliseconds(text: str | None) -> int | None:
    """Return a stored moment as Battle.net writes it."""
    return None if text is None else round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.usefixtures("app")
class TestARealm:
    @pytest.mark.parametrize("name", SLUGS)
    def test_is_found_by_its_name_and_by_its_slug(self, recorded: RecordedBattleNet, name: str) -> None:
        homes = [one.region for one in recordings("realm_index") if has_realm(one, SLUGS[name], name)]
        if not homes:
            pytest.skip("no recorded index has a realm of this name")
        slug, client = SLUGS[name], recorded.client()
        guild = {"id": 7, "name": "Ember Guard", "realm": {"id": 1, "slug": slug}}
        recorded.put(homes[0], f"/data/wow/guild/{slug}/ember-guard", guild)

        for typed in (name, slug, name.upper()):
            track_guild(region=homes[0], realm=typed, name="Ember Guard", client=client, now=clock.now())

        client.close()
        assert db.session.scalars(select(Guild.realm)).all() == [slug]

    def test_that_is_none_is_refused_with_names_that_are_like_it(self, recorded: RecordedBattleNet) -> None:
        [home, *_] = recordings("realm_index")
        client, name = recorded.client(), home.document["realms"][0]["name"]

        with pytest.raises(CannotTrack, match="is no realm") as caught:
            track_guild(
                region=home.region, realm=f"{name}x", name="Ember Guard", client=client, now=clock.now()
            )

        client.close()
        assert name in str(caught.value)


def has_realm(index: Recording, slug: str, name: str) -> bool:
    """Say whether an index lists a realm under a name, which it has in one language only."""
    return any((realm["slug"], realm["name"]) == (slug, name) for realm in index.document["realms"])
