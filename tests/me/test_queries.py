"""The page of one's own guilds and characters."""

from datetime import timedelta

from sqlalchemy import update

from tests.me.cast import Cast
from tests.support.roll import NOON
from tests.support.signed_in import signed_in
from webapp.database import transaction
from webapp.lib import clock
from webapp.me.queries import characters_page
from webapp.models import AuditEntry, Character, CharacterList, Guild, GuildMember, PermissionException
from webapp.permissions.audit import Action
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Viewer
from webapp.web.filters import iso
from webapp.words import Effect


def shown(cast: Cast) -> str:
    return " ".join(cast.get("characters").text.split())


class TestGuilds:
    def test_each_tells_rank_and_standing_through_the_best_character(self, cast: Cast) -> None:
        page = shown(cast)

        assert "<strong><bdi>Council</bdi></strong> · rank 1 through <bdi>Jaina</bdi>" in page
        assert "and 1 more of yours" in page
        assert "Open to that rank besides: officer notes" in page
        assert "3 members, roster read" in page

    def test_the_master_is_called_so_and_led_to_settings_and_tokens(self, cast: Cast) -> None:
        page = cast.browser(cast.thrall).get("/me/characters").text

        assert "<strong><bdi>Guild master</bdi></strong>" in page
        assert 'lantern-watch/settings/">Settings' in page
        assert 'lantern-watch/tokens/">API tokens' in page
        assert "settings/" not in cast.get("characters").text

    def test_a_member_with_a_tool_by_name_is_called_no_officer_and_told_until_when(self, cast: Cast) -> None:
        ends_at = clock.now() + timedelta(hours=2)
        given = PermissionException(guild_id=cast.guild_id, user_id=cast.jaina.user_id, reason="Archivist")
        given.tool_name, given.effect, given.expires_at = Tool.EXPORT.value, Effect.GRANT, ends_at
        over = PermissionException(guild_id=cast.guild_id, user_id=cast.jaina.user_id, reason="Was rude")
        over.tool_name, over.effect, over.expires_at = Tool.LOGS.value, Effect.DENY, NOON
        cast.add(given, over)
        with cast.app.app_context(), transaction() as session:
            session.execute(update(GuildMember).values(rank=4))

        page = shown(cast)
        with cast.app.app_context():
            seen = characters_page(Viewer(session_id="", user_id=cast.jaina.user_id, battletag=""), NOON)

        assert seen.stays_true_for(timedelta(days=999_999), NOON) == ends_at - NOON
        assert seen.stays_true_for(timedelta(0), NOON) == timedelta(0)
        assert "<strong><bdi>Member</bdi></strong> · rank 4 through" in page
        assert "Open to that rank besides" not in page
        assert (
            f'Given to you by name: <strong>exporting</strong>, until <time datetime="{iso(ends_at)}' in page
        )
        assert "— <bdi>Archivist</bdi>" in page
        assert "Was rude" not in page

    def test_what_a_guild_gave_by_name_counts(self, cast: Cast) -> None:
        given = PermissionException(guild_id=cast.guild_id, user_id=cast.jaina.user_id, reason="Webmaster")
        given.tool_name, given.effect = Tool.SETTINGS.value, Effect.GRANT
        cast.add(given)

        assert "lantern-watch/settings/" in shown(cast)

    def test_one_that_is_just_being_fetched_says_so(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.get_one(Guild, cast.guild_id).roster_succeeded_at = None

        assert "Its roster is just being fetched" in shown(cast)

    def test_one_that_battle_net_does_not_know_any_more_says_so(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.get_one(Guild, cast.guild_id).archived_at = clock.now()

        assert "has not known this guild for a day" in shown(cast)


class TestCharacters:
    def test_they_stand_under_their_region_with_the_age_of_the_list(self, cast: Cast) -> None:
        page = shown(cast)

        assert page.index('id="region-us"') < page.index('id="region-eu"')
        assert "2 on your Battle.net list, read <time" in page
        assert "Your list of this region was not read." in page  # of us, where one was found in another way
        assert page.count("Refresh my characters") == 2

    def test_a_guild_that_is_not_tracked_is_named_as_such(self, cast: Cast) -> None:
        assert "<bdi>Tirisgarde</bdi> <small>not tracked here</small>" in shown(cast)

    def test_regions_that_were_never_read_are_one_press_away(self, cast: Cast) -> None:
        page = shown(cast)

        assert "Read another region" in page
        assert 'name="region" value="kr"' in page

    def test_who_asked_to_be_forgotten_is_told_that_as_the_reason(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            session.execute(update(Character).values(user_id=None))
            session.execute(update(CharacterList).values(forgotten_count=2))

        page = cast.get("characters").text

        assert "You asked to be forgotten here" in page
        assert "Bring them back" in page
        assert "tracked here" not in page
        assert "You have not said which of them is your main" not in page

    def test_who_stays_forgotten_is_counted_and_can_be_brought_back(self, cast: Cast) -> None:
        listed = CharacterList(user_id=cast.jaina.user_id, region="kr", read_at=clock.now())
        listed.character_count, listed.forgotten_count = 4, 3
        cast.add(listed)

        page = shown(cast)

        assert "3 of them stay forgotten, as you once asked" in page
        assert 'name="bring_back" value="yes"' in page

    def test_without_any_it_says_what_to_do(self, cast: Cast) -> None:
        stranger = signed_in(cast.app, battletag="Arthas#1")

        page = cast.browser(stranger).get("/me/characters").text

        assert "Battle.net was not allowed to share it, or did not answer" in page
        assert "Leave the box for your World of Warcraft profile ticked." in page
        assert page.count('name="next" value="/me/characters"') == 4

    def test_what_somebody_else_proved_since_is_counted_and_not_said_to_be_listed_by_nobody(
        self, cast: Cast
    ) -> None:
        for name in ("Jaina", "Tandred"):
            entry = AuditEntry(user_id=cast.jaina.user_id, action=Action.CLAIMED.value, at=clock.now())
            entry.character_id, entry.actor_id = cast.characters[name], cast.thrall.user_id
            cast.add(entry)
        with cast.app.app_context(), transaction() as session:
            theirs = update(Character).where(Character.id.in_(cast.characters.values()))
            session.execute(theirs.values(user_id=cast.thrall.user_id))

        page = shown(cast)

        assert "2 of them were proved by another account since" in page
        assert "None of those is yours here now." in page
        assert "Battle.net lists no character of yours" not in page

    def test_nobody_else_s_are_shown(self, cast: Cast) -> None:
        assert "Thrall</bdi></a>" not in shown(cast)
