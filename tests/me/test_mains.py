"""A person chooses the main: of their own characters alone, and every guild's log tells it."""

from tests.me.cast import Cast
from tests.support.roll import officers_say, said_of
from webapp.extensions import db
from webapp.models import AuditEntry, Character, Guild
from webapp.words import MainSetBy


def mains(cast: Cast) -> dict[str, tuple[int | None, MainSetBy | None]]:
    rows = {name: cast.row(name) for name in cast.characters}
    return {name: (row.main_id, row.main_set_by) for name, row in rows.items()}


class TestHangOn:
    def test_all_others_become_its_alts(self, cast_on: Cast) -> None:
        jaina = cast_on.characters["Jaina"]

        answer = cast_on.post("characters/main", main=str(jaina))

        assert (answer.status_code, answer.location) == (303, "/me/characters#mine")
        player = MainSetBy.PLAYER
        assert mains(cast_on) == {
            "Jaina": (None, player),
            "Tandred": (jaina, player),
            "Aegwynn": (jaina, player),
            "Thrall": (None, None),
        }
        page = cast_on.get("characters").text
        assert "alt of <bdi>Jaina</bdi>" in page
        assert "Your main is <strong><bdi>Jaina</bdi></strong>" in page

    def test_another_choice_takes_its_place_whole(self, cast: Cast) -> None:
        cast.post("characters/main", main=str(cast.characters["Jaina"]))

        cast.post("characters/main", main=str(cast.characters["Tandred"]))

        assert mains(cast)["Tandred"] == (None, MainSetBy.PLAYER)
        assert mains(cast)["Jaina"] == (cast.characters["Tandred"], MainSetBy.PLAYER)

    def test_none_may_be_the_choice(self, cast: Cast) -> None:
        cast.post("characters/main", main=str(cast.characters["Jaina"]))

        cast.post("characters/main", main="none")

        assert set(mains(cast).values()) == {(None, None)}

    def test_what_officers_said_of_them_ends_with_any_choice(self, cast: Cast) -> None:
        tandred = cast.characters["Tandred"]
        with cast.app.app_context():
            officers_say(tandred, main_id=cast.characters["Thrall"])

        cast.post("characters/main", main="none")

        with cast.app.app_context():
            assert said_of(tandred).main_id is None
        assert cast.rows(Guild)[0].data_version == 1

    def test_what_officers_said_to_the_version_before_is_not_shown(self, cast: Cast) -> None:
        with cast.app.app_context():
            row = db.session.get_one(Character, cast.characters["Tandred"])
            row.main_set_by = MainSetBy.OFFICER
            db.session.commit()

        assert 'class="tag given">Main' not in cast.get("characters").text
        cast.post("characters/main", main=str(cast.characters["Jaina"]))

        assert [one.before for one in cast.rows(AuditEntry)] == [False]

    def test_somebody_else_s_character_is_not_found(self, cast: Cast) -> None:
        assert cast.post("characters/main", main=str(cast.characters["Thrall"])).status_code == 404
        assert cast.post("characters/main", main="999999").status_code == 404
        assert set(mains(cast).values()) == {(None, None)}

    def test_what_is_no_choice_is_refused(self, cast: Cast) -> None:
        for form in ({}, {"main": ""}, {"main": "Jaina"}):
            assert cast.post("characters/main", **form).status_code == 400

    def test_the_guild_s_log_and_pages_know_it_once(self, cast: Cast) -> None:
        before = cast.rows(Guild)[0]

        for _ in range(2):
            cast.post("characters/main", main=str(cast.characters["Jaina"]))

        entry, guild = cast.rows(AuditEntry)[0], cast.rows(Guild)[0]
        assert len(cast.rows(AuditEntry)) == 1
        assert (entry.action, entry.guild_id, entry.actor_id) == (
            "main_chosen",
            cast.guild_id,
            cast.jaina.user_id,
        )
        assert (entry.character_id, entry.before, entry.after) == (cast.characters["Jaina"], False, True)
        assert (guild.data_version, guild.permission_version) == (
            before.data_version + 1,
            before.permission_version,
        )
        shown = cast.browser(cast.thrall).get("/guilds/eu/argent-dawn/lantern-watch/settings/audit").text
        assert "Main chosen by its player" in shown
        assert "<bdi>none</bdi>" in shown
        assert "<bdi>Jaina</bdi>" in shown
