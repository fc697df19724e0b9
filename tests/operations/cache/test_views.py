"""The health of what is stored: the verdict, the counts, and what is done about exactly those."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.operations.cache.conftest import store
from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.job import JOBS
from webapp.lib import clock
from webapp.models import Character, CharacterEnrichmentCache, FailureMute, SectionState, SyncTarget
from webapp.words import CardStatus, Section, TargetKind

SERVER, GUILD = "/operations/cache/", PAGE + "cache/"
TIMEOUTS = {"outcome": "timeout", "section": "equipment"}


def post(cast: Cast, who: str | None, path: str, /, **form: Any) -> TestResponse:
    return cast.browser(who).post(path, data=form)


def words(answer: TestResponse) -> str:
    return " ".join(answer.text.split())


@pytest.fixture
def failing(cast: Cast) -> Cast:
    """Give a guild of which two members' equipment fails, and one of another guild."""
    for name in ("Jaina", "Anduin", "Guldan"):
        store(cast, name, Section.EQUIPMENT, "timeout")
    with cast.app.app_context(), transaction() as session:
        for name in ("Jaina", "Anduin", "Guldan"):
            guild_id = cast.other_guild_id if name == "Guldan" else cast.guild_id
            session.add(
                SyncTarget(
                    kind=TargetKind.CHARACTER,
                    guild_id=guild_id,
                    character_id=cast.characters[name],
                    next_due_at=clock.now() + timedelta(hours=3),
                )
            )
    return cast


def due_at(cast: Cast, name: str, kind: TargetKind = TargetKind.CHARACTER) -> datetime:
    with cast.app.app_context():
        own = (SyncTarget.character_id == cast.characters[name], SyncTarget.kind == kind)
        query = select(SyncTarget.next_due_at).where(*own)
        return db.session.scalars(query).one()


class TestWhoMay:
    def test_the_server_is_its_operators_and_a_guild_its_officers(self, cast: Cast) -> None:
        assert cast.browser("Khadgar").get(SERVER).status_code == 200
        assert cast.browser("Thrall").get(SERVER).status_code == 404
        assert cast.browser("Jaina").get(GUILD).status_code == 200
        assert cast.browser("Anduin").get(GUILD).status_code == 403

    def test_the_two_pages_lead_to_each_other(self, cast: Cast) -> None:
        assert f'href="{PAGE}sync/"' in cast.browser("Jaina").get(GUILD).text
        assert f'href="{GUILD}"' in cast.browser("Jaina").get(PAGE + "sync/").text


