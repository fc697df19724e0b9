"""How much is stored about a person, where they are signed in, who read notes about them."""

import json
from html import unescape

from tests.me.cast import NEWS, Cast
from tests.support.roll import NOON
from tests.support.signed_in import signed_in
from webapp.database import transaction
from webapp.lib import clock
from webapp.me.stored_words import WORDS, Kind
from webapp.models import ApiToken, AuditEntry, Guild, NoteRead, Notification, OfficerNote
from webapp.models.personal import PERSONAL


def counts(page: str) -> dict[str, str]:
    """Return what the table says of each kind."""
    found = {}
    for row in page.split('<th scope="row">')[1:]:
        number = row.partition('<td class="num">')[2].partition("<")[0]
        found[row.partition(" <small>")[0]] = number
    return found


class TestStored:
    def test_every_kind_has_its_count(self, cast_on: Cast) -> None:
        cast_on.add(
            Notification(user_id=cast_on.jaina.user_id, kind=NEWS, facts={}),
            AuditEntry(actor_id=cast_on.jaina.user_id, action="x", at=NOON),
            ApiToken(made_by=cast_on.jaina.user_id, name="bot", prefix="mst_a", token_hash="a", scopes=[]),
        )

        page = unescape(cast_on.get("data").text)
        said = counts(page)

        assert said["Characters"] == "3"
        assert said["Roles in guilds"] == "2"
        assert said["Lists of your characters"] == "1"
        assert said["Notifications"] == "1"
        assert said["Entries of logs, by you"] == "1"
        assert said["Tokens that you made"] == "1"
        nothing = page.partition("Nothing is stored of: ")[2].partition("</p>")[0]
        assert "Exceptions" not in said
        assert "Exceptions" in nothing
        assert set(nothing.strip(".").split(" · ")) | set(said) == {what for what, _ in WORDS.values()}

    def test_all_personal_tables_are_told(self) -> None:
        told = {kind.value.removesuffix("_by_you").removesuffix("_about_you") for kind in Kind}

        others = {"guilds", "held_rosters"}  # a guild's own
        beside = {"users", "sessions"}  # in panels of their own on the same page
        assert PERSONAL.keys() - told == others | beside

    def test_every_kind_has_words(self) -> None:
        assert set(WORDS) == set(Kind)


class TestSessions:
    def test_this_browser_and_the_others_are_listed(self, cast: Cast) -> None:
        signed_in(cast.app, user_id=cast.jaina.user_id)

        page = cast.get("data").text

        assert page.count("This browser") == 1
        assert page.count("Another browser") == 1
        assert "Sign out everywhere" in page


class TestNotesRead:
    def test_they_are_told_as_counts_without_a_name(self, cast_on: Cast) -> None:
        jaina = cast_on.characters["Jaina"]
        for reader, times in ((cast_on.thrall.user_id, 3), (None, 2)):
            cast_on.add(
                NoteRead(
                    guild_id=cast_on.guild_id,
                    character_id=jaina,
                    reader_id=reader,
                    times=times,
                    last_read_at=clock.now(),
                )
            )

        page = " ".join(cast_on.get("data").text.split())

        assert (
            "About <strong><bdi>Jaina</bdi></strong> in <bdi>Lantern Watch</bdi>:"
            " 0 notes kept, read 5 times by 2 people" in page
        )
        assert "Thrall" not in page

    def test_notes_that_nobody_read_are_counted_without_a_word_of_theirs(self, cast_on: Cast) -> None:
        for body in ("Late twice.", "Late thrice."):
            note = OfficerNote(guild_id=cast_on.guild_id, character_id=cast_on.characters["Jaina"], body=body)
            note.written_at = clock.now()
            cast_on.add(note)

        page = " ".join(cast_on.get("data").text.split())
        document = json.loads(cast_on.get("data/export.json").text)

        assert "in <bdi>Lantern Watch</bdi>: 2 notes kept, read by nobody so far</li>" in page
        (about,) = document["officer_notes"]["about_you"]
        assert about["versions"] == 2
        assert "Late" not in page + json.dumps(document)

    def test_without_any_it_says_so(self, cast: Cast) -> None:
        assert "There is none about any of your characters." in cast.get("data").text


class TestLed:
    def test_a_guild_master_is_told_what_becomes_of_the_guild(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.get_one(Guild, cast.guild_id).leader_id = cast.thrall.user_id

        assert "You are the master of" not in cast.get("data").text
        assert (
            "You are the master of <bdi>Lantern Watch</bdi>" in cast.browser(cast.thrall).get("/me/data").text
        )
