"""Notes beside a card, as a browser without JavaScript and as htmx use them."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.characters.officers.cards import CARDS, PRIVATE, SECRET, card, newest_version, post, reads, write
from tests.rights.cast import Cast
from tests.support.roll import add_member
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, Guild, GuildMember


class TestPanel:
    def test_officers_see_who_can_see_it_and_not_the_note(self, cast: Cast) -> None:
        write(cast, SECRET)

        html = card(cast, "Jaina")

        assert "Who can see this: Guild master and rank 1" in html
        assert "the player is told how often" in html
        assert "Show the notes" in html
        assert "by <bdi>Jaina</bdi>" in html
        assert SECRET not in html
        assert reads(cast) == {}

    @pytest.mark.parametrize("who", ["Anduin", "Arthas", "Guldan", "Khadgar", None])
    def test_nobody_else_sees_that_there_is_a_panel(self, cast: Cast, who: str | None) -> None:
        write(cast, SECRET)

        html = card(cast, who)

        assert "Officer notes" not in html
        assert SECRET not in html

    def test_nobody_has_written_yet(self, cast: Cast) -> None:
        assert "Nobody has written any yet." in card(cast, "Jaina")

    def test_about_oneself_it_says_whose_it_is(self, cast: Cast) -> None:
        write(cast, SECRET, who="Thrall", about="Jaina")

        html = card(cast, "Jaina", "Jaina")

        assert "Notes about your own characters are for the other officers." in html
        assert "Show the notes" not in html
        assert "Last written" not in html


class TestReading:
    @pytest.mark.parametrize(("path", "is_whole"), [("notes", True), ("_notes", False)])
    def test_a_press_shows_the_note_counts_it_and_no_cache_keeps_it(
        self, cast: Cast, path: str, *, is_whole: bool
    ) -> None:
        write(cast, SECRET)

        answer = post(cast, "Thrall", path)

        assert (answer.status_code, SECRET in answer.text) == (200, True)
        assert ("<html" in answer.text) is is_whole
        assert answer.headers["Cache-Control"] == PRIVATE
        assert reads(cast) == {cast.id_of("Thrall"): 1}

    def test_what_was_written_before_is_there_with_who_and_when(self, cast: Cast) -> None:
        write(cast, SECRET)
        write(cast, "Talked to him.", who="Thrall", version=newest_version(cast))
        write(cast, "", version=newest_version(cast))

        html = post(cast, "Jaina", "_notes").text

        assert "No note holds now." in html
        assert "Earlier: 3" in html
        assert html.index("Talked to him.") < html.index(SECRET)
        assert "<bdi>Thrall</bdi>" in html

    @pytest.mark.parametrize("path", ["notes", "_notes", "notes/write"])
    @pytest.mark.parametrize(
        ("who", "about", "status"),
        [
            ("Anduin", "Vereesa", 403),
            ("Jaina", "Jaina", 403),
            ("Khadgar", "Anduin", 403),
            ("Arthas", "Anduin", 404),
            ("Guldan", "Anduin", 404),
            ("Thrall", "Guldan", 404),
            ("Thrall", "Nobody", 404),
            (None, "Anduin", 404),
        ],
    )
    def test_whoever_may_not_is_refused_and_nothing_is_counted(
        self, cast: Cast, who: str | None, about: str, status: int, path: str
    ) -> None:
        answer = post(cast, who, path, about=about, note="x", version="0")

        assert answer.status_code == status
        assert reads(cast) == {}
        assert newest_version(cast) == 0

    def test_about_oneself_the_refusal_says_so(self, cast: Cast) -> None:
        assert "for the other officers" in post(cast, "Jaina", "notes", about="Jaina").text

    def test_whoever_is_demoted_reads_no_more(self, cast: Cast) -> None:
        cast.rank("Jaina", 4)

        answer = post(cast, "Jaina", "notes")

        assert answer.status_code == 403
        assert "Officer notes: only rank 1 and above" in answer.text

    def test_while_looking_as_a_rank_nothing_is_read(self, cast: Cast) -> None:
        thrall = cast.browser("Thrall")
        thrall.post("/guilds/eu/argent-dawn/lantern-watch/settings/view-as", data={"rank": "1"})

        assert thrall.post(f"{CARDS}Anduin/notes").status_code == 403
        assert reads(cast) == {}

    def test_a_look_with_get_is_not_how_it_is_done(self, cast: Cast) -> None:
        assert cast.browser("Jaina").get(f"{CARDS}Anduin/notes").status_code == 405

    def test_a_name_in_new_hands_has_no_notes(self, cast: Cast) -> None:
        write(cast, SECRET)
        with cast.app.app_context(), transaction() as session:
            old = session.get_one(Character, cast.characters["Anduin"])
            new = session.get_one(Character, cast.characters["Vereesa"])
            old.name, old.name_key, new.name, new.name_key = new.name, new.name_key, old.name, old.name_key

        assert SECRET not in post(cast, "Jaina", "notes").text
        assert SECRET in post(cast, "Jaina", "notes", about="Vereesa").text

    @pytest.mark.parametrize(
        ("path", "form"),
        [
            ("notes/write", {"note": SECRET, "version": "0"}),
            ("role", {"role": "tank"}),
            ("main", {"main": ""}),
        ],
    )
    def test_a_form_made_for_somebody_else_of_that_name_is_refused(
        self, cast_on: Cast, path: str, form: dict[str, str]
    ) -> None:
        opened = post(cast_on, "Jaina", "notes", about="Vereesa").text
        meant = cast_on.characters["Vereesa"]
        assert f'name="character" value="{meant}"' in opened
        assert card(cast_on, "Jaina", "Vereesa").count(f'name="character" value="{meant}"') >= 2
        with cast_on.app.app_context(), transaction() as session:
            session.get_one(Character, meant).name_key = "gone"
            session.flush()
            new = session.get_one(Character, add_member(cast_on.guild_id, "Vereesaa"))
            new.name, new.name_key = "Vereesa", "vereesa"

        answer = post(cast_on, "Jaina", path, about="Vereesa", character=meant, **form)

        assert (answer.status_code, "gone to another character" in answer.text) == (409, True)
        assert cast_on.entries() == []
        assert newest_version(cast_on) == 0

    def test_whoever_left_the_guild_took_them_away_and_brings_them_back(self, cast: Cast) -> None:
        write(cast, SECRET)
        member = GuildMember.character_id == cast.characters["Anduin"]
        with cast.app.app_context(), transaction() as session:
            session.execute(update(GuildMember).where(member).values(left_at=clock.now()))
        assert post(cast, "Jaina", "notes").status_code in {403, 404}

        with cast.app.app_context(), transaction() as session:
            session.execute(update(GuildMember).where(member).values(left_at=None))
        assert SECRET in post(cast, "Jaina", "notes").text


class TestWriting:
    def test_a_note_is_kept_and_leads_back(self, cast: Cast) -> None:
        answer = write(cast, f"  {SECRET}\r\nAgain. ")

        assert (answer.status_code, answer.location) == (303, f"{CARDS}Anduin#notes")
        assert f"{SECRET}\nAgain.</p>" in post(cast, "Thrall", "_notes").text

    def test_what_is_the_same_makes_no_version(self, cast: Cast) -> None:
        write(cast, SECRET)
        version = newest_version(cast)

        assert write(cast, f"{SECRET} ", version=version).status_code == 303
        assert newest_version(cast) == version
        assert len(cast.entries()) == 1

    def test_what_cannot_be_a_note_is_named_and_stays_in_the_field(self, cast: Cast) -> None:
        answer = write(cast, "tur\u202ened")

        assert answer.status_code == 422
        assert "The note has letters that nobody can see" in answer.text
        assert "ned</textarea>" in answer.text
        assert answer.headers["Cache-Control"] == PRIVATE
        assert newest_version(cast) == 0

    @pytest.mark.parametrize("version", [0, -1])
    def test_a_newer_version_is_not_overwritten(self, cast: Cast, version: int) -> None:
        write(cast, SECRET)

        answer = write(cast, "He is fine.", who="Thrall", version=version)

        assert answer.status_code == 409
        assert SECRET in answer.text
        assert "He is fine.</textarea>" in answer.text
        assert f'name="version" value="{newest_version(cast)}"' in answer.text
        assert answer.headers["Cache-Control"] == PRIVATE
        assert reads(cast) == {cast.id_of("Thrall"): 1}

        assert write(cast, "He is fine.", who="Thrall", version=newest_version(cast)).status_code == 303

    def test_what_officers_write_stays_text(self, cast: Cast) -> None:
        write(cast, "<img src=x onerror=alert(1)> {{ 7*7 }} </textarea>")

        html = post(cast, "Thrall", "_notes").text

        assert "&lt;img src=x onerror=alert(1)&gt; {{ 7*7 }} &lt;/textarea&gt;" in html
        assert "<img" not in html

    @pytest.mark.parametrize("path", ["notes", "_notes"])
    def test_old_ranks_write_nothing_and_go_on_reading(self, cast: Cast, path: str) -> None:
        write(cast, SECRET)
        with cast.app.app_context(), transaction() as session:
            session.execute(update(Guild).values(roster_succeeded_at=clock.now() - timedelta(hours=25)))

        refused, answer = write(cast, "Another.", version=newest_version(cast)), post(cast, "Thrall", path)

        assert (refused.status_code, answer.status_code) == (409, 200)
        assert SECRET in answer.text
        assert reads(cast) == {cast.id_of("Thrall"): 1}

    def test_without_the_token_of_the_form_nothing_happens(self, cast: Cast) -> None:
        cast.app.config["WTF_CSRF_ENABLED"] = True

        assert write(cast, SECRET).status_code == 400
        assert newest_version(cast) == 0
