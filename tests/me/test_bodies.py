"""One's own page is kept for oneself, and shows a press, a look and a notification at once."""

import re

from sqlalchemy import event, update

from tests.me.cast import Cast
from tests.support.signed_in import signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, Guild, Notification

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def statements_of(cast: Cast) -> int:
    """Return how many statements the page's content costs; the key statements are run past the engine."""
    asked: list[str] = []

    def note(*call: object) -> None:
        asked.append(str(call[2]))

    with cast.app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        cast.get("characters")
        event.remove(db.engine, "before_cursor_execute", note)
    return len([one for one in asked if one.startswith("SELECT")])


class TestCharacters:
    def test_a_second_look_costs_no_statement_beside_the_key(self, cast: Cast) -> None:
        assert statements_of(cast) > 3
        assert statements_of(cast) == 0

    def test_every_form_has_the_token_of_its_own_request(self, cast: Cast) -> None:
        pages = [cast.browser().get("/me/characters").text for _ in range(2)]
        tokens = [set(TOKEN.findall(page)) for page in pages]

        assert [len(found) for found in tokens] == [1, 1]
        assert tokens[0] != tokens[1]
        assert "token-" not in "".join(pages)

    def test_a_press_is_seen_at_once(self, cast: Cast) -> None:
        assert "You have not said which" in cast.get("characters").text
        cast.post("characters/main", main=cast.characters["Jaina"])

        assert "Your main is <strong><bdi>Jaina</bdi>" in cast.get("characters").text

    def test_what_a_sync_wrote_is_seen_with_the_next_look(self, cast: Cast) -> None:
        cast.get("characters")
        with cast.app.app_context(), transaction() as session:
            own = Character.id == cast.characters["Jaina"]
            session.execute(update(Character).where(own).values(equipped_item_level=677))
            session.execute(update(Guild).values(data_version=Guild.data_version + 1))

        assert ">677</td>" in cast.get("characters").text

    def test_what_one_is_told_is_seen_with_the_next_look(self, cast: Cast) -> None:
        before = cast.get("characters").text
        told = Notification(user_id=cast.jaina.user_id, kind="main_set", facts={}, created_at=clock.now())
        cast.add(told)

        assert cast.get("characters").text != before

    def test_nobody_is_shown_anothers(self, cast: Cast) -> None:
        cast.get("characters")
        other = cast.browser(signed_in(cast.app, battletag="Medivh#1")).get("/me/characters").text

        assert "Aegwynn" not in other
        assert "No characters yet" in other
