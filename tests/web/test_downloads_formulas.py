"""Every address that hands out a CSV: no cell of it is a formula, whatever people and Battle.net call things.

What hands one out is found in the code, so that a new one cannot be forgotten: it gets a line in ``FILES``.
"""

import csv
import inspect
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.architecture.sources import sources
from tests.history.past import tell_reset
from tests.rights.cast import Cast
from tests.support.roll import PAGE, add_guild, add_member, add_realm
from tests.web.formulas import evaluates, payloads
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.csv_text import csv_text
from webapp.models import Character, Guild, GuildMember, LegacyFile, LegacyUpload, MemberEvent, Rank
from webapp.words import EventKind, FileOutcome, Visibility

PAYLOADS = payloads()
NAMES = frozenset(PAYLOADS)
FILES: dict[str, tuple[str, frozenset[str]]] = {
    "activity.download": (f"{PAGE}activity/csv", NAMES),
    "characters.history": ("/characters/eu/argent-dawn/Anduin/history/csv", frozenset()),
    "compare.download": ("/compare/csv?c=eu/argent-dawn/Anduin&c=eu/argent-dawn/Jaina", frozenset()),
    "imports.report_file": (f"{PAGE}imports/1/csv", NAMES),
    "insights.download": (f"{PAGE}insights/csv", frozenset()),
    "insights.download_attendance": (f"{PAGE}insights/attendance/csv", frozenset()),
    "insights.download_balance": (f"{PAGE}insights/balance/csv", frozenset()),
    "insights.download_gains": (f"{PAGE}insights/gains/csv", frozenset()),
    "insights.download_specs": (f"{PAGE}insights/specs/csv", frozenset()),
    "insights.download_trends": (f"{PAGE}insights/trends/csv", frozenset()),
    "leaderboards.export": (f"{PAGE}leaderboards/export", NAMES),
    "leaderboards.export_everybody": ("/leaderboards/export", NAMES),
    "roster.download": (f"{PAGE}csv", NAMES),
    "roster_past.export_changes": (f"{PAGE}changes/csv", NAMES),
    "roster_past.export_day": (f"{PAGE}past/csv", NAMES),
}
"""Of each view that hands out a file: an address that leads to it, and texts that stand in it."""
WRITERS = {"webapp/web/downloads.py": "csv_text", "webapp/cli/legacy.py": "csv_text"}
"""The modules that make a CSV of rows; the command's report is written with the same function."""


def told(text: str) -> list[list[str]]:
    """Return the cells of a file as a program reads them."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_it_was(cell: str) -> str:
    return cell.removeprefix("'")


def everywhere(cast: Cast) -> None:
    """Let each of them be a member's name, a realm's, a rank's, a guild's, and what events tell."""
    now, before = clock.now(), clock.now() - timedelta(days=60)
    facts: dict[str, Any] = {"verified_at": now, "class_id": 8, "mythic_rating": 2000.0}
    with cast.app.app_context():
        tell_reset(now - timedelta(days=1))
        public = add_guild(PAYLOADS[0], visibility=Visibility.PUBLIC)
        for number, text in enumerate(PAYLOADS):
            add_realm(f"realm-{number}", text)
            for guild_id in (cast.guild_id, public):
                add_member(guild_id, text, realm=f"realm-{number}", rank=number % 10, **facts)
        with transaction() as session:
            session.execute(update(GuildMember).values(joined_at=before))
            session.execute(update(Guild).values(roster_succeeded_at=now))
            of_guild = {"guild_id": cast.guild_id}
            ranks = [{**of_guild, "rank_id": one, "rank_name": PAYLOADS[one]} for one in range(10)]
            session.execute(insert(Rank), ranks)
            session.execute(insert(MemberEvent), [*events(cast.guild_id, now - timedelta(days=5))])
            session.add(LegacyUpload(**of_guild, files=len(PAYLOADS), sent_at=now))
            session.flush()
            session.execute(insert(LegacyFile), [*files_called(PAYLOADS)])


def files_called(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what became of files with these names, which say so of their character too."""
    for number, name in enumerate(names):
        said = {"file_name": name, "name": name, "why": name, "outcome": FileOutcome.REFUSED}
        yield {"upload_id": 1, "position": number, **said}


def events(guild_id: int, seen_at: datetime) -> Iterator[dict[str, Any]]:
    """Yield that everybody was renamed, and got another rank."""
    query = select(Character.id, Character.name, GuildMember.rank).join(
        GuildMember, GuildMember.character_id == Character.id
    )
    for one in db.session.execute(query.where(GuildMember.guild_id == guild_id)):
        about = {"guild_id": guild_id, "character_id": one.id, "seen_at": seen_at}
        yield {**about, "kind": EventKind.RENAMED, "before": {"name": one.name}, "after": {"name": "x"}}
        ranks = {"before": {"rank": (one.rank + 1) % 10}, "after": {"rank": one.rank}}
        yield {**about, "kind": EventKind.RANK_CHANGED, **ranks}


class TestEveryFile:
    def test_no_cell_is_a_formula_and_each_is_what_it_was(self, cast: Cast) -> None:
        everywhere(cast)
        browser = cast.browser("Thrall")

        for endpoint, (address, texts) in FILES.items():
            answer = browser.get(address)
            assert (answer.status_code, answer.mimetype) == (200, "text/csv"), endpoint
            assert answer.headers["Content-Disposition"].startswith("attachment;"), endpoint
            cells = [cell for row in told(answer.text) for cell in row]
            assert [cell for cell in cells if evaluates(cell)] == [], endpoint
            assert {one.replace("\x00", "") for one in texts} - {
                as_it_was(cell) for cell in cells
            } == set(), endpoint

    def test_none_is_forgotten(self, cast: Cast) -> None:
        giving = {
            endpoint
            for endpoint, view in cast.app.view_functions.items()
            if "csv_answer(" in inspect.getsource(inspect.unwrap(view))
        }

        assert giving == FILES.keys(), "give the new file a line in FILES, with the texts that it shows"

    def test_every_one_is_written_by_the_one_function(self) -> None:
        makers = {
            source.path: name.rpartition(".")[2]
            for source in sources("webapp")
            for _, name in source.calls
            if name in {"csv_text", "csv.writer", "csv.DictWriter"}
            if source.path != "webapp/lib/csv_text.py"
        }
        saying = [one.path for one in sources("webapp") if "text/csv" in one.text]

        assert makers == WRITERS
        assert saying == ["webapp/web/downloads.py"]


class TestEveryColumn:
    @pytest.mark.parametrize("text", PAYLOADS)
    def test_it_is_text_wherever_it_stands(self, text: str) -> None:
        cells = [
            cell for row in told(csv_text([text, "b"], [["a", text], [text, 5], [-3, text]])) for cell in row
        ]

        assert [cell for cell in cells if evaluates(cell)] == []
        assert [as_it_was(cell) for cell in cells].count(text.replace("\x00", "")) == 4

    def test_there_are_sixty_and_a_number_is_none(self) -> None:
        assert len(PAYLOADS) >= 60
        assert [evaluates(one) for one in ("-3", "3", "a=1", "'=1", "=1", " ＋1")] == [False] * 4 + [True] * 2
