"""The roster of a day, and its file."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from tests.history.past import tell_reset
from tests.rights.cast import Cast
from tests.support.deciding import decide
from tests.support.roll import NOON, PAGE, add_member, add_realm
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, CharacterSnapshot, GuildMember, MemberEvent
from webapp.permissions.policy import Tool
from webapp.words import EventKind

DAY = timedelta(days=1)
JOINED: dict[str, Any] = {
    "kind": EventKind.JOINED,
    "seen_at": NOON - 30 * DAY,
    "after": {"rank": 3},
}


def tell(cast: Cast, who: str | None, kind: EventKind, ago: int, **sides: Any) -> None:
    """Write an event of some days ago about somebody."""
    with cast.app.app_context(), transaction() as session:
        about = None if who is None else cast.characters[who]
        facts = {"kind": kind, "seen_at": clock.now() - ago * DAY, "character_id": about}
        session.add(MemberEvent(guild_id=cast.guild_id, **facts, **sides))


def be_old(cast: Cast, ago: int = 60) -> None:
    """Let everybody have been a member for so many days."""
    with cast.app.app_context(), transaction() as session:
        session.execute(update(GuildMember).values(joined_at=clock.now() - ago * DAY))


def snapshot(cast: Cast, who: str, ago: int, **figures: Any) -> None:
    """Write what somebody was like some days ago."""
    day = (clock.now() - ago * DAY).date()
    with cast.app.app_context(), transaction() as session:
        facts = {"character_id": cast.characters[who], "taken_on": day, "week_on": day}
        session.add(CharacterSnapshot(**facts, **figures))


def leave(cast: Cast, who: str, ago: int) -> None:
    """Let somebody have left some days ago, as a roster tells it."""
    left_at: datetime = clock.now() - ago * DAY
    with cast.app.app_context(), transaction() as session:
        of = GuildMember.character_id == cast.characters[who]
        session.execute(update(GuildMember).where(of).values(left_at=left_at, last_seen_at=left_at))
        session.execute(update(Character).where(Character.id == cast.characters[who]).values(guild_id=None))
    tell(cast, who, EventKind.LEFT, ago, before={"rank": 4})


def at(ago: int) -> str:
    return f"at={(clock.now() - ago * DAY).date()}"


@pytest.fixture
def past(cast_on: Cast) -> Cast:
    """Give a guild in which Anduin was promoted, Vereesa left, and Jaina got better gear."""
    be_old(cast_on)
    tell(cast_on, "Anduin", EventKind.RANK_CHANGED, 5, before={"rank": 6}, after={"rank": 4})
    leave(cast_on, "Vereesa", 5)
    tell(cast_on, None, EventKind.LEFT, 5, before={"rank": 7})
    snapshot(cast_on, "Jaina", 40, item_level=650, mythic_rating=1200.4, problem_count=3)
    snapshot(cast_on, "Jaina", 3, item_level=701)
    return cast_on


class TestDay:
    def test_it_is_the_roster_as_it_was(self, past: Cast) -> None:
        browser = past.browser("Jaina")

        then, since = (browser.get(f"{PAGE}?{at(ago)}").text.partition("<main")[2] for ago in (10, 2))

        assert "<bdi>rank 6</bdi>" in then
        assert "now rank 4" in then
        assert "left, noticed" in then
        assert '<td class="num">650</td><td class="num">1,200</td>' in then
        assert "last known" in then
        assert "At least 1 more was there" in then
        assert '<td class="num">701</td><td class="num">not known</td>' in since
        assert "Vereesa" not in since

    def test_whom_no_roster_has_listed_for_long_has_neither_name_nor_figures(self, past: Cast) -> None:
        with past.app.app_context(), transaction() as session:
            of = GuildMember.character_id == past.characters["Jaina"]
            session.execute(update(GuildMember).where(of).values(last_seen_at=clock.now() - 40 * DAY))
            old = update(Character).where(Character.id == past.characters["Jaina"])
            session.execute(old.values(verified_at=clock.now() - 40 * DAY))

        main = past.browser("Thrall").get(f"{PAGE}?{at(10)}").text.partition("<main")[2]

        assert "former member" in main
        assert "Jaina" not in main
        assert "650" not in main

    def test_figures_are_for_those_who_may_know_when_somebody_played(self, past: Cast) -> None:
        decide(past.app, past.guild_id, Tool.LAST_SEEN, min_rank=1)

        html = past.browser("Anduin").get(f"{PAGE}?{at(10)}").text

        assert "Jaina" in html
        assert "650" not in html
        assert "Figures of past days are not shown." in html

    def test_who_lacks_insights_is_told_so(self, past: Cast) -> None:
        decide(past.app, past.guild_id, Tool.INSIGHTS, min_rank=1)

        answer = past.browser("Anduin").get(f"{PAGE}?{at(10)}")

        assert answer.status_code == 403

    def test_it_is_narrowed_by_name_and_rank_of_then_and_the_file_alike(self, past: Cast) -> None:
        at = f"at={(clock.now() - DAY).date()}"
        jaina = past.browser("Jaina")

        page = jaina.get(f"{PAGE}?{at}&name=JAI").text
        file = jaina.get(f"{PAGE}past/csv?{at}&name=jai").text

        assert ">Jaina<" in page
        assert "Thrall<" not in page
        assert "1 of them listed" in page
        assert f"past/csv?{at}&amp;name=JAI" in page
        assert len(file.splitlines()) == 2
        assert [jaina.get(f"{PAGE}?{at}&{one}").status_code for one in ("rank=10", "class=99", "rank=0")] == [
            400,
            400,
            200,
        ]

    def test_a_day_too_early_gets_a_sentence(self, past: Cast) -> None:
        answer = past.browser("Jaina").get(f"{PAGE}?at=2001-01-01")

        assert answer.status_code == 400
        assert "The first roster kept here is of" in answer.text

    def test_the_roster_leads_to_it(self, past: Cast) -> None:
        assert 'name="at"' in past.browser("Jaina").get(PAGE).text


class TestNamesakes:
    def test_only_who_shares_a_name_is_told_apart_by_realm(self, past: Cast) -> None:
        with past.app.app_context():
            add_realm("draenor", "Draenor")
            other = add_member(past.guild_id, "Jaina", realm="draenor", verified_at=clock.now())
        be_old(past)
        with past.app.app_context(), transaction() as session:
            session.add(MemberEvent(guild_id=past.guild_id, character_id=other, **JOINED))
        browser = past.browser("Anduin")

        pages = [browser.get(address).text for address in (f"{PAGE}?{at(1)}", f"{PAGE}activity/")]

        for text in pages:
            assert '</a> <small class="quiet">Draenor</small>' in text
            assert "Anduin</bdi></a> <small" not in text


class TestFile:
    def test_it_has_everybody_and_the_columns_of_the_page(self, past: Cast) -> None:
        answer = past.browser("Jaina").get(f"{PAGE}past/csv?{at(10)}")

        head, *lines = answer.text.removeprefix("\ufeff").splitlines()
        jaina = next(line for line in lines if ",Jaina," in line)
        assert head.startswith(
            "Day,Name,Realm,Class,Rank,Item level,M+ rating,Tier,Problems,Vault,Figures of,Since,As of"
        )
        assert ",rank 1,650,1200,,3,," in jaina
        assert len(lines) == 4
        assert past.browser("Anduin").get(f"{PAGE}past/csv?{at(10)}").status_code == 403
        assert past.browser("Jaina").get(f"{PAGE}past/csv?at=x").status_code == 400


@pytest.fixture
def weeks(past: Cast) -> Cast:
    """Give the same guild with a reset two days ago."""
    with past.app.app_context():
        tell_reset(clock.now() - 2 * DAY)
    return past


class TestChanges:
    def test_it_tells_who_went_and_what_members_gained(self, weeks: Cast) -> None:
        main = weeks.browser("Jaina").get(f"{PAGE}changes/").text.partition("<main")[2]

        left = main.partition('id="left"')[2].partition("</section>")[0]
        ranks = main.partition('id="ranks"')[2].partition("</section>")[0]
        assert "Vereesa" in left
        assert "Anduin" in ranks
        assert "rank 6" in ranks
        assert '<td class="num"><small>+51</small> 701</td>' in main

    def test_those_whom_nobody_names_are_among_the_members(self, weeks: Cast) -> None:
        main = weeks.browser("Jaina").get(f"{PAGE}changes/").text.partition("<main")[2]

        assert '<td class="num">≥ 5</td><td class="num">≥ 3</td>' in main
        assert '<td class="num">≥ 1</td><td class="num">≥ 0</td>' in main
        assert "of them nobody names any more" in main

    def test_the_file_has_the_same(self, weeks: Cast) -> None:
        text = weeks.browser("Jaina").get(f"{PAGE}changes/csv").text

        assert ",Vereesa,Argent Dawn,Priest,left,rank 4,,," in text
        assert ",Jaina,Argent Dawn,Paladin,Item level,650,701,51," in text

    def test_what_members_gained_is_for_those_who_may_know(self, weeks: Cast) -> None:
        decide(weeks.app, weeks.guild_id, Tool.LAST_SEEN, min_rank=1)

        html = weeks.browser("Anduin").get(f"{PAGE}changes/").text

        assert "Vereesa" in html
        assert "701" not in html
        assert "What members gained is not shown." in html

    def test_another_day_gets_a_sentence_and_too_few_resets_too(self, weeks: Cast) -> None:
        bad = weeks.browser("Jaina").get(f"{PAGE}changes/?from=2026-01-01")
        be_old(weeks, ago=1)
        with weeks.app.app_context(), transaction() as session:
            session.execute(delete(MemberEvent))

        assert bad.status_code == 400
        assert "has to be a weekly reset that is known" in bad.text
        assert "Two weekly resets have to pass" in weeks.browser("Jaina").get(f"{PAGE}changes/").text
