"""Officers send files, see what became of each, and give a place to whoever has none."""

import io
import json
from datetime import timedelta

import pytest
from flask import request
from sqlalchemy import func, select

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.extensions import db
from webapp.imports.actions import MOST_KEPT, MOST_WAITING
from webapp.imports.views import SOURCE
from webapp.legacyimport.uploads.actions import read_uploads
from webapp.lib import clock
from webapp.models import Character, LegacyFile, LegacyRecord, LegacyUpload
from webapp.permissions.audit import Action
from webapp.web.door import LARGEST_FORM, LARGEST_UPLOAD, limit_forms
from webapp.web.session_cookie import NAME
from webapp.words import ATTRIBUTION

IMPORTS = PAGE + "imports/"
SERVER = "/operations/imports/"
HOSTILE = "=cmd|'calc'!A0.json"


def send(cast: Cast, files: dict[str, bytes], *, who: str = "Jaina", realm: str = "argent-dawn") -> str:
    sent = [(io.BytesIO(raw), name) for name, raw in files.items()]
    form = {"files": sent, "region": "eu", "realm": realm}
    answer = cast.browser(who).post(IMPORTS, data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def work(cast: Cast) -> None:
    with cast.app.app_context():
        read_uploads(clock.now, until=clock.now() + timedelta(seconds=5))


def named(name: str) -> bytes:
    return json.dumps({"name": name}).encode()


def number(cast: Cast, model: type) -> int:
    with cast.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestSend:
    def test_the_report_fills_and_tells_of_each_file(self, cast_on: Cast) -> None:
        report = send(cast_on, {"khadgar.json": named("Khadgar"), HOSTILE: b"{", "a.zip": b"PK"})
        jaina = cast_on.browser("Jaina")
        before = jaina.get(report).text
        work(cast_on)
        after, csv = jaina.get(report).text, jaina.get(f"{report}csv")

        assert 'hx-trigger="every 2s"' in before
        assert 'value="0" max="3"' in before
        assert "every 2s" not in after
        assert "1 imported, 2 refused." in after
        assert "unpack it" in after
        assert f'khadgar.json,imported,,Khadgar,"{SOURCE}"' in csv.text
        assert ATTRIBUTION not in csv.text
        assert "'=cmd" in csv.text
        assert [entry.action for entry in cast_on.entries()] == [Action.FILES_SENT.value]

    def test_a_file_that_is_too_large_and_no_file_are_refused(self, cast: Cast) -> None:
        jaina = cast.browser("Jaina")
        part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.json"\r\n\r\n'
        large = part + b"x" * 5_400_000 + b"\r\n--x--\r\n"
        answers = [
            jaina.post(IMPORTS, data=body, content_type="multipart/form-data; boundary=x")
            for body in (large, b"--x--\r\n")
        ]

        assert [one.status_code for one in answers] == [413, 422]
        assert number(cast, LegacyUpload) == 0

    def test_without_a_session_no_large_form_is_read(self, cast: Cast) -> None:
        largest = []
        for cookie in ("", f"{NAME}={cast.people['Jaina'].cookie}"):
            with cast.app.test_request_context(IMPORTS, method="POST", headers={"Cookie": cookie}):
                limit_forms()
                largest.append(request.max_content_length)

        assert largest == [LARGEST_FORM, LARGEST_UPLOAD]

    @pytest.mark.parametrize(("who", "status"), [("Anduin", 403), (None, 404)])
    def test_it_is_for_officers(self, cast: Cast, who: str | None, status: int) -> None:
        form = {"files": [(io.BytesIO(named("Khadgar")), "a.json")]}

        answer = cast.browser(who).post(IMPORTS, data=form, content_type="multipart/form-data")

        assert answer.status_code == status
        assert number(cast, LegacyFile) == 0

    def test_no_more_wait_than_may(self, cast: Cast) -> None:
        for _ in range(MOST_WAITING):
            send(cast, {"a.json": named("Khadgar")})
        form = {"files": [(io.BytesIO(named("Khadgar")), "a.json")]}

        answer = cast.browser("Jaina").post(IMPORTS, data=form, content_type="multipart/form-data")

        assert (answer.status_code, "wait to be read already" in answer.text) == (422, True)

    def test_one_guild_does_not_fill_the_database(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            sent = {"guild_id": cast.guild_id, "files": 1, "done": 1}
            when = {"sent_at": clock.now(), "finished_at": clock.now()}
            session.add_all(LegacyUpload(**sent, **when) for _ in range(MOST_KEPT))
        form = {"files": [(io.BytesIO(named("Khadgar")), "a.json")]}

        answer = cast.browser("Jaina").post(IMPORTS, data=form, content_type="multipart/form-data")

        assert (answer.status_code, "times in 30 days" in answer.text) == (422, True)

    def test_what_is_no_realm_is_said_beside_its_field(self, cast: Cast) -> None:
        form = {"files": [(io.BytesIO(b"{}"), "a.json")], "region": "eu", "realm": "No where!"}

        answer = cast.browser("Jaina").post(IMPORTS, data=form, content_type="multipart/form-data")

        assert (answer.status_code, 'id="realm-wrong"' in answer.text) == (422, True)


class TestUnplaced:
    def test_an_officer_places_who_waits_and_the_log_names_nobody(self, cast_on: Cast) -> None:
        send(cast_on, {"lost.json": named("Khadgar")}, realm="")
        work(cast_on)
        jaina = cast_on.browser("Jaina")
        with cast_on.app.app_context():
            record_id = db.session.scalars(select(LegacyRecord.id)).one()

        page = jaina.get(f"{IMPORTS}unplaced/").text
        wrong = jaina.post(f"{IMPORTS}unplaced/{record_id}", data={"region": "eu", "realm": "No where!"})
        placed = jaina.post(f"{IMPORTS}unplaced/{record_id}", data={"region": "eu", "realm": "argent-dawn"})
        again = jaina.post(f"{IMPORTS}unplaced/{record_id}", data={"region": "eu", "realm": "argent-dawn"})

        assert "<bdi>Khadgar</bdi>" in page
        assert (wrong.status_code, f'id="wrong-{record_id}"' in wrong.text) == (422, True)
        assert (placed.status_code, again.status_code) == (303, 404)
        assert jaina.get("/characters/eu/argent-dawn/Khadgar").status_code == 200
        entry = cast_on.entries()[-1]
        assert (entry.action, entry.before, entry.after, entry.subject) == (
            Action.CHARACTER_PLACED.value,
            None,
            None,
            None,
        )
        assert entry.character_id

    def test_those_of_the_server_are_for_who_runs_it(self, cast: Cast) -> None:
        send(cast, {"lost.json": named("Khadgar")}, realm="")
        work(cast)
        with cast.app.app_context(), transaction() as session:
            record = session.scalars(select(LegacyRecord)).one()
            record.guild_id, record_id = None, record.id

        place = {"region": "eu", "realm": "argent-dawn"}
        assert "<bdi>Khadgar</bdi>" not in cast.browser("Jaina").get(f"{IMPORTS}unplaced/").text
        assert cast.browser("Jaina").post(f"{IMPORTS}unplaced/{record_id}", data=place).status_code == 404
        assert cast.browser("Jaina").get(SERVER).status_code == 404
        khadgar = cast.browser("Khadgar")
        assert "<bdi>Khadgar</bdi>" in khadgar.get(SERVER).text
        assert khadgar.post(f"{SERVER}{record_id}", data=place).status_code == 303
        assert number(cast, Character) > 0
