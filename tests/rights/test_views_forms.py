"""The forms of the settings: previewed, stored, or refused with a sentence on the same page."""

import threading

import pytest
from sqlalchemy import select, update

from tests.rights.cast import SETTINGS, Cast, mapping
from tests.support.roll import PAGE, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import GuildMember, PermissionException
from webapp.models.upsert import lock_guilds
from webapp.permissions.changes import MOVED
from webapp.permissions.policy import Tool

GRANT = {"tool": "export", "effect": "grant", "reason": "Keeps the <b>loot</b> list"}


class TestPreview:
    def test_it_names_who_gains_and_who_loses_and_stores_nothing(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "preview", **mapping(rank_officer_notes="4", rank_logs="1"))

        assert answer.status_code == 200
        shown = " ".join(answer.text.split())
        for words in (
            "gains it:</b> <bdi>Anduin</bdi> </p>",
            "1 member who has not signed in yet would have it:</b> <bdi>Vereesa-Argent Dawn</bdi>",
            "loses it:</b> <bdi>Anduin</bdi> </p>",
            "would not have it any more:</b> <bdi>Vereesa-Argent Dawn</bdi>",
        ):
            assert words in shown
        assert 'name="version" value="0"' in answer.text
        assert 'name="rank_officer_notes" value="4"' in answer.text
        assert cast.entries() == []

    def test_of_many_who_have_not_signed_in_the_first_are_named_and_the_rest_counted(
        self, cast: Cast
    ) -> None:
        with cast.app.app_context():
            for number in range(30):
                add_member(cast.guild_id, f"Alt{number:02}", rank=4)

        shown = " ".join(cast.post("Thrall", "preview", **mapping(rank_officer_notes="4")).text.split())

        assert "31 members who have not signed in yet would have it:" in shown
        assert "<bdi>Alt19-Argent Dawn</bdi> and <a " in shown
        assert ">11 more</a>" in shown
        assert "Alt20" not in shown

    def test_without_a_change_there_is_nothing_to_save(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "preview", **mapping())

        assert "Nothing: these are the rules as they are." in answer.text
        assert "Save this" not in answer.text

    def test_what_would_lock_the_guild_is_told_before(self, cast: Cast) -> None:
        cast.post("Thrall", "", version="0", **mapping(rank_settings="1"))
        cast.rank("Thrall", 5)

        answer = cast.post("Jaina", "preview", **mapping(rank_settings="0"))

        assert "nobody who has signed in could open these settings" in answer.text
        assert "Save this" not in answer.text

    @pytest.mark.parametrize("path", ["preview", ""])
    def test_a_field_that_is_wrong_is_named_on_the_same_page(self, cast: Cast, path: str) -> None:
        answer = cast.post("Thrall", path, version="0", **mapping(rank_logs="12", rank_gossip="1"))

        assert answer.status_code == 422
        assert "(rank_logs)" in answer.text
        assert "(rank_gossip)" in answer.text
        assert "See what changes" in answer.text
        assert cast.entries() == []


class TestSave:
    def test_it_is_stored_and_leads_back(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "", version="0", **mapping(rank_officer_notes="4"))

        assert (answer.status_code, answer.location) == (303, SETTINGS)
        assert Tool.OFFICER_NOTES in cast.tools("Anduin")

    def test_the_next_request_obeys(self, cast: Cast) -> None:
        assert cast.get("Jaina").status_code == 403

        cast.post("Thrall", "", version="0", **mapping(rank_settings="1"))

        assert cast.get("Jaina").status_code == 200

    @pytest.mark.parametrize("version", ["7", "", "x"])
    def test_what_was_decided_on_other_rights_is_not_saved(self, cast: Cast, version: str) -> None:
        answer = cast.post("Thrall", "", version=version, **mapping(rank_officer_notes="4"))

        assert answer.status_code == 409
        assert MOVED in answer.text
        assert cast.entries() == []


