"""The log of changes, the members, and looking as a rank."""

import pytest
from sqlalchemy import delete, update

from tests.rights.cast import SETTINGS, Cast, mapping
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import AuditEntry, Character, GuildMember
from webapp.permissions.audit import Action
from webapp.permissions.policy import Tool


class TestViewAs:
    def test_one_looks_as_a_rank_with_a_banner_and_changes_nothing(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "view-as", rank="4")
        assert (answer.status_code, answer.location) == (303, PAGE)

        assert "rank 4</strong>" in cast.browser("Thrall").get(PAGE).text
        assert cast.get("Thrall").status_code == 403
        assert cast.browser("Thrall").post(PAGE + "refresh").status_code == 403

    def test_one_stops_and_is_back_at_the_settings(self, cast: Cast) -> None:
        cast.post("Thrall", "view-as", rank="4")

        stopped = cast.browser("Thrall").post("/view-as/stop")

        assert (stopped.status_code, stopped.location) == (303, SETTINGS)
        shown = cast.get("Thrall")
        assert shown.status_code == 200
        assert 'class="viewing"' not in shown.text

    def test_with_nothing_to_stop_one_is_at_the_first_page(self, cast: Cast) -> None:
        assert cast.browser("Thrall").post("/view-as/stop").location == "/"
        assert cast.browser(None).post("/view-as/stop").status_code == 401

    def test_what_is_no_rank_is_told(self, cast: Cast) -> None:
        answer = cast.post("Thrall", "view-as", rank="10")

        assert answer.status_code == 422
        assert "(rank)" in answer.text


