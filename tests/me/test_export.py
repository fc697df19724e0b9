"""The file with everything: complete, without secrets, and nobody else's."""

import json
from typing import Any

from flask import Flask

from tests.architecture import seeds
from tests.me.cast import NEWS, Cast
from tests.support.roll import add_guild
from webapp.lib import clock
from webapp.me.export import COUNTED, NOT_ONE_S_OWN, SCHEMA_VERSION, SECRET
from webapp.models import ApiToken, AuditEntry, NoteRead, Notification, PermissionException, SyncRun
from webapp.models.personal import PERSONAL
from webapp.permissions.sessions import session_id
from webapp.permissions.tokens import token_hash
from webapp.web.session_cookie import NAME
from webapp.words import Effect, RunKind, RunTrigger


def file_of(cast: Cast) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(cast.get("data/export.json").text)
    return document


class TestExport:
    def test_it_is_a_file_that_no_cache_keeps(self, cast_on: Cast) -> None:
        answer = cast_on.get("data/export.json")

        assert answer.headers["Content-Disposition"] == 'attachment; filename="muster-my-data.json"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.mimetype == "application/json"
        assert json.loads(answer.text)["schema_version"] == SCHEMA_VERSION

    def test_every_personal_table_is_in_it_or_says_why_not(self, cast: Cast) -> None:
        document = file_of(cast)

        missing = PERSONAL.keys() - document.keys() - NOT_ONE_S_OWN.keys() - {"users"}
        assert missing == set()
        assert document["account"][0]["battletag"] == "Jaina#1234"
        assert COUNTED.keys() <= document.keys()

    def test_characters_come_with_their_raw_answers_and_guilds(self, cast: Cast) -> None:
        document = file_of(cast)

        named = {one["name"]: one for one in document["characters"]}
        assert set(named) == {"Jaina", "Tandred", "Aegwynn"}
        assert named["Aegwynn"]["profile_json"]["guild"]["name"] == "Tirisgarde"
        assert [one["rank"] for one in document["guild_members"]] == [1, 4]
        assert document["guilds_by_number"][str(cast.guild_id)]["name"] == "Lantern Watch"

    def test_guilds_of_which_only_a_log_a_token_an_exception_or_a_run_tells_are_named(
        self, cast_on: Cast
    ) -> None:
        with cast_on.app.app_context():
            ids = [add_guild(name) for name in ("Told", "Keyed", "Excepted", "Refreshed")]
        told, keyed, excepted, refreshed = ids
        own, now = cast_on.jaina.user_id, clock.now()
        cast_on.add(AuditEntry(guild_id=told, actor_id=own, action="view_as", at=now))
        cast_on.add(
            ApiToken(guild_id=keyed, made_by=own, name="x", prefix="x", token_hash="0" * 64, scopes=[])
        )
        exception = PermissionException(guild_id=excepted, user_id=own, tool_name="sync", effect=Effect.DENY)
        exception.reason = "Left."
        run = SyncRun(
            scope=f"guild:{refreshed}", kind=RunKind.ROSTER, trigger=RunTrigger.PERSON, asked_by=own
        )
        run.started_at = run.lease_until = now
        cast_on.add(exception, run)

        named = {int(key): one["name"] for key, one in file_of(cast_on)["guilds_by_number"].items()}

        assert named == {
            cast_on.guild_id: "Lantern Watch",
            **dict(zip(ids, ("Told", "Keyed", "Excepted", "Refreshed"), strict=True)),
        }

    def test_other_people_are_somebody_else(self, cast: Cast) -> None:
        own, other = cast.jaina.user_id, cast.thrall.user_id
        cast.add(AuditEntry(actor_id=other, user_id=own, action="exception", at=clock.now()))
        cast.add(Notification(user_id=other, kind=NEWS, facts={}))
        read = NoteRead(guild_id=cast.guild_id, character_id=cast.characters["Jaina"], reader_id=other)
        read.last_read_at, read.times = clock.now(), 3
        cast.add(read)

        document = file_of(cast)

        assert document["audit_log"][0]["actor_id"] == "somebody else"
        assert document["audit_log"][0]["user_id"] == own
        assert document["notifications"] == []
        about = document["note_reads"]["about_you"][0]
        assert (about["times"], about["readers"]) == (3, 1)
        assert str(other) not in json.dumps(document)

    def test_what_people_wrote_is_no_markup(self, cast: Cast) -> None:
        cast.add(Notification(user_id=cast.jaina.user_id, kind="<img src=x>", facts={}))

        answer = cast.get("data/export.json")

        assert "<img" not in answer.text
        assert json.loads(answer.text)["notifications"][0]["kind"] == "<img src=x>"

    def test_no_secret_is_in_it(self, cast: Cast) -> None:
        text = cast.get("data/export.json").text

        assert (session_id(cast.jaina.cookie) or "") not in text
        assert cast.jaina.cookie not in text

    def test_a_row_of_every_table_fits_into_it(self, app: Flask) -> None:
        with app.app_context():
            seeds.seed()
        browser = app.test_client()
        browser.set_cookie(NAME, seeds.COOKIE)

        answer = browser.get("/me/data/export.json")

        assert answer.status_code == 200
        assert token_hash(seeds.TOKEN) not in answer.text
        empty = {name for name, rows in json.loads(answer.text).items() if rows == []}
        assert empty == set()
        assert {"sessions.id", "api_tokens.token_hash", "legacy_files.raw"} == SECRET
