"""What each kind of person sees of a character's page and does not, by what stands in it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.characters.cards import MESSY, tidy_card, with_problems
from tests.characters.rows import CARD, add_past, raider
from tests.support.deciding import decide, open_to_visitors
from tests.support.roll import NOON
from tests.support.signed_in import browser_of, enlisted, operator, own, signed_in
from webapp.permissions.policy import Tool

LAST = NOON.replace(month=10, day=30, hour=20, minute=15)
GEAR, VAULT = ('id="gear"', 'id="fixes"', "Feet: no enchantment."), ('id="vault"',)
BUTTON = "Refresh now"
SEEN = (
    "2026-11-19",
    "2026-10-30",
    "Observed in game",
    "This week",
    "this week",
    "Changed",
    "not seen",
    'id="past"',
    'id="runs"',
    'id="kills"',
)
EVERYBODY = ('id="mythic"', 'id="raids"', "Nildank", "Item level", "Professions", 'id="talents"')
Browsers = dict[str, FlaskClient]


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def told_only_by(*keys: str) -> set[str]:
    """Return the words of some parts that stand in no other part of the card."""
    card = with_problems(*MESSY)
    rest = " ".join(texts({key: part for key, part in card.items() if key not in keys}))
    words = {word for key in keys for word in texts(card[key]) if " " in word or "'" in word}
    return {word for word in words if word not in rest} - {"Warcraft Logs"}  # there is a link to it too


@pytest.fixture
def character_id(app: Flask) -> int:
    """Give Nildank of a public guild, last seen weeks ago."""
    character_id = raider(app, with_problems(*MESSY), last_login_at=LAST, equipped_item_level=312)
    add_past(app, character_id)
    open_to_visitors(app, 1)
    return character_id


@pytest.fixture
def browsers(app: Flask, character_id: int) -> Browsers:
    owner = signed_in(app, battletag="Nildank#1")
    own(app, owner, character_id)
    ranks = {"master": 0, "officer": 1, "raider": 3}
    members = {name: enlisted(app, 1, name.capitalize(), rank=rank) for name, rank in ranks.items()}
    people = members | {"owner": owner, "operator": operator(app), "stranger": signed_in(app)}
    return {name: browser_of(app, person) for name, person in people.items()} | {
        "visitor": browser_of(app, None)
    }


def holds(html: str, *wanted: str) -> list[str]:
    return [text for text in wanted if text in html]


class TestWhatPeopleSee:
    @pytest.mark.parametrize("who", ["master", "officer", "raider", "owner", "operator"])
    def test_members_the_owner_and_the_operator_see_all_parts(self, browsers: Browsers, who: str) -> None:
        html = browsers[who].get(CARD).text

        parts = (*EVERYBODY, *GEAR, *VAULT, 'id="logs"', 'id="past"', 'id="runs"', 'id="kills"')
        wanted = (*parts, "Best log average", "Observed in game", BUTTON)
        assert holds(html, *wanted) == list(wanted)
        assert 'class="notes' not in html

    @pytest.mark.parametrize("part", ["", "/_card", "/_strip"])
    @pytest.mark.parametrize("who", ["visitor", "stranger"])
    def test_visitors_see_no_word_of_what_is_for_members(
        self, browsers: Browsers, who: str, part: str
    ) -> None:
        answer = browsers[who].get(CARD + part)

        closed = told_only_by("gear", "vault", "logs")
        assert (answer.status_code, len(closed) > 20) == (200, True)
        assert holds(answer.text, *GEAR, *VAULT, 'id="logs"', "log average", *SEEN, BUTTON, *closed) == []
        assert part == "/_strip" or holds(answer.text, *EVERYBODY) == list(EVERYBODY)

    def test_the_page_says_whose_the_rest_is(self, browsers: Browsers) -> None:
        words = "The gear audit, logs and when members were last seen are for members of this guild."

        assert words in browsers["visitor"].get(CARD).text

    @pytest.mark.parametrize(
        ("tool", "closed", "rest"),
        [
            (Tool.GEAR_AUDIT, (*GEAR, *VAULT), ('id="logs"', "Observed in game", BUTTON)),
            (Tool.LOGS, ('id="logs"', "log average"), (*GEAR, *VAULT, "Observed in game", BUTTON)),
            (Tool.LAST_SEEN, SEEN, (*GEAR, *VAULT, 'id="logs"', BUTTON)),
            (Tool.SYNC, (BUTTON,), (*GEAR, *VAULT, 'id="logs"', "Observed in game")),
        ],
    )
    def test_what_a_guild_keeps_for_officers_is_gone_for_a_raider_and_not_for_the_owner(
        self, app: Flask, browsers: Browsers, tool: Tool, closed: tuple[str, ...], rest: tuple[str, ...]
    ) -> None:
        decide(app, 1, tool, min_rank=1)

        raiders, owners = (browsers[who].get(CARD).text for who in ("raider", "owner"))

        assert (holds(raiders, *closed), holds(raiders, *rest)) == ([], list(rest))
        assert holds(owners, *rest) == list(rest)
        assert holds(owners, *closed[:1]) == list(closed[:1]) or tool is Tool.LAST_SEEN
        assert "only rank 1 and above" not in owners
        assert ("seen by rank 1 and above" in owners) is (tool is not Tool.SYNC)

    def test_a_raider_is_told_which_rank_has_it(self, app: Flask, browsers: Browsers) -> None:
        decide(app, 1, "gear_audit", min_rank=1)

        html = browsers["raider"].get(CARD).text

        assert "The gear audit: only rank 1 and above; you have rank 3 through Raider-Argent Dawn." in html

    def test_a_press_without_the_tool_is_refused(self, browsers: Browsers) -> None:
        answers = [browsers[who].post(f"{CARD}/refresh") for who in ("visitor", "stranger", "owner")]

        assert [answer.status_code for answer in answers] == [403, 403, 303]
        assert all(f'href="{CARD}"><span>Back to' in answer.text for answer in answers[:2])


class TestLogsAlone:
    def test_where_logs_alone_are_shown_the_strip_says_why_and_nothing_else_does(
        self, app: Flask, client: FlaskClient
    ) -> None:
        raider(app, tidy_card() | dict.fromkeys(("gear", "mythic", "raids", "professions", "talents")))

        html = client.get(CARD).text

        assert 'id="logs"' in html
        assert "panel empty" not in html
        assert "last good data" not in html
