"""The roster of 1,000 members without any cache, against raw SQL and escaped f-strings of the same bytes."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask
from markupsafe import escape
from werkzeug.test import create_environ, run_wsgi_app

from bench.ratio import Ratio, compare_cpu
from bench.roster_world import WEEK_BEGAN, write_guild
from webapp import create_app
from webapp.caching.api import switched_off
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.states import Facts
from webapp.freshness.telling import Moments
from webapp.freshness.why import explain
from webapp.lib import clock
from webapp.models import User
from webapp.permissions.session_actions import open_session
from webapp.roster.card_figures import SLOTS
from webapp.web import session_cookie
from webapp.web.classes import CLASS_NAMES, ROLE_NAMES, SPEC_NAMES
from webapp.web.percentiles import band_of

NO_LIMITS = 1_000_000
"""Multiplies the limits for each asker: they are counted as ever, and never met."""
ABOUT = "a cold roster page of 1,000 members against raw SQL and string building of the same bytes"
MEMBERS = 1_000
LIMIT = 2.0
PAGE = "/guilds/eu/argent-dawn/night-muster/?page_size=all&alts=flat"
"""The flat list: the cache keeps plain views alone, and what it keeps is compressed besides."""
QUERY = """
    SELECT c.id, c.name, CASE WHEN c.realm <> 'argent-dawn' THEN r.name END, c.class_id, c.spec_id, c.role,
           m.rank, k.rank_name, c.level, c.equipped_item_level, c.average_item_level, c.mythic_rating,
           c.mythic_rating_color, c.problem_count, c.tier_pieces,
           CASE WHEN c.vault_week_at = ? THEN c.vault_raid END,
           CASE WHEN c.vault_week_at = ? THEN c.vault_mythic END,
           c.raid_progress, c.best_log, c.last_login_at, c.realm,
           c.last_synced_at, c.attempted_at, c.failures, c.outcome, c.missing_count, c.problem_summary
    FROM guild_members m
    JOIN characters c ON c.id = m.character_id
    LEFT JOIN realms r ON r.region = c.region AND r.slug = c.realm AND c.realm <> 'argent-dawn'
    LEFT JOIN ranks k ON k.guild_id = m.guild_id AND k.rank_id = m.rank
    WHERE m.guild_id = ? AND m.left_at IS NULL
    ORDER BY m.rank, c.name_key, c.id
"""
COUNTS = """
    SELECT m.rank, c.class_id, c.role, count(*), sum(c.failures > 1), sum(c.equipped_item_level)
    FROM guild_members m JOIN characters c ON c.id = m.character_id
    WHERE m.guild_id = ? AND m.left_at IS NULL GROUP BY 1, 2, 3
"""


def run() -> list[Ratio]:
    """Measure on a SQLite file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.db"
        app = create_app(settings_for(path))
        now = clock.now()
        with app.app_context():
            db.create_all()
            guild_id = write_guild("Night Muster", MEMBERS, now=now)
            cookie = operators_cookie(now)
        with closing(sqlite3.connect(path)) as connection, switched_off(app):
            return [_measure(page_of(app, cookie), lambda: rows_by_hand(connection, guild_id, now))]


def settings_for(path: Path) -> Settings:
    """Return settings under which pages are open, because all data is made up."""
    return Settings(
        database_url=f"sqlite:///{path}",
        battlenet_api_base="http://127.0.0.1:1/{region}",
        battlenet_oauth_base="http://127.0.0.1:1",
        log_level="ERROR",
        limits_factor=NO_LIMITS,
    )


def _measure(page: Callable[[], bytes], rows: Callable[[], str]) -> Ratio:
    """Compare the page with its own shell around rows built by hand, after checking that both are equal."""
    whole, by_hand = page().decode(), rows()
    start, end = whole.index("<tr id="), whole.rindex("</tbody>")
    head, tail = whole[:start], whole[end:]
    if whole[start:end].rstrip() != by_hand.lstrip():
        raise AssertionError("the two ways of building the rows disagree; the comparison would mean nothing")
    timing = compare_cpu(page, lambda: (head + rows() + tail).encode())  # noqa: PLW0108 - rows() is the work
    detail = (
        f"{timing.ours * 1000:.1f} ms against {timing.baseline * 1000:.1f} ms, {len(whole.encode()):,} bytes"
    )
    return Ratio(name="cold roster, 1,000 rows: CPU", value=timing.ratio, limit=LIMIT, detail=detail)


def operators_cookie(now: datetime) -> str:
    """Sign in somebody who sees every column, and return what their browser would keep."""
    with transaction() as session:
        session.add(User(bnet_id=1, battletag="Khadgar#1", last_login_at=now, is_operator=True))
        session.flush()
        return f"{session_cookie.NAME}={open_session(session, 1, 'eu', now)}"


