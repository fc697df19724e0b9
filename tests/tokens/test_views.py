"""The page of a guild's tokens: made and shown once, listed without the secret, revoked."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import NOON, PAGE
from tests.web.losing import change
from webapp.extensions import db
from webapp.models import ApiToken, Guild
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope, token_hash
from webapp.tokens.actions import MADE_SINCE, MOST_IN_USE, TOO_MANY

TOKENS = PAGE + "tokens/"
GOOD: dict[str, Any] = {"name": "Raid <b>bot", "scope": ["characters:read", "cache:write"], "days": "30"}


def post(cast: Cast, who: str | None, path: str = "", /, **form: Any) -> TestResponse:
    return cast.browser(who).post(TOKENS + path, data=form)


def tokens(cast: Cast) -> list[ApiToken]:
    with cast.app.app_context():
        found = list(db.session.query(ApiToken).order_by(ApiToken.id))
        db.session.expunge_all()
        return found


def secret_in(answer: TestResponse) -> str:
    found = re.search(r'id="secret">(mst_[A-Za-z0-9_-]{43})<', answer.text)
    assert found is not None
    return found[1]


class TestWhoMay:
    @pytest.mark.parametrize("name", ["Thrall", "Khadgar"])
    def test_the_guild_master_and_who_runs_the_server(self, cast: Cast, name: str) -> None:
        assert cast.browser(name).get(TOKENS).status_code == 200

    def test_members_without_the_tool_are_refused_with_a_sentence(self, cast: Cast) -> None:
        for answer in (
            cast.browser("Jaina").get(TOKENS),
            post(cast, "Jaina", **GOOD),
            post(cast, "Jaina", "1/revoke"),
        ):
            assert answer.status_code == 403
            assert "API tokens: only the guild master" in answer.text

    @pytest.mark.parametrize("name", ["Arthas", "Guldan", None])
    def test_to_strangers_there_is_no_such_guild(self, cast: Cast, name: str | None) -> None:
        assert cast.browser(name).get(TOKENS).status_code == 404
        assert post(cast, name, **GOOD).status_code == 404
        assert tokens(cast) == []

    def test_the_page_says_who_can_see_it(self, cast: Cast) -> None:
        assert "<bdi>The guild master alone</bdi>" in cast.browser("Thrall").get(TOKENS).text


class TestMake:
    def test_it_is_shown_once_and_opens_what_it_is_for(self, cast_on: Cast) -> None:
        answer = post(cast_on, "Thrall", **GOOD)

        secret = secret_in(answer)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        stored = tokens(cast_on)[0]
        assert (stored.token_hash, stored.made_by) == (token_hash(secret), cast_on.id_of("Thrall"))
        assert stored.scopes == ["cache:write", "characters:read"]
        assert stored.guild_id == cast_on.guild_id
        header = {"Authorization": f"Bearer {secret}"}
        address = "/api/v1/characters/eu/argent-dawn/Jaina"
        assert cast_on.app.test_client().get(address, headers=header).status_code == 200

    def test_the_list_has_everything_but_the_secret(self, cast: Cast) -> None:
        secret = secret_in(post(cast, "Thrall", **GOOD))

        shown = cast.browser("Thrall").get(TOKENS)

        assert secret not in shown.text
        assert secret[:12] in shown.text
        assert "Raid &lt;b&gt;bot" in shown.text
        assert "by <bdi>Thrall</bdi>" in shown.text
        assert "last used never" in " ".join(shown.text.split())
        assert shown.headers["Cache-Control"] == "no-store"

    def test_the_log_tells_who_made_what_and_never_the_secret(self, cast: Cast) -> None:
        secret = secret_in(post(cast, "Thrall", **GOOD))

        entry = cast.entries()[0]
        assert (entry.action, entry.actor_id, entry.subject) == (
            "token_made",
            cast.id_of("Thrall"),
            "Raid <b>bot",
        )
        assert secret not in str(entry.after)
        log = cast.get("Thrall", "audit?kind=tokens").text
        assert "API token made: Raid &lt;b&gt;bot" in log
        assert "audit/1/undo" not in log
        assert cast.guild().permission_version == 0

    def test_what_cannot_be_is_told_on_the_same_page(self, cast: Cast) -> None:
        answer = post(cast, "Thrall", name="Bot", days="4000")

        assert answer.status_code == 422
        assert 'value="Bot"' in answer.text
        assert "Choose what the token may do." in answer.text
        assert tokens(cast) == []

    def test_too_many_in_use_are_refused(self, cast: Cast) -> None:
        with cast.app.app_context():
            for number in range(MOST_IN_USE):
                make_token(f"t{number}", [Scope.CACHE_READ], guild_id=cast.guild_id, expires_at=None)

        answer = post(cast, "Thrall", **GOOD)

        assert (answer.status_code, TOO_MANY in answer.text) == (422, True)
        assert len(tokens(cast)) == MOST_IN_USE

    def test_a_form_that_is_sent_twice_makes_one(self, cast_on: Cast) -> None:
        first = post(cast_on, "Thrall", **GOOD, newest="0")
        again = post(cast_on, "Thrall", **GOOD, newest="0")

        assert secret_in(first).startswith("mst_")
        assert (again.status_code, MADE_SINCE in again.text) == (422, True)
        assert len(tokens(cast_on)) == 1
        assert 'name="newest" value="1"' in again.text
        assert post(cast_on, "Thrall", **GOOD, newest="1").status_code == 200


class TestMaker:
    def test_who_may_make_none_any_more_is_told_of_and_the_token_works(self, cast: Cast) -> None:
        secret = secret_in(post(cast, "Thrall", **GOOD))
        words = "Its maker may not make tokens any more."
        assert words not in cast.browser("Thrall").get(TOKENS).text

        cast.rank("Thrall", 4)

        assert words in cast.browser("Khadgar").get(TOKENS).text
        header = {"Authorization": f"Bearer {secret}"}
        address = "/api/v1/characters/eu/argent-dawn/Jaina"
        assert cast.app.test_client().get(address, headers=header).status_code == 200

    def test_who_runs_the_server_may_always(self, cast: Cast) -> None:
        post(cast, "Khadgar", **GOOD)

        assert "Its maker may not" not in cast.browser("Thrall").get(TOKENS).text


class TestRevoke:
    def test_it_opens_nothing_any_more(self, cast_on: Cast) -> None:
        secret = secret_in(post(cast_on, "Thrall", **GOOD))
        number = tokens(cast_on)[0].id

        answer = post(cast_on, "Thrall", f"{number}/revoke")

        assert (answer.status_code, answer.location) == (303, TOKENS)
        header = {"Authorization": f"Bearer {secret}"}
        address = "/api/v1/characters/eu/argent-dawn/Jaina"
        assert cast_on.app.test_client().get(address, headers=header).status_code == 401
        assert [entry.action for entry in cast_on.entries()] == ["token_made", "token_revoked"]
        assert ">revoked</b>" in cast_on.browser("Thrall").get(TOKENS).text

    @pytest.mark.parametrize("is_archived", [True, False], ids=["archived", "ranks of yesterday"])
    def test_it_can_be_done_whenever_programs_can_read(self, cast: Cast, *, is_archived: bool) -> None:
        post(cast, "Thrall", **GOOD)
        change(cast.app, Guild, archived_at=NOON if is_archived else None, roster_succeeded_at=NOON)

        statuses = [post(cast, "Thrall", path, **GOOD).status_code for path in ("", "1/revoke")]

        assert statuses == [409, 303]
        assert [one.revoked_at is None for one in tokens(cast)] == [False]

    def test_another_guild_s_and_none_are_not_found(self, cast: Cast) -> None:
        with cast.app.app_context():
            for guild_id in (cast.other_guild_id, None):
                make_token("other", [Scope.CACHE_READ], guild_id=guild_id, expires_at=None)

        assert [post(cast, "Thrall", f"{number}/revoke").status_code for number in (1, 2, 7)] == [404] * 3
        assert [one.revoked_at for one in tokens(cast)] == [None, None]

    def test_what_is_revoked_stays_so(self, cast: Cast) -> None:
        post(cast, "Thrall", **GOOD)
        post(cast, "Thrall", "1/revoke")
        before = tokens(cast)[0].revoked_at

        assert post(cast, "Thrall", "1/revoke").status_code == 404
        assert tokens(cast)[0].revoked_at == before


class TestRightLost:
    def test_a_demotion_bites_before_the_token_is_made(self, cast: Cast) -> None:
        cast.rank("Thrall", 4)

        assert post(cast, "Thrall", **GOOD).status_code == 403
        assert tokens(cast) == []
