"""The log of activity, and what officers decide there about a held roster."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from tests.web.losing import change
from webapp.activity.queries import PAGE_SIZE
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AuditEntry, Character, Guild, GuildMember, HeldRoster, MemberEvent
from webapp.permissions.audit import Action
from webapp.words import EventKind

LOG = PAGE + "activity/"
WORDS = ("apply", "discard")


def tell(cast: Cast, who: str | None, kind: EventKind, number: int = 1, **sides: Any) -> None:
    """Write events about somebody of the cast, a minute apart."""
    with cast.app.app_context(), transaction() as session:
        for back in range(number):
            seen_at = clock.now() - timedelta(minutes=back)
            about = None if who is None else cast.characters[who]
            facts = {"guild_id": cast.guild_id, "character_id": about, "kind": kind, "seen_at": seen_at}
            session.add(MemberEvent(**facts, **sides))


def hold(cast: Cast) -> str:
    """Hold a roster that lists nobody; return the mark that the page shows."""
    with cast.app.app_context(), transaction() as session:
        guild = session.get_one(Guild, cast.guild_id)
        document = {
            "guild": {"id": guild.bnet_guild_id, "name": guild.name, "realm": {"id": 1, "slug": guild.realm}},
            "members": [],
        }
        held = {"reason": "the roster is empty", "known_count": 3, "seen_count": 0, "leaving_count": 3}
        now = clock.now()
        session.add(HeldRoster(guild_id=guild.id, held_at=now, roster_json=document, **held))
    html = cast.browser("Jaina").get(LOG).text
    return html.partition('name="mark" value="')[2].partition('"')[0]


class TestLog:
    def test_it_tells_what_happened_and_narrows(self, cast_on: Cast) -> None:
        tell(cast_on, "Anduin", EventKind.RANK_CHANGED, before={"rank": 4}, after={"rank": 2})
        tell(cast_on, None, EventKind.LEFT, before={"rank": 3})
        browser = cast_on.browser("Jaina")

        whole = browser.get(LOG).text
        narrowed = browser.get(f"{LOG}?name=anduin&rank=2&kind=rank_changed").text

        assert "promoted" in whole
        assert "somebody who is gone" in whole
        assert "promoted" in narrowed
        assert "somebody who is gone" not in narrowed
        assert "Nothing of this kind" in browser.get(f"{LOG}?rank=7").text

    def test_pages_follow_each_other_without_a_gap(self, cast: Cast) -> None:
        tell(cast, "Anduin", EventKind.JOINED, PAGE_SIZE + 3, after={"rank": 4})
        browser = cast.browser("Jaina")

        first = browser.get(LOG).text
        address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

        assert first.count('<th scope="row">') == PAGE_SIZE
        assert browser.get(address).text.count('<th scope="row">') == 3

    def test_whom_no_roster_has_listed_for_long_has_a_pseudonym(self, cast: Cast) -> None:
        tell(cast, "Anduin", EventKind.RENAMED, before={"name": "Wrynn"}, after={"name": "Anduin"})
        with cast.app.app_context(), transaction() as session:
            long_ago = clock.now() - timedelta(days=31)
            of = GuildMember.character_id == cast.characters["Anduin"]
            session.execute(update(GuildMember).where(of).values(left_at=long_ago, last_seen_at=long_ago))
            old = update(Character).where(Character.id == cast.characters["Anduin"])
            session.execute(old.values(guild_id=None))
        main = cast.browser("Jaina").get(LOG).text.partition("<main")[2]

        assert "former member" in main
        assert "Anduin" not in main
        assert "Wrynn" not in main

    def test_a_bad_field_gets_a_sentence(self, cast: Cast) -> None:
        answer = cast.browser("Jaina").get(f"{LOG}?from=yesterday")

        assert answer.status_code == 400
        assert "From: write a day as 2026-08-19." in answer.text

    def test_officers_take_away_exactly_what_is_asked_for(self, cast: Cast) -> None:
        tell(cast, "Anduin", EventKind.JOINED, PAGE_SIZE + 3, after={"rank": 4})
        tell(cast, "Jaina", EventKind.JOINED, after={"rank": 1})
        officer = cast.browser("Jaina")
        link = officer.get(f"{LOG}?name=anduin").text.partition(f'href="{LOG}csv?')[2].partition('"')[0]

        text = officer.get(f"{LOG}csv?{link}").text

        assert text.count("Anduin,Argent Dawn,joined,,rank 4,") == PAGE_SIZE + 3
        assert "Jaina" not in text
        assert officer.get(f"{LOG}csv?from=x").status_code == 400
        assert cast.browser("Anduin").get(f"{LOG}csv").status_code == 403

    def test_the_roster_leads_to_it(self, cast: Cast) -> None:
        assert f'href="{LOG}"' in cast.browser("Jaina").get(PAGE).text


class TestHeld:
    def test_officers_see_what_it_would_do_and_nobody_else(self, cast: Cast) -> None:
        hold(cast)

        assert "Who would leave" in cast.browser("Jaina").get(LOG).text
        assert "held back" not in cast.browser("Anduin").get(LOG).text
        assert f'{LOG}#held"' in cast.browser("Jaina").get(PAGE + "sync/").text

    def test_a_discarded_one_is_gone_and_written_down(self, cast: Cast) -> None:
        mark = hold(cast)

        answer = cast.browser("Jaina").post(f"{LOG}held/discard", data={"mark": mark})

        assert answer.status_code == 303
        assert decided(cast) == ([Action.ROSTER_DISCARDED], 0)

    def test_an_applied_one_lets_members_leave(self, cast: Cast) -> None:
        mark = hold(cast)

        answer = cast.browser("Jaina").post(f"{LOG}held/apply", data={"mark": mark})

        assert answer.status_code == 303
        assert decided(cast) == ([Action.ROSTER_ACCEPTED], 0)
        with cast.app.app_context():
            here = (GuildMember.guild_id == cast.guild_id, GuildMember.left_at.is_(None))
            assert db.session.scalars(select(GuildMember.id).where(*here)).all() == []

    def test_one_that_came_later_is_left_alone(self, cast: Cast) -> None:
        hold(cast)

        answer = cast.browser("Jaina").post(f"{LOG}held/apply", data={"mark": "of an earlier one"})

        assert answer.status_code == 409
        assert "is not held any more" in answer.text
        assert decided(cast) == ([], 1)

    def test_in_an_archived_guild_nothing_is_believed(self, cast: Cast) -> None:
        mark = hold(cast)
        change(cast.app, Guild, archived_at=clock.now())

        answers = [cast.browser("Jaina").post(f"{LOG}held/{word}", data={"mark": mark}) for word in WORDS]

        assert [answer.status_code for answer in answers] == [409, 409]
        assert decided(cast) == ([], 1)
        with cast.app.app_context():
            assert db.session.scalar(select(Guild.archived_at).where(Guild.id == cast.guild_id)) is not None


def decided(cast: Cast) -> tuple[list[str], int]:
    """Return what the log has of decisions, and how many rosters are held."""
    with cast.app.app_context():
        both = (Action.ROSTER_ACCEPTED, Action.ROSTER_DISCARDED)
        found = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.in_(both))).all()
        return list(found), len(db.session.scalars(select(HeldRoster.guild_id)).all())