def page_of(app: Flask, cookie: str, path: str = PAGE) -> Callable[[], bytes]:
    """Return a call that asks the app for a whole page as a server would."""

    def ask() -> bytes:
        chunks, status, _headers = run_wsgi_app(app, create_environ(path, headers={"Cookie": cookie}))
        if not status.startswith("200"):
            raise AssertionError(f"the page answered {status}")
        return b"".join(chunks)

    return ask


def rows_by_hand(connection: sqlite3.Connection, guild_id: int, now: datetime) -> str:
    """Read everything with plain SQL and build the rows' HTML with f-strings: the floor."""
    connection.execute(COUNTS, (guild_id,)).fetchall()
    week = str((now - WEEK_BEGAN).replace(tzinfo=None))
    rows = connection.execute(QUERY, (week, week, guild_id)).fetchall()
    levels = [row[9] for row in rows]
    return "\n".join(_lines(rows, lowest=min(levels), span=max(levels) - min(levels), now=now))


def _lines(rows: Iterable[tuple[Any, ...]], *, lowest: int, span: int, now: datetime) -> Iterator[str]:
    for row in rows:
        number, name, realm, class_id, spec_id, role, rank, rank_name, level, equipped, average = row[:11]
        rating, color, seen = row[11], row[12], row[19][:16]
        path = f"/characters/eu/{row[20]}/{quote(name)}"
        where = f" <small>{escape(realm)}</small>" if realm else ""
        step = 1 + 19 * (equipped - lowest) // span
        yield (
            f'        <tr id="m{number}" class="c{class_id}">'
            f'<th scope="row"><a href="{path}"><bdi>{escape(name)}</bdi></a>{where}</th>'
            f'<td class="class"><i class="glyph"></i>{CLASS_NAMES[class_id]}</td>'
            f'<td class="spec">{SPEC_NAMES[spec_id]}</td>'
            f'<td class="role {role}"><i class="glyph"></i>{ROLE_NAMES[role]}</td>'
            f'<td class="rank">{escape(rank_name)} <small>{rank}</small></td>'
            f'<td class="num level">{level}</td>'
            f'<td class="num ilvl b{step}" title="Average {average}">{equipped}</td>'
            f'<td class="num rating"><svg class="dot" viewBox="0 0 8 8" aria-hidden="true">'
            f'<circle cx="4" cy="4" r="3.5" fill="{escape(color)}"/></svg>{rating:,.0f}</td>'
            f"{_card(path, *row[13:19], *row[25:])}"
            f'<td class="seen"><time datetime="{seen}Z">{seen}</time></td>{_state(*row[21:25], now=now)}</tr>'
        )


def _card(path: str, *found: Any) -> str:
    problems, tier, raid, mythic, progress, log, missing, summary = found
    mark = '<td class="num audit good" title="No problem in the gear">✓</td>'
    if problems:
        words = "1 problem" if problems == 1 else f"{problems} problems"
        more = f" <small>+{problems - missing}</small>" if 0 < missing < problems else ""
        mark = (
            f'<td class="num audit {"bad" if missing else "cheap"}">'
            f'<a href="{path}#fixes" aria-label="{words} in the gear: {escape(summary)}">'
            f"{missing or problems}{more}</a></td>"
        )
    short, told = "—", "Not seen this week: the vault is not known"
    if raid is not None:
        filled = [f"all {one}" if one == SLOTS else f"at least {one} of {SLOTS}" for one in (raid, mythic)]
        short = f"{raid} · {mythic} · —"
        short = short if raid == mythic == SLOTS else f"≥ {short}"
        told = f"Filled slots of the vault: Raid {filled[0]}; Mythic+ {filled[1]}; World not known"
    percentile, band = ("—", "none") if log is None else (int(log), band_of(log))
    return (
        f'{mark}<td class="num tier">{tier}</td><td class="vault" title="{told}">{short}</td>'
        f'<td class="raid">{escape(progress)}</td><td class="num log {band}">{percentile}</td>'
    )


def _state(checked: str, attempted: str, failures: int, outcome: str, *, now: datetime) -> str:
    checked = checked[:16]
    time = f'<time datetime="{checked}Z">{checked}</time>'
    if failures <= 1:
        return f'<td class="state fresh"><i class="glyph"></i>fresh{time}</td>'
    reason = escape(_reason(attempted[:16], checked, outcome, failures, now=now))
    told = f"<details><summary>failing{time}</summary><p>{reason}</p></details>"
    return f'<td class="state failing"><i class="glyph"></i>{told}</td>'


def _reason(attempted: str, checked: str, outcome: str, failures: int, *, now: datetime) -> str:
    facts = Facts(
        attempted_at=datetime.fromisoformat(attempted).replace(tzinfo=UTC),
        succeeded_at=datetime.fromisoformat(checked).replace(tzinfo=UTC),
        outcome=outcome,
        failures=failures,
    )
    return explain(facts, now, telling=Moments(now)).sentence
