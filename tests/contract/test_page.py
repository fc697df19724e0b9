"""The roster page and the printed roster show every member of a recorded roster, once and as recorded."""

import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import copyfile
from typing import Any
from urllib.parse import quote

import pytest
from markupsafe import escape

from tests.contract.guilds import RecordedGuild, adopt, recorded_guild
from tests.contract.recorded import RecordedBattleNet
from tests.contract.recordings import ABSENT, FOLDER, Recording, recordings
from tests.contract.values import plain
from tests.support.signed_in import browser_of, operator
from webapp.config import Settings

SEARCHES = 12
"""How many of the names with letters outside ASCII are searched for, evenly spread."""
HOSTILE = "Ø<i a='1'>&\"x"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


class Lines(HTMLParser):
    """Reads the lines of a table: a list of cells for each, the first one without the small print."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag not in {"i", "circle", "input", "meta", "link", "br"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self._inside) and "small" not in self._inside:
            self.rows[-1][-1] += data


def table(guild: RecordedGuild, query: str = "") -> list[list[str]]:
    """Return the cells of every line that the page shows, all on one page."""
    html = page(guild, query).partition('<table class="roster">')[2]
    return [row for row in Lines(html).rows if len(row) > 1][1:]


def page(guild: RecordedGuild, query: str = "") -> str:
    """Return the page as a browser gets it."""
    answer = browser_of(guild.app, operator(guild.app)).get(f"{path(guild)}?page_size=all{query}")
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def path(guild: RecordedGuild) -> str:
    """Return the address of a guild, as its links at Battle.net are written."""
    return f"/guilds/{guild.region}/{quote(guild.realm)}/{quote(guild.name.lower().replace(' ', '-'))}/"


def members(roster: Recording) -> list[dict[str, Any]]:
    """Return the lines of a recorded roster."""
    found: list[dict[str, Any]] = roster.document["members"]
    return found


def told(one: dict[str, Any], classes: dict[int, str]) -> tuple[str, str, str]:
    """Return what a line has to say of a member: name, class, level."""
    character = one["character"]
    return character["name"], classes[character["playable_class"]["id"]], str(character["level"])


@pytest.fixture(scope="module")
def classes() -> dict[int, str]:
    """Give the names of classes as an English index tells them."""
    english = [one for one in recordings("class_index") if one.region in {"us", "eu"}]
    return {kind["id"]: text(kind["name"], one) for one in english for kind in one.document["classes"]}


@pytest.fixture(scope="module", params=recordings("roster"), ids=lambda one: one.file)
def roster(request: pytest.FixtureRequest) -> Recording:
    """Give each recorded roster in turn."""
    found: Recording = request.param
    return found


@pytest.fixture(scope="module")
def guild(
    roster: Recording,
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    settings_for: Callable[[RecordedBattleNet, str], Settings],
) -> Iterator[RecordedGuild]:
    """Give the roster's guild, synced once for all tests that only read."""
    file = tmp_path_factory.mktemp("recorded") / "muster.db"
    copyfile(sqlite_template, file)
    with RecordedBattleNet(recordings()) as server:
        settings = settings_for(server, f"sqlite:///{file}")
        with recorded_guild(settings, server, roster) as tracked:
            tracked.sync()
            yield tracked


