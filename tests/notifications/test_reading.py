"""What people read of what their guilds are told."""

from sqlalchemy import delete

from tests.notifications.history import promote
from tests.rights.cast import Cast
from tests.support.roll import add_member, add_realm
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, Notification
from webapp.notifications.actions import tell_events


def look(cast: Cast) -> int:
    with cast.app.app_context():
        return tell_events(clock.now())


class TestThePage:
    def test_it_lists_what_was_told_and_marks_it_as_read(self, cast: Cast) -> None:
        look(cast)
        promote(cast, "Anduin")
        look(cast)
        jaina = cast.browser("Jaina")

        page = jaina.get("/me/notifications").text
        assert "<bdi>Lantern Watch: Anduin was promoted from rank 4 to rank 2.</bdi>" in page
        assert 'class="unread"' in page
        read = jaina.post("/me/notifications/read", data={"until": "999", "page": "notifications"})
        assert read.headers["Location"] == "/me/notifications"
        assert 'class="unread"' not in jaina.get("/me/notifications").text
        assert jaina.get("/me/notifications?before=x").status_code == 400

    def test_of_two_who_are_called_alike_the_realm_is_told(self, cast: Cast) -> None:
        with cast.app.app_context():
            add_realm("draenor", "Draenor")
            other = add_member(cast.guild_id, "Anduin", realm="draenor", verified_at=clock.now())
        look(cast)
        promote(cast, "Anduin")
        look(cast)

        page = cast.browser("Jaina").get("/me/notifications").text

        assert other != cast.characters["Anduin"]
        assert "Anduin (Argent Dawn) was promoted" in page

    def test_older_ones_stand_on_further_pages(self, cast: Cast) -> None:
        told_before = {"user_id": cast.id_of("Jaina"), "kind": "grant_ended", "facts": {}}
        with cast.app.app_context(), transaction() as session:
            session.add_all(Notification(**told_before) for _ in range(52))
        jaina = cast.browser("Jaina")

        assert "?before=3" in jaina.get("/me/notifications").text
        last = jaina.get("/me/notifications?before=3").text
        assert (last.count("<li><p>"), "Older" in last, "Newest" in last) == (2, False, True)

    def test_who_lost_the_right_reads_nothing_of_it_any_more(self, cast: Cast) -> None:
        look(cast)
        promote(cast, "Anduin")
        look(cast)
        cast.rank("Jaina", 5)

        page = cast.browser("Jaina").get("/me/notifications").text

        assert "Something in a guild of yours that you may not see any more." in page
        assert "promoted" not in page

    def test_who_was_forgotten_is_not_named(self, cast: Cast) -> None:
        look(cast)
        promote(cast, "Vereesa")
        look(cast)
        with cast.app.app_context(), transaction() as session:
            session.execute(delete(Character).where(Character.id == cast.characters["Vereesa"]))

        page = cast.browser("Thrall").get("/me/notifications").text

        assert "Somebody who is gone was promoted" in page
