"""The settings: who may open and change them, and what their first page shows."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.rights.cast import SETTINGS, Cast, mapping
from tests.support.roll import PAGE, add_member, name_rank
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Guild, GuildMember

READ = ("", "members", "audit")
WRITTEN = (
    "preview",
    "",
    "rank-names",
    "ranks/confirm",
    "visibility",
    "exceptions",
    "exceptions/1/end",
    "audit/1/undo",
    "view-as",
)
OLD = timedelta(hours=25)
GRANT = {"tool": "export", "effect": "grant", "reason": "Keeps the <b>loot</b> list"}


class TestWhoMay:
    @pytest.mark.parametrize("path", READ)
    @pytest.mark.parametrize("name", ["Thrall", "Khadgar"])
    def test_the_guild_master_and_who_runs_the_server_read(self, cast: Cast, name: str, path: str) -> None:
        assert cast.get(name, path).status_code == 200

    @pytest.mark.parametrize("name", ["Jaina", "Anduin"])
    def test_members_without_the_tool_are_refused_with_a_sentence(self, cast: Cast, name: str) -> None:
        for answer in (
            *(cast.get(name, path) for path in READ),
            *(cast.post(name, path) for path in WRITTEN),
        ):
            assert answer.status_code == 403
            assert "The guild&#39;s settings: only the guild master" in answer.text

    @pytest.mark.parametrize("name", ["Arthas", "Guldan", None])
    def test_to_strangers_a_guild_and_no_guild_look_the_same(self, cast: Cast, name: str | None) -> None:
        nowhere = SETTINGS.replace("lantern-watch", "no-such-guild")
        browser = cast.browser(name)

        for path in READ:
            assert browser.get(SETTINGS + path).status_code == 404
            assert browser.get(nowhere + path).status_code == 404
        for path in WRITTEN:
            assert browser.post(SETTINGS + path).status_code == 404
            assert browser.post(nowhere + path).status_code == 404

    @pytest.mark.parametrize("path", READ)
    def test_each_page_says_who_can_see_it(self, cast: Cast, path: str) -> None:
        cast.post("Thrall", "", version="0", **mapping(rank_settings="1"))

        shown = cast.get("Thrall", path).text

        assert "Who can see this" in shown
        assert "<bdi>Rank 1 and above</bdi>" in shown

    def test_other_pages_say_who_sees_what_not_everybody_does(self, cast: Cast) -> None:
        assert "seen by" not in cast.browser("Thrall").get(PAGE).text

        cast.post("Thrall", "", version="0", **mapping(rank_last_seen="2"))

        line = "When members were last seen: seen by rank 2 and above"
        assert line in cast.browser("Thrall").get(PAGE).text
        assert line not in cast.browser("Anduin").get(PAGE).text

    def test_who_is_given_the_tool_may(self, cast: Cast) -> None:
        given = GRANT | {"tool": "settings", "person": str(cast.id_of("Jaina"))}
        assert cast.post("Thrall", "exceptions", **given).status_code == 303

        assert cast.get("Jaina").status_code == 200

    def test_old_ranks_are_previewed(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.execute(update(Guild).values(roster_succeeded_at=clock.now() - OLD))

        assert cast.post("Thrall", "preview", **mapping()).status_code == 200

    @pytest.mark.parametrize("path", [path for path in WRITTEN if path != "preview"])
    def test_old_ranks_decide_nothing(self, cast: Cast, path: str) -> None:
        with cast.app.app_context(), transaction() as session:
            session.execute(update(Guild).values(roster_succeeded_at=clock.now() - OLD))

        assert cast.post("Thrall", path, **mapping()).status_code == 409

    def test_a_form_without_its_token_is_refused(self, cast: Cast) -> None:
        cast.app.config["WTF_CSRF_ENABLED"] = True

        assert cast.post("Thrall", "", version="0", **mapping(rank_logs="0")).status_code == 400
        assert cast.entries() == []

    def test_the_roster_leads_there_for_who_may(self, cast: Cast) -> None:
        link = f'href="{SETTINGS}"'

        assert link in cast.browser("Thrall").get(PAGE).text
        assert link not in cast.browser("Anduin").get(PAGE).text


class TestIndex:
    def test_it_shows_the_ranks_with_names_numbers_and_samples(self, cast: Cast) -> None:
        with cast.app.app_context():
            name_rank(cast.guild_id, 4, "Raider")
            for number in "abcdef":
                add_member(cast.guild_id, f"Zz{number}", rank=4)

        shown = cast.get("Thrall").text

        assert 'name="name_4" value="Raider"' in shown
        for name in ("Anduin", "Vereesa", "Zza", "Zzb", "Zzc"):
            assert f">{name}</bdi>" in shown
        assert ">Zzd</bdi>" not in shown
        assert "+ 3" in shown

    def test_it_explains_who_has_a_tool(self, cast: Cast) -> None:
        shown = cast.get("Thrall").text

        assert (
            "<bdi>Jaina</bdi> may see officer notes: <bdi>rank 1</bdi> through <bdi>Jaina-Argent Dawn"
            in shown
        )
        assert "Who can: 2 people" in shown
        assert "1 member has the rank, and has not signed in" in shown

    def test_a_long_list_is_cut_and_leads_on(self, cast: Cast) -> None:
        with cast.app.app_context():
            ids = [add_member(cast.guild_id, f"Zz{chr(97 + number)}") for number in range(12)]
        for character_id in ids:
            cast.claim(character_id)

        shown = cast.get("Thrall").text

        assert "Who can: 15 people" in shown
        assert "and 3 more" in shown

    def test_the_last_change_can_be_undone_from_here(self, cast: Cast) -> None:
        cast.post("Thrall", "visibility", visibility="public")

        assert f'formaction="{SETTINGS}audit/{cast.entries()[0].id}/undo"' in cast.get("Thrall").text

    def test_a_doubt_is_told_and_confirmed(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            guild = session.get_one(Guild, cast.guild_id)
            guild.ranks_doubted_at, guild.ranks_doubt = clock.now(), "Rank 1 grew."
        cast.rank("Thrall", 0, confirmed_rank=0)
        assert "Rank 1 grew." in cast.get("Thrall").text

        assert cast.post("Thrall", "ranks/confirm").status_code == 303

        assert "Rank 1 grew." not in cast.get("Thrall").text


class TestNobodyHasSignedIn:
    def test_there_is_nobody_to_make_an_exception_for(self, cast: Cast, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            session.execute(update(GuildMember).values(left_at=clock.now()))

        shown = cast.get("Khadgar").text

        assert "nobody of this guild has yet" in shown
        assert "Nobody." in shown
