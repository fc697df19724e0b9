"""What is done about failures, and what is refused: on what was counted, and on what one may see."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.operations.cache.conftest import store
from tests.rights.cast import Cast
from tests.support.deciding import decide
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import CharacterEnrichmentCache, FailureMute, SectionState
from webapp.sync import pausing
from webapp.sync.pauses import Pause
from webapp.sync.seen import BATTLENET
from webapp.sync.sightings import write_down
from webapp.words import CardStatus, PauseScope, Section

GUILD = PAGE + "cache/"
TIMEOUTS = {"outcome": "timeout", "section": "equipment"}


def youngest(text: str) -> int:
    """Return how many answers are under an hour old, as the page's bar says."""
    bar = re.search(r"under an hour.*?>([0-9]+)<", text, re.DOTALL)
    assert bar is not None
    return int(bar.group(1))


def post(cast: Cast, act: str, /, **form: Any) -> TestResponse:
    return cast.browser("Jaina").post(GUILD + act, data=form)


class TestMute:
    def test_another_number_than_there_is_mutes_nothing(self, cast: Cast) -> None:
        store(cast, "Anduin", Section.EQUIPMENT, "timeout")

        assert post(cast, "mute", **TIMEOUTS, counted="999999999").status_code == 409

        assert cast.entries() == []
        with cast.app.app_context():
            assert db.session.scalars(select(FailureMute.id)).all() == []

    def test_of_nothing_nothing_is_muted(self, cast: Cast) -> None:
        assert post(cast, "mute", outcome="upstream", section="raids", counted="0").status_code == 409

    def test_unmuting_what_is_not_muted_is_not_in_the_log(self, cast: Cast) -> None:
        store(cast, "Anduin", Section.EQUIPMENT, "timeout")

        assert post(cast, "unmute", **TIMEOUTS, counted="7").status_code == 409
        assert post(cast, "unmute", **TIMEOUTS, counted="1").status_code == 303

        assert cast.entries() == []


class TestPurge:
    def test_what_can_never_be_read_again_stays(self, cast: Cast) -> None:
        jaina, built = cast.characters["Jaina"], {"schemaVersion": 1}
        with cast.app.app_context(), transaction() as session:
            for season, card in (("latest", {**built, "external": {"note": "given"}}), ("tww-1", built)):
                whose = {"character_id": jaina, "character_name": "Jaina", "name_key": "jaina"}
                where = {"region": "eu", "realm": "argent-dawn", "season_key": season}
                kept = {"player_card": card, "fetch_status": CardStatus.COMPLETE}
                session.add(CharacterEnrichmentCache(**whose, **where, **kept))

        assert post(cast, "purge", character=str(jaina)).status_code == 303

        own = CharacterEnrichmentCache
        with cast.app.app_context():
            rows = db.session.execute(select(own.season_key, own.player_card))
            left = {row.season_key: row.player_card for row in rows}
        assert left == {"latest": {"external": {"note": "given"}}, "tww-1": built}

    @pytest.mark.parametrize("scope", [PauseScope.BATTLENET, PauseScope.GUILD])
    def test_nothing_is_dropped_while_battlenet_is_paused(self, cast: Cast, scope: PauseScope) -> None:
        guild_id = cast.guild_id if scope is PauseScope.GUILD else None
        with cast.app.app_context(), transaction() as session:
            pausing.begin_pause(session, Pause(scope=scope, guild_id=guild_id, paused_at=clock.now()))

        self._is_refused(cast, "somebody paused it")

    def test_nothing_is_dropped_while_battlenet_is_away(self, cast: Cast) -> None:
        with cast.app.app_context():
            write_down({BATTLENET: "timeout"}, clock.now())

        self._is_refused(cast, "Battle.net does not answer at present")

    def _is_refused(self, cast: Cast, why: str) -> None:
        store(cast, "Jaina", Section.EQUIPMENT)

        answer = post(cast, "purge", character=str(cast.characters["Jaina"]))

        assert answer.status_code == 409
        assert why in answer.text
        assert cast.entries() == []
        with cast.app.app_context():
            assert len(db.session.scalars(select(SectionState.section)).all()) == 1


class TestClosedTools:
    """An officer who may not see logs is told nothing of them here either."""

    @pytest.fixture
    def closed(self, cast: Cast) -> Cast:
        """Give a guild whose logs are its master's alone."""
        store(cast, "Anduin", Section.LOGS, "timeout", error="told by logs")
        decide(cast.app, cast.guild_id, "logs", min_rank=0)
        return cast

    def test_no_count_no_group_and_no_sample_tells_of_them(self, closed: Cast) -> None:
        text = closed.browser("Jaina").get(GUILD).text
        assert "section=logs" not in text
        assert "told by logs" not in text
        assert '<th scope="row">Logs</th>' not in text
        assert '<th scope="row">Equipment</th>' in text

        master = closed.browser("Thrall").get(GUILD).text
        assert "told by logs" in master
        assert '<th scope="row">Logs</th>' in master

    def test_no_bar_of_ages_counts_them(self, closed: Cast) -> None:
        store(closed, "Thrall", Section.LOGS)

        young = {who: youngest(closed.browser(who).get(GUILD).text) for who in ("Jaina", "Thrall")}

        assert young == {"Jaina": 0, "Thrall": 1}

    def test_no_list_tells_of_them(self, closed: Cast) -> None:
        path = GUILD + "sections?section=logs&state=failing"

        refused = closed.browser("Jaina").get(path)

        assert refused.status_code == 403
        assert "<bdi>Anduin</bdi>" not in refused.text
        assert "<bdi>Anduin</bdi>" in closed.browser("Thrall").get(path).text

    @pytest.mark.parametrize("act", ["retry", "park", "mute", "unmute"])
    def test_nothing_is_done_about_them(self, closed: Cast, act: str) -> None:
        assert post(closed, act, outcome="timeout", section="logs", counted="1").status_code == 403
        assert closed.entries() == []