class TestLog:
    def test_nothing_yet_is_said_as_that(self, cast: Cast) -> None:
        assert "Nothing has been changed" in cast.get("Thrall", "audit").text
        assert "Nothing of this kind" in cast.get("Thrall", "audit?kind=ranks").text

    def test_it_tells_who_changed_what_and_takes_it_back(self, cast: Cast) -> None:
        cast.post("Thrall", "", version="0", **mapping(rank_officer_notes="4"))
        shown = cast.get("Thrall", "audit").text
        assert "<strong>Officer notes</strong>" in shown
        assert "<bdi>Rank 1 and above</bdi>" in shown
        assert "<bdi>Rank 4 and above</bdi>" in shown
        assert "<bdi>Thrall</bdi>" in shown
        number = cast.entries()[0].id

        answer = cast.post("Thrall", f"audit/{number}/undo")

        assert (answer.status_code, answer.location) == (303, f"{SETTINGS}audit")
        assert Tool.OFFICER_NOTES not in cast.tools("Anduin")
        assert cast.get("Thrall", "audit").text.count("/undo") == 1
        assert cast.post("Thrall", f"audit/{number}/undo").status_code == 422
        assert cast.post("Thrall", "audit/99/undo").status_code == 404

    def test_what_officers_said_of_members_names_them_and_no_note(self, cast: Cast) -> None:
        vereesa = "/characters/eu/argent-dawn/Vereesa"
        officer, about = cast.browser("Jaina"), {"character": str(cast.characters["Vereesa"])}
        officer.post(f"{vereesa}/role", data=about | {"role": "tank"})
        officer.post(f"{vereesa}/main", data=about | {"main": "Anduin"})
        officer.post(f"{vereesa}/notes/write", data=about | {"note": "Late twice.", "version": "0"})

        shown = cast.get("Thrall", "audit?kind=members").text

        assert shown.count("<bdi>Vereesa</bdi>") == 3
        for words in (
            "<strong>Role</strong>",
            "<bdi>Tank</bdi>",
            "<bdi>alt of Anduin</bdi>",
            "<bdi>written</bdi>",
        ):
            assert words in shown
        assert "Late twice." not in shown
        assert shown.count("/undo") == 2

    @pytest.mark.parametrize(
        ("is_kept", "who", "main"),
        [(True, "Vereesa", "Anduin"), (False, "somebody who left", "somebody who is gone")],
    )
    def test_whoever_left_has_the_name_of_then_or_none(
        self, cast: Cast, who: str, main: str, *, is_kept: bool
    ) -> None:
        path, about = "/characters/eu/argent-dawn/Vereesa", {"character": str(cast.characters["Vereesa"])}
        cast.browser("Jaina").post(f"{path}/main", data=about | {"main": "Anduin"})
        with cast.app.app_context(), transaction() as session:
            for name in ("Vereesa", "Anduin"):
                number = cast.characters[name]
                here = GuildMember.character_id == number
                session.execute(update(GuildMember).where(here).values(left_at=clock.now()))
                if not is_kept:
                    session.execute(delete(GuildMember).where(here))
                session.execute(update(Character).where(Character.id == number).values(name=f"New{name}"))
                now = {"joined_at": clock.now(), "last_seen_at": clock.now()}
                elsewhere = {"guild_id": cast.other_guild_id, "character_name": f"New{name}", "rank": 5}
                session.add(GuildMember(character_id=number, **elsewhere, **now))

        shown = cast.get("Thrall", "audit?kind=members").text

        assert f"<bdi>{who}</bdi>" in shown
        assert f"<bdi>alt of {main}</bdi>" in shown
        assert "New" not in shown

    def test_what_ended_with_a_member_s_leaving_is_the_roster_s_doing_and_stays_so(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            entry = AuditEntry(guild_id=cast.guild_id, action=Action.EXCEPTION_ENDED.value, at=clock.now())
            entry.subject, entry.user_id = Tool.OFFICER_NOTES.value, cast.id_of("Arthas")
            entry.before = {"effect": "grant", "reason": "trial officer", "expires_at": None}
            session.add(entry)

        shown = cast.get("Thrall", "audit?kind=exceptions").text

        assert "Exception ended with the last character: Officer notes" in shown
        assert "<bdi>the roster</bdi>" in shown
        assert "trial officer" in shown
        assert "/undo" not in shown

    def test_a_claim_says_who_lost_the_character_to_whom_by_whose_sign_in(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            for action, after in ((Action.CLAIMED, None), (Action.EXCEPTION_ENDED, {"because": "claimed"})):
                entry = AuditEntry(guild_id=cast.guild_id, action=action.value, after=after, at=clock.now())
                entry.actor_id, entry.user_id = cast.id_of("Arthas"), cast.id_of("Anduin")
                entry.character_id = cast.characters["Anduin"] if action is Action.CLAIMED else None
                session.add(entry)

        claim, end = (cast.get("Thrall", f"audit?kind={kind}").text for kind in ("members", "exceptions"))

        assert "<bdi>Anduin</bdi> <span aria-hidden" in claim
        assert claim.count("<bdi>Arthas</bdi>") == 2
        assert "ended, because another account proved the last character" in end
        assert "<bdi>Arthas</bdi>" in end
        assert "the roster" not in end

    def test_the_settings_show_the_last_change_of_settings_with_its_undo(self, cast: Cast) -> None:
        cast.post("Thrall", "", version="0", **mapping(rank_officer_notes="4"))
        with cast.app.app_context(), transaction() as session:
            for action in (Action.VIEW_AS, Action.MAIN_CHOSEN, Action.NOTE, Action.ROLE):
                session.add(AuditEntry(guild_id=cast.guild_id, action=action.value, at=clock.now()))

        latest = cast.get("Thrall", "").text.partition('class="latest')[2].partition("</section>")[0]

        assert ("Officer notes" in latest, "/undo" in latest) == (True, True)

    def test_it_is_narrowed_to_a_kind(self, cast: Cast) -> None:
        cast.post("Thrall", "", version="0", **mapping(rank_officer_notes="4"))
        cast.post("Thrall", "visibility", visibility="public")

        shown = cast.get("Thrall", "audit?kind=visibility").text

        assert "Who may visit" in shown
        assert "Officer notes" not in shown
        assert cast.get("Thrall", "audit?kind=gossip").status_code == 400

    def test_it_is_paged(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            for rank in range(60):
                entry = AuditEntry(guild_id=cast.guild_id, action=Action.RANK_NAME.value, at=clock.now())
                entry.subject, entry.after = str(rank), "Seer"
                session.add(entry)

        first, second = (cast.get("Thrall", f"audit?page={page}").text for page in (1, 2))

        assert "Name of rank 59<" in first
        assert "Name of rank 9<" in second
        assert "1–50 of 60" in first
        assert "somebody who is gone" in first

    def test_other_guilds_logs_are_not_in_it(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            entry = AuditEntry(guild_id=cast.other_guild_id, action=Action.VISIBILITY.value, at=clock.now())
            entry.before, entry.after = "members", "public"
            session.add(entry)

        assert "Nothing has been changed" in cast.get("Thrall", "audit").text


class TestMembers:
    def test_it_shows_the_evidence_of_ownership(self, cast: Cast) -> None:
        shown = cast.get("Thrall", "members").text

        assert "3 of 4 members are proved to be somebody's: 3 people have" in shown
        assert "Battle.net sign-in" in shown
        assert "nobody yet" in shown
        assert "<bdi>Anduin</bdi> may not see officer notes: <bdi>needs rank 1, has rank 4</bdi>" in shown

    def test_it_is_narrowed(self, cast: Cast) -> None:
        claimed, unclaimed = (
            cast.get("Thrall", f"members?show={show}").text for show in ("claimed", "unclaimed")
        )

        assert "Vereesa" in unclaimed
        assert "Battle.net sign-in" not in unclaimed
        assert "Vereesa" not in claimed
        assert cast.get("Thrall", "members?show=all").status_code == 400

    def test_nobody_is_said_as_that(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            vereesa = GuildMember.character_id == cast.characters["Vereesa"]
            session.execute(update(GuildMember).where(vereesa).values(left_at=clock.now()))

        assert "Nobody here" in cast.get("Thrall", "members?show=unclaimed").text