class TestTheRosterPage:
    def test_shows_every_member_once_with_class_and_level(
        self, guild: RecordedGuild, roster: Recording, classes: dict[int, str]
    ) -> None:
        rows = table(guild)

        shown = sorted((name, kind, level) for name, kind, _, _, _, level, *_ in rows)
        assert [(name.strip(), kind, level) for name, kind, level in shown] == sorted(
            told(one, classes) for one in members(roster)
        )

    @pytest.mark.parametrize("rank", range(10))
    def test_shows_of_a_rank_those_who_have_it(
        self, guild: RecordedGuild, roster: Recording, rank: int
    ) -> None:
        rows = table(guild, f"&rank={rank}")

        names = sorted(one["character"]["name"] for one in members(roster) if one["rank"] == rank)
        assert sorted(row[0].strip() for row in rows) == names

    def test_names_the_realm_of_those_from_another_one(self, guild: RecordedGuild, roster: Recording) -> None:
        html = page(guild)

        others = [one for one in members(roster) if one["character"]["realm"]["slug"] != guild.realm]
        realms = {one["character"]["realm"]["id"] for one in others}
        assert html.count("</bdi></a> <small>") == len(others)
        for realm in realm_names(guild, realms):
            assert f"</bdi></a> <small>{escape(realm)}</small>" in html

    def test_finds_names_with_accents_however_they_are_typed(
        self, guild: RecordedGuild, roster: Recording
    ) -> None:
        names = sorted({one["character"]["name"] for one in members(roster)})
        odd = [name for name in names if not name.isascii()]

        for name in odd[:: max(1, len(odd) // SEARCHES)]:
            for typed in (name, name.upper(), unicodedata.normalize("NFD", name.casefold())):
                rows = table(guild, f"&q={quote(typed)}")

                right = [
                    one for one in members(roster) if name.casefold() in one["character"]["name"].casefold()
                ]
                assert len(rows) == len(right), typed
                assert name in {row[0].strip() for row in rows}


class TestTheCommand:
    def test_prints_every_member_with_class_and_level(
        self, guild: RecordedGuild, roster: Recording, classes: dict[int, str]
    ) -> None:
        result = guild.app.test_cli_runner().invoke(args=["guild", "roster", guild.place])

        assert result.exit_code == 0, result.output
        lines = [line.split() for line in result.output.splitlines()]
        for one in members(roster):
            name, kind, level = told(one, classes)
            fits = [line for line in lines if line[:1] == [name] and {*kind.split(), level} <= set(line)]
            assert fits, (name, kind, level)


class TestANameThatIsMarkup:
    def test_is_shown_and_never_run(
        self, recorded: RecordedBattleNet, sqlite_url: str, settings_for: Any, roster: Recording
    ) -> None:
        document = roster.document
        document["members"][0]["character"]["name"] = HOSTILE
        recorded.put(roster.region, roster.path, document)

        with recorded_guild(settings_for(recorded, sqlite_url), recorded, roster) as tracked:
            tracked.sync()
            html = page(tracked)

        assert html.count(str(escape(HOSTILE))) == 1
        assert HOSTILE not in html


class TestRecordedCharacters:
    def test_are_shown_with_what_their_profiles_tell(
        self, recorded: RecordedBattleNet, sqlite_url: str, settings_for: Any, roster: Recording
    ) -> None:
        adopted = adopt(recorded, roster)

        with recorded_guild(settings_for(recorded, sqlite_url), recorded, roster) as tracked:
            tracked.sync()
            rows = {row[0].strip(): row for row in table(tracked)}

        for one in adopted:
            level, worn = one.summary["level"], one.summary.get("equipped_item_level", "—")
            rating = one.documents.get("mythic_profile", {}).get("current_mythic_rating", {}).get("rating")
            seen = [str(level), str(worn), "—" if rating is None else f"{rating:,.0f}"]
            assert rows[one.name][5:8] == seen
            assert text(one.summary.get("active_spec", {"name": "—"})["name"], roster) in rows[one.name]


def realm_names(guild: RecordedGuild, ids: set[int]) -> set[str]:
    """Return how the recorded realm index of a guild's region calls realms."""
    indexes = [one for one in recordings("realm_index") if one.region == guild.region]
    return {
        text(realm["name"], index)
        for index in indexes
        for realm in index.document["realms"]
        if realm["id"] in ids
    }


def text(name: Any, recording: Recording) -> str:
    """Return a name in the language of a recording's region."""
    [found] = plain([name], "name", recording.region.locale)
    return str(found)
