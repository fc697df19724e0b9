"""What a person is told, on the page of their characters."""

from sqlalchemy import update

from tests.me.cast import NEWS, Cast
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import AuditEntry, Character, GuildMember, Notification


def shown(cast: Cast) -> str:
    return " ".join(cast.get("characters").text.split())


def told_of_claim(cast: Cast, name: str, about: int) -> None:
    """Let Jaina be told that Thrall proved a character, by an entry of the log about somebody."""
    entry = AuditEntry(action=NEWS, actor_id=cast.thrall.user_id, user_id=about, at=clock.now())
    with cast.app.app_context(), transaction() as session:
        session.add(entry)
        session.flush()
        facts = {"character_id": cast.characters[name], "name": name, "entry_id": entry.id}
        session.add(Notification(user_id=cast.jaina.user_id, kind=NEWS, facts=facts))


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

    def test_who_proved_it_is_named(self, cast: Cast) -> None:
        told_of_claim(cast, "Thrall", about=cast.jaina.user_id)

        assert "Thrall was proved by another Battle.net account (Thrall), and the newest" in shown(cast)

    def test_nobody_is_named_by_an_entry_about_somebody_else(self, cast: Cast) -> None:
        told_of_claim(cast, "Thrall", about=cast.thrall.user_id)

        assert "Thrall was proved by another Battle.net account, and the newest" in shown(cast)

    def test_one_that_is_hers_again_is_said_to_be_so(self, cast: Cast) -> None:
        told_of_claim(cast, "Jaina", about=cast.jaina.user_id)

        assert "You have proved it again since, so it is yours." in shown(cast)
