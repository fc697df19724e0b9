"""What an action refuses in the last moment is answered as the gate would answer it."""

import pytest
from flask import Flask

from webapp.permissions.changes import NotThere, RightLost
from webapp.permissions.policy import NOBODY, GuildRules, Tool
from webapp.permissions.viewer import Access
from webapp.web.guild_address import UNKNOWN_GUILD
from webapp.web.late_refusals import not_there, right_lost


def access(*tools: Tool) -> Access:
    return Access(standing=NOBODY, rules=GuildRules(), tools=frozenset(tools))


class TestRightLost:
    @pytest.mark.parametrize(
        ("left", "status", "sentence"),
        [
            (access(Tool.ROSTER), 403, "You need to be a member of this guild for the guild&#39;s settings."),
            (access(), 404, UNKNOWN_GUILD),
        ],
    )
    def test_who_may_not_see_the_guild_is_told_of_none(
        self, app: Flask, left: Access, status: int, sentence: str
    ) -> None:
        with app.test_request_context():
            answer = right_lost(RightLost(Tool.SETTINGS, left))

        assert answer.status_code == status
        assert sentence in answer.get_data(as_text=True)


class TestNotThere:
    def test_it_says_its_sentence(self, app: Flask) -> None:
        with app.test_request_context():
            answer = not_there(NotThere("This guild has no such run."))

        assert answer.status_code == 404
        assert "This guild has no such run." in answer.get_data(as_text=True)
