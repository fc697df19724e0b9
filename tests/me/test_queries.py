"""The page of one's own guilds and characters."""

from sqlalchemy import update

from tests.me.cast import NEWS, Cast
from tests.support.signed_in import signed_in
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import (
    Character,
    CharacterList,
    Guild,
    GuildMember,
    Notification,
    PermissionException,
)
from webapp.permissions.policy import Tool
from webapp.words import Effect


def shown(cast: Cast) -> str:
    return " ".join(cast.get("characters").text.split())


class TestGuilds:
    def test_each_tells_rank_and_standing_through_the_best_character(self, cast: Cast) -> None:
        page = shown(cast)

        assert "<strong>Officer</strong> · rank <bdi>1 · Council</bdi> through <bdi>Jaina</bdi>" in page
        assert "and 1 more of yours" in page
        assert "Open to you besides: officer notes" in page
        assert "3 members, roster read" in page

    def test_the_master_is_called_so_and_led_to_settings_and_tokens(self, cast: Cast) -> None:
        page = cast.browser(cast.thrall).get("/me/characters").text

        assert "<strong>Guild master</strong>" in page
        assert 'lantern-watch/settings/">Settings' in page
        assert 'lantern-watch/tokens/">API tokens' in page
        assert "settings/" not in cast.get("characters").text

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

    def test_nobody_else_s_are_shown(self, cast: Cast) -> None:
        assert "Thrall</bdi></a>" not in shown(cast)


class TestNews:
    def test_who_was_told_nothing_reads_nothing(self, cast: Cast) -> None:
        assert "News for you" not in shown(cast)
        assert 'class="unread"' not in shown(cast)

    def test_the_new_are_counted_beside_the_name_on_every_page(self, cast: Cast) -> None:
        fact = {"character_id": cast.characters["Thrall"]}
        cast.add(Notification(user_id=cast.jaina.user_id, kind=NEWS, facts=fact))

        assert 'class="unread"' in cast.browser().get("/").text
        assert "<bdi>Thrall was proved by another Battle.net account" in shown(cast)

    def test_one_that_is_in_none_of_the_person_s_guilds_any_more_is_not_named(self, cast: Cast) -> None:
        thrall = cast.characters["Thrall"]
        cast.add(Notification(user_id=cast.jaina.user_id, kind=NEWS, facts={"character_id": thrall}))
        with cast.app.app_context(), transaction() as session:
            member = GuildMember.character_id == thrall
            session.execute(update(GuildMember).where(member).values(left_at=clock.now()))
            session.execute(update(Character).where(Character.id == thrall).values(name="Goel"))

        page = shown(cast)

        assert "<bdi>A character that was yours was proved" in page
        assert "Goel" not in page

    def test_a_character_that_is_gone_is_not_named(self, cast: Cast) -> None:
        cast.add(Notification(user_id=cast.jaina.user_id, kind=NEWS, facts={}))

        assert "<bdi>A character that was yours was proved" in shown(cast)

    def test_what_was_read_is_kept_below(self, cast: Cast) -> None:
        told = Notification(user_id=cast.jaina.user_id, kind=NEWS, facts={}, read_at=clock.now())
        cast.add(told)

        page = shown(cast)

        assert "Nothing new." in page
        assert "Read before (1)" in page
        assert 'class="unread"' not in page