class TestGuild:
    def test_the_verdict_comes_first_in_words(self, failing: Cast) -> None:
        text = words(failing.browser("Jaina").get(GUILD))

        assert "2 of 4 characters fail: equipment. Blizzard did not answer in time." in text
        assert "Who can mend it: time; it is tried again." in text
        assert "<code>Anduin failed</code>" in text
        assert "Blizzard did not answer in time. The next attempt is in 2 h." in text
        assert "<bdi>Jaina</bdi></a> <small>next attempt <time" in text

    def test_counts_lead_to_their_lists(self, failing: Cast) -> None:
        browser = failing.browser("Jaina")
        path = f"{GUILD}sections?section=equipment&amp;state=failing"
        assert f'<a href="{path}">2</a>' in browser.get(GUILD).text

        text = words(browser.get(path.replace("&amp;", "&")))

        assert "<bdi>Jaina</bdi>" in text
        assert "<bdi>Guldan</bdi>" not in text
        assert "3 in a row" in text

    def test_an_address_that_names_no_list_is_refused(self, cast: Cast) -> None:
        assert cast.browser("Jaina").get(f"{GUILD}sections?section=pets").status_code == 400

    def test_cards_are_counted_by_season(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.add(
                CharacterEnrichmentCache(
                    region="eu",
                    realm="argent-dawn",
                    character_name="Jaina",
                    name_key="jaina",
                    character_id=cast.characters["Jaina"],
                    fetch_status=CardStatus.PARTIAL,
                )
            )

        assert '<td class="num" data-label="partial">1</td>' in cast.browser("Jaina").get(GUILD).text


class TestServer:
    def test_failures_are_as_they_are_and_the_rest_as_a_job_counted_it(self, failing: Cast) -> None:
        browser = failing.browser("Khadgar")
        text = words(browser.get(SERVER))
        assert "3 of 5 characters fail: equipment." in text
        assert 'sections?section=equipment&amp;state=failing">3</a>' in text
        assert "everything else is counted for the first time" in text
        assert ('<span class="quiet">—</span>' in text, "Not counted yet." in text) == (True, True)

        with failing.app.app_context():
            JOBS["webapp.operations.cache.jobs.count_health"]()

        assert f'<a href="{SERVER}sections?section=equipment&amp;state=failing">3</a>' in words(
            browser.get(SERVER)
        )
        assert "Not counted yet." not in browser.get(SERVER).text

    def test_counting_again_takes_the_place_of_the_counts_before(self, failing: Cast) -> None:
        with failing.app.app_context():
            for _ in range(2):
                JOBS["webapp.operations.cache.jobs.count_health"]()

        assert 'sections?section=equipment&amp;state=failing">3</a>' in words(
            failing.browser("Khadgar").get(SERVER)
        )


class TestRetry:
    def test_exactly_the_counted_ones_are_due_now(self, failing: Cast) -> None:
        answer = post(failing, "Jaina", GUILD + "retry", **TIMEOUTS, counted="2")

        assert answer.status_code == 303
        assert due_at(failing, "Jaina") <= clock.now()
        assert due_at(failing, "Anduin") <= clock.now()
        assert due_at(failing, "Guldan") > clock.now()
        entry = failing.entries()[0]
        assert (entry.action, entry.subject, entry.after) == (
            "failures_retried",
            "equipment timeout",
            {"count": 2},
        )
        assert (
            "Failures retried: equipment: no answer in time" in failing.get("Thrall", "audit?kind=sync").text
        )

    def test_an_operator_retries_everybody_s(self, failing: Cast) -> None:
        assert post(failing, "Khadgar", SERVER + "retry", **TIMEOUTS, counted="3").status_code == 303

        assert due_at(failing, "Guldan") <= clock.now()
        assert "retried failures, equipment: no answer in time" in failing.browser("Khadgar").get(SERVER).text

    @pytest.mark.parametrize("act", ["retry", "park"])
    def test_another_number_than_was_seen_does_nothing_and_says_so(self, failing: Cast, act: str) -> None:
        answer = post(failing, "Jaina", GUILD + act, **TIMEOUTS, counted="37")

        assert answer.status_code == 409
        assert "There are 2 of these now, and 37 when the page was made." in answer.text
        assert due_at(failing, "Jaina") > clock.now()
        assert failing.entries() == []

    def test_what_a_worker_holds_stays_its_own(self, failing: Cast) -> None:
        with failing.app.app_context(), transaction() as session:
            query = select(SyncTarget).where(SyncTarget.character_id == failing.characters["Jaina"])
            target = session.scalars(query).one()
            target.claimed_by, target.claimed_until = "worker", target.next_due_at

        post(failing, "Jaina", GUILD + "retry", **TIMEOUTS, counted="2")

        assert due_at(failing, "Jaina") > clock.now()


class TestParkAndMute:
    def test_parked_ones_rest_for_a_week(self, failing: Cast) -> None:
        post(failing, "Jaina", GUILD + "park", **TIMEOUTS, counted="2")

        assert due_at(failing, "Jaina") > clock.now() + timedelta(days=6)
        assert due_at(failing, "Guldan") < clock.now() + timedelta(days=1)

    def test_muted_ones_are_shown_and_left_out_of_the_verdict(self, failing: Cast) -> None:
        for _ in range(2):
            assert post(failing, "Jaina", GUILD + "mute", **TIMEOUTS, counted="2").status_code == 303

        text = words(failing.browser("Jaina").get(GUILD))
        assert "All is well but for 2 failures that somebody muted." in text
        assert "Muted, out of the verdict until" in text
        assert "3 of 5 characters fail" in words(failing.browser("Khadgar").get(SERVER))

        post(failing, "Jaina", GUILD + "unmute", **TIMEOUTS, counted="2")

        assert "2 of 4 characters fail" in words(failing.browser("Jaina").get(GUILD))
        with failing.app.app_context():
            assert db.session.scalars(select(FailureMute)).all() == []


class TestPurge:
    def test_what_was_read_is_dropped_and_read_anew_at_once(self, failing: Cast) -> None:
        jaina, later = failing.characters["Jaina"], clock.now() + timedelta(hours=6)
        with failing.app.app_context(), transaction() as session:
            session.add(SyncTarget(kind=TargetKind.LOGS, character_id=jaina, next_due_at=later))

        answer = post(failing, "Jaina", GUILD + "purge", character=str(jaina))

        assert answer.status_code == 303
        with failing.app.app_context():
            stored = db.session.get_one(Character, jaina)
            assert (stored.last_synced_at, stored.outcome, stored.name) == (None, None, "Jaina")
            own = SectionState.character_id == jaina
            assert db.session.scalars(select(SectionState).where(own)).all() == []
        assert due_at(failing, "Jaina") < clock.now() - timedelta(days=300)
        assert due_at(failing, "Jaina", TargetKind.LOGS) <= clock.now()
        entry = failing.entries()[0]
        assert (entry.action, entry.character_id) == ("answers_purged", jaina)
        assert failing.guild().data_version == 1

    def test_another_guild_s_character_is_not_found(self, failing: Cast) -> None:
        guldan = failing.characters["Guldan"]

        assert post(failing, "Jaina", GUILD + "purge", character=str(guldan)).status_code == 404
        assert due_at(failing, "Guldan") > clock.now()
        assert failing.entries() == []

    def test_nobody_is_not_found_either(self, cast: Cast) -> None:
        assert post(cast, "Khadgar", SERVER + "purge", character="999999").status_code == 404


class TestForms:
    @pytest.mark.parametrize("act", ["retry", "park", "mute", "unmute", "purge"])
    def test_a_form_that_cannot_be_used_changes_nothing(self, cast: Cast, act: str) -> None:
        for who, path in (("Khadgar", SERVER), ("Jaina", GUILD)):
            answer = post(cast, who, path + act)
            assert answer.status_code == 422
            assert "Nothing was done." in answer.text
        assert cast.entries() == []
