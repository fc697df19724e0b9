"""A guild whose roster was recorded, tracked at the recorded Battle.net, with recorded characters in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from tests.contract.recorded import RecordedBattleNet
from tests.contract.recordings import Recording, linked_endpoint, recordings
from webapp import create_app
from webapp.clients.battlenet import BattleNet, Region
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import SyncTarget
from webapp.sync.characters import Report
from webapp.sync.tracking import track_guild
from webapp.sync.work import sync_guild_now

RUNNING_SEASON = 9
"""The season that runs: one of those of which a character's runs were recorded."""
_SEASONS = "/data/wow/mythic-keystone/season"


@dataclass(slots=True, kw_only=True)
class RecordedGuild:
    """One recorded roster as a tracked guild."""

    app: Flask
    server: RecordedBattleNet
    client: BattleNet
    region: Region
    realm: str
    name: str
    now: datetime
    guild_id: int = 0

    @property
    def place(self) -> str:
        """What the command line calls it."""
        return f"{self.region}/{self.realm}/{self.name}"

    def clock(self) -> datetime:
        """Return the moment that the test has reached."""
        return self.now

    def sync(self) -> Report:
        """Do whatever is due."""
        return sync_guild_now(self.guild_id, self.client, threads=4, clock=self.clock)

    def sync_again(self) -> Report:
        """Let a day pass and do everything once more."""
        self.now += timedelta(days=1)
        with transaction() as session:
            session.execute(update(SyncTarget).values(next_due_at=self.now))
        return self.sync()


@contextmanager
def recorded_guild(
    settings: Settings, server: RecordedBattleNet, roster: Recording
) -> Iterator[RecordedGuild]:
    """Track the guild of a recorded roster, in an app context."""
    app = create_app(settings)
    app.config.update(TESTING=True)
    home = roster.document["guild"]
    complete(server, roster)
    with app.app_context():
        guild = RecordedGuild(
            app=app,
            server=server,
            client=server.client(),
            region=roster.region,
            realm=home["realm"]["slug"],
            name=home["name"],
            now=clock.now(),
        )
        guild.guild_id = track_guild(
            region=guild.region, realm=guild.realm, name=guild.name, client=guild.client, now=guild.now
        ).guild_id
        yield guild
        db.session.remove()
        db.engine.dispose()
        guild.client.close()


def complete(server: RecordedBattleNet, roster: Recording) -> None:
    """Let the server know what the roster tells besides: its guild, the realms of its members, a season."""
    server.put(roster.region, f"{_SEASONS}/index", {"seasons": [], "current_season": {"id": RUNNING_SEASON}})
    server.put(roster.region, f"{_SEASONS}/{RUNNING_SEASON}", {"id": RUNNING_SEASON})
    home, path = roster.document["guild"], roster.path.removesuffix("/roster")
    if not server.has(roster.region, path):
        server.put(roster.region, path, home)
    if server.has(roster.region, "/data/wow/realm/index"):
        return
    realms = [home["realm"], *(one["character"]["realm"] for one in roster.document["members"])]
    known = {realm["id"]: realm for realm in reversed(realms)}
    server.put(roster.region, "/data/wow/realm/index", {"realms": list(known.values())})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A recorded character in a member's place, with what was recorded of it by endpoint."""

    id: int
    name: str
    realm: str
    summary: dict[str, Any]
    documents: dict[str, dict[str, Any]]


def adopt(server: RecordedBattleNet, roster: Recording) -> list[Adopted]:
    """Put every recorded character in the place of a member, and let the server answer for it there."""
    document = roster.document
    owners = sorted({one.owner for one in recordings() if one.owner})
    found = [
        _adopt(server, roster, owner, entry)
        for owner, entry in zip(owners, document["members"], strict=False)
    ]
    server.put(roster.region, roster.path, document)
    return found


def _adopt(server: RecordedBattleNet, roster: Recording, owner: str, entry: dict[str, Any]) -> Adopted:
    theirs = [one for one in recordings() if one.owner == owner]
    documents = {one.endpoint.name: one.document for one in theirs}
    summary = documents.get("summary") or _summary_of(documents, owner, entry)
    server.put(roster.region, owner, summary)
    for one in theirs:
        _hand_over(server, roster, one, documents[one.endpoint.name], to=summary["id"])
    character = entry["character"]
    character.update({key: summary[key] for key in ("id", "name", "level", "realm")})
    character["playable_class"] = {"id": summary["character_class"]["id"]}
    character["playable_race"] = summary.get("race") or character.get("playable_race")
    return Adopted(
        id=summary["id"],
        name=summary["name"],
        realm=summary["realm"]["slug"],
        summary=summary,
        documents=documents,
    )


def _hand_over(
    server: RecordedBattleNet, roster: Recording, one: Recording, document: dict[str, Any], *, to: int
) -> None:
    """Answer with a recording; one of another year, when another character had the name, gets its id."""
    if document.get("character", {}).get("id", to) == to:
        server.add(one, region=roster.region)
    else:
        document["character"]["id"] = to
        server.put(roster.region, one.path, document)


def _summary_of(documents: dict[str, Any], owner: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return a summary for a character of whom others were recorded: its own name, the member's class."""
    found = linked_endpoint(owner)
    realm, name = found[1].values() if found else ("", "")
    mention: dict[str, Any] = next((one["character"] for one in documents.values() if "character" in one), {})
    known = {"_links": {}, "id": entry["character"]["id"], "name": name, "realm": {"id": 1, "slug": realm}}
    member = entry["character"]
    kind = {"level": member["level"], "character_class": member["playable_class"]}
    told = {"race": member.get("playable_race"), "faction": member.get("faction")}
    return {**known, **mention, **kind, **told}
