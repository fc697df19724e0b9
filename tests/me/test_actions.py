"""What a person changes of their own; nothing of anybody else's."""

import pytest
import redis

from tests.me.cast import NEWS, Cast
from tests.support.roll import PAGE
from tests.support.signed_in import Person, signed_in
from webapp.config import Settings
from webapp.me.page import MOST_NEWS
from webapp.models import AuditEntry, Guild, Notification, User, UserSession
from webapp.permissions.sessions import session_id

KINDS = (b"generation:", b"permission:", b"profile:")
"""What of the cache's keys names a person."""


def kinds(redis_url: str, person: Person) -> set[bytes]:
    """Return which kinds of the cache's keys name a person."""
    with redis.Redis.from_url(redis_url) as connection:
        keys = list(connection.scan_iter(f"*:{person.user_id}*"))
    return {kind for kind in KINDS for key in keys if kind in key}


class TestMarkRead:
    def test_everything_up_to_the_line_is_read(self, cast: Cast) -> None:
        for _ in range(3):
            cast.add(Notification(user_id=cast.jaina.user_id, kind=NEWS, facts={}))

        answer = cast.post("notifications/read", until="2")

        assert (answer.status_code, answer.location) == (303, "/me/characters")
        assert [one.read_at is None for one in cast.rows(Notification)] == [False, False, True]

    def test_what_no_page_has_shown_stays_new_and_comes_next(self, cast_on: Cast) -> None:
        told = {"user_id": cast_on.jaina.user_id, "kind": NEWS, "facts": {}}
        cast_on.add(*(Notification(**told) for _ in range(MOST_NEWS + 3)))

        cast_on.post("notifications/read", until=str(MOST_NEWS + 3))

        new = {one.id for one in cast_on.rows(Notification) if one.read_at is None}
        assert new == {1, 2, 3}
        assert 'name="until" value="3"' in cast_on.get("characters").text

    def test_nobody_else_s_is(self, cast: Cast) -> None:
        cast.add(Notification(user_id=cast.thrall.user_id, kind=NEWS, facts={}))

        cast.post("notifications/read", until="1")

        assert cast.rows(Notification)[0].read_at is None

    @pytest.mark.parametrize("until", ["", "x", "-1", "9" * 30])
    def test_what_is_no_line_is_refused(self, cast: Cast, until: str) -> None:
        assert cast.post("notifications/read", until=until).status_code == 400


class TestEndSession:
    def test_another_browser_is_signed_out(self, cast: Cast) -> None:
        other = signed_in(cast.app, user_id=cast.jaina.user_id)
        mark = (session_id(other.cookie) or "")[:16]
        assert mark in cast.get("data").text

        answer = cast.post(f"data/sessions/{mark}/end")

        assert answer.status_code == 303
        assert cast.browser(other).get("/me/data").status_code == 401
        assert cast.get("data").status_code == 200

    def test_somebody_else_s_is_not_found(self, cast: Cast) -> None:
        mark = (session_id(cast.thrall.cookie) or "")[:16]

        assert cast.post(f"data/sessions/{mark}/end").status_code == 404
        assert cast.post("data/sessions/%25/end").status_code == 404
        assert [one.revoked_at for one in cast.rows(UserSession)] == [None, None]

    @pytest.mark.parametrize("mark", ["%00", "a%00", "a", "%25", "A" * 16])
    def test_what_is_no_mark_is_not_found(self, cast_on: Cast, mark: str) -> None:
        own = (session_id(cast_on.jaina.cookie) or "")[:15]

        assert cast_on.post(f"data/sessions/{mark}/end").status_code == 404
        assert cast_on.post(f"data/sessions/{own}/end").status_code == 404


class TestForgetMe:
    @pytest.mark.parametrize("typed", ["", "yes", "forget", "forget  me not"])
    def test_who_does_not_type_it_stays(self, cast: Cast, typed: str) -> None:
        answer = cast.post("data/delete", confirmation=typed)

        assert answer.status_code == 422
        assert "Nothing was deleted." in answer.text
        assert len(cast.rows(User)) == 2

    def test_who_does_is_signed_out_everywhere_and_gone(self, cast_on: Cast) -> None:
        browser = cast_on.browser()

        answer = browser.post("/me/data/delete", data={"confirmation": " Forget  me "})

        assert (answer.status_code, answer.location) == (303, "/me/forgotten")
        assert "You are forgotten here" in browser.get("/me/forgotten").text
        assert cast_on.get("data").status_code == 401
        assert [user.battletag for user in cast_on.rows(User)] == ["Thrall#1"]
        assert [entry.action for entry in cast_on.rows(AuditEntry)] == ["person_forgotten"]

    def test_the_cache_has_nothing_of_them_any_more(self, cast: Cast, settings: Settings) -> None:
        cast.post("notifications/read", until="1")
        for path in ("/me/characters", PAGE):
            cast.browser().get(path)
        cast.browser(cast.thrall).get(PAGE)
        kept, others = (kinds(settings.redis_url, one) for one in (cast.jaina, cast.thrall))

        cast.post("data/delete", confirmation="forget me")

        assert (kept, b"permission:" in others) == (set(KINDS), True)
        assert kinds(settings.redis_url, cast.jaina) == set()
        assert kinds(settings.redis_url, cast.thrall) == others

    def test_a_guild_master_who_goes_leaves_the_guild_to_the_next(self, cast: Cast) -> None:
        answer = cast.browser(cast.thrall).post("/me/data/delete", data={"confirmation": "forget me"})

        assert answer.status_code == 303
        assert cast.rows(Guild)[0].leader_id is None
        assert cast.get("characters").status_code == 200