class TestDemotion:
    def test_between_page_and_form_it_bites(self, cast: Cast) -> None:
        assert cast.get("Thrall").status_code == 200

        cast.rank("Thrall", 4)

        answer = cast.post("Thrall", "", version="1", **mapping(rank_officer_notes="4"))
        assert answer.status_code == 403
        assert "you have rank 4 through Thrall-Argent Dawn" in answer.text
        assert cast.entries() == []

    @pytest.mark.parametrize(("left", "status"), [(False, 403), (True, 404)])
    def test_within_the_form_it_bites(self, cast_on: Cast, *, left: bool, status: int) -> None:
        locked, sent, answers = threading.Event(), threading.Event(), []

        def post() -> None:
            locked.wait(5)
            sent.set()
            answers.append(cast_on.post("Thrall", "", version="0", **mapping(rank_officer_notes="4")))

        posting = threading.Thread(target=post)
        posting.start()
        with cast_on.app.app_context(), transaction() as session:
            lock_guilds(session, [cast_on.guild_id])
            locked.set()
            sent.wait(5)
            posting.join(0.7)  # the gate let it in; its transaction waits for ours
            assert answers == []
            gone = {"left_at": clock.now()} if left else {}
            theirs = GuildMember.character_id == cast_on.characters["Thrall"]
            session.execute(update(GuildMember).where(theirs).values(rank=4, **gone))
        posting.join(10)

        assert [answer.status_code for answer in answers] == [status]
        assert cast_on.entries() == []


class TestForms:
    def test_ranks_are_named(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "rank-names", name_2="Seer")

        assert (answer.status_code, answer.location) == (303, f"{SETTINGS}#ranks")
        assert 'value="Seer"' in cast.get("Thrall").text

    def test_a_name_that_cannot_be_stays_in_its_field(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "rank-names", name_2="x" * 33)

        assert answer.status_code == 422
        assert f'name="name_2" value="{"x" * 33}"' in answer.text
        assert "Use at most 32 letters." in answer.text

    def test_visitors_are_let_in(self, cast: Cast) -> None:
        assert cast.post("Thrall", "visibility", visibility="public").status_code == 303

        assert cast.browser(None).get(PAGE).status_code == 200
        assert cast.post("Thrall", "visibility", visibility="friends").status_code == 422

    def test_an_exception_is_made_shown_and_ended(self, cast: Cast) -> None:
        made = cast.post("Thrall", "exceptions", person=str(cast.id_of("Anduin")), **GRANT)

        assert (made.status_code, made.location) == (303, f"{SETTINGS}#exceptions")
        assert "Keeps the &lt;b&gt;loot&lt;/b&gt; list" in cast.get("Thrall").text
        with cast.app.app_context():
            number = db.session.scalars(select(PermissionException.id)).one()
        assert cast.post("Thrall", f"exceptions/{number}/end").status_code == 303
        assert cast.post("Thrall", f"exceptions/{number}/end").status_code == 404

    def test_an_exception_that_cannot_be_keeps_what_was_typed(self, cast: Cast) -> None:
        given = {"person": str(cast.id_of("Anduin")), "reason": "because", "until": "2020-01-01"}
        answer = cast.post("Thrall", "exceptions", **GRANT | given)

        assert answer.status_code == 422
        assert 'name="reason" value="because"' in answer.text
        assert 'name="until" data-moment="until_utc" value="2020-01-01"' in answer.text
        assert f'value="{cast.id_of("Anduin")}" selected' in answer.text

    def test_a_refused_exception_opens_at_the_first_field_that_is_wrong(self, cast: Cast) -> None:
        given = {"person": str(cast.id_of("Anduin")), "reason": "", "until": "2020-01-01"}
        answer = cast.post("Thrall", "exceptions", **GRANT | given)

        assert answer.text.count("autofocus") == 1
        assert 'aria-describedby="wrong-reason" autofocus' in answer.text
        assert 'aria-invalid="true" aria-describedby="wrong-until">' in answer.text
        assert "autofocus" not in cast.get("Thrall").text

    def test_an_exception_for_a_stranger_is_refused(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "exceptions", person=str(cast.id_of("Arthas")), **GRANT)

        assert answer.status_code == 422
        assert "(person)" in answer.text

    def test_an_old_exception_and_one_of_who_left_say_so(self, cast: Cast) -> None:
        cast.post("Thrall", "exceptions", person=str(cast.id_of("Anduin")), **GRANT)
        with cast.app.app_context(), transaction() as session:
            session.execute(update(PermissionException).values(expires_at=clock.now()))
        cast.rank("Anduin", 4, left_at=clock.now())

        shown = cast.get("Thrall").text

        assert "ended <time" in shown
        assert "not in the guild now" in shown
