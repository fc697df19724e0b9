"""I2: a new number is a new character, until an officer says that it is the same one; never by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import add_member, officers_say, said_of
from webapp.characters.before.views import SAY_SO
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.members.continuing import NOT_FORMER, OTHER_OWNER, STILL_THERE
from webapp.models import Character, CharacterSnapshot, GuildMember, NoteRead, OfficerNote
from webapp.permissions.audit import Action
from webapp.words import Role

CARD = "/characters/eu/argent-dawn/Vereesa"
DAY = timedelta(days=1)


@pytest.fixture
def back(cast_on: Cast) -> Cast:
    """Give a guild that Vereesa left, with a note and a history, and came back to under a new number."""
    with cast_on.app.app_context():
        old, now = cast_on.characters["Vereesa"], clock.now()
        officers_say(old, role_override=Role.HEALER)
        officers_say(cast_on.characters["Anduin"], main_id=old)
        with transaction() as session:
            jaina = cast_on.id_of("Jaina")
            note = {"guild_id": cast_on.guild_id, "character_id": old}
            session.add(OfficerNote(**note, body="Late twice.", written_by=jaina, written_at=now))
            session.add(NoteRead(**note, reader_id=jaina, times=2, last_read_at=now))
            day = date(2026, 8, 19)
            session.add(CharacterSnapshot(character_id=old, taken_on=day, week_on=day, item_level=700))
            gone = GuildMember.character_id == old
            session.execute(update(GuildMember).where(gone).values(left_at=now - DAY, last_seen_at=now - DAY))
            values = {"guild_id": None, "realm": "elsewhere", "verified_at": now - 2 * DAY, "class_id": 5}
            session.execute(update(Character).where(Character.id == old).values(values))
        cast_on.characters["Before"] = old
        cast_on.characters["Vereesa"] = add_member(
            cast_on.guild_id, "Vereesa", rank=4, class_id=5, verified_at=now
        )
    return cast_on


def whose(cast: Cast) -> set[str]:
    """Return whom notes, reads and history are of."""
    names = {number: name for name, number in cast.characters.items()}
    with cast.app.app_context():
        models = (OfficerNote, NoteRead, CharacterSnapshot)
        return {names[one] for model in models for one in db.session.scalars(select(model.character_id))}


def say(cast: Cast, who: str = "Jaina", **form: Any) -> TestResponse:
    """Let an officer say that the two are the same."""
    form = {
        "character": cast.characters["Vereesa"],
        "former": cast.characters["Before"],
        "same": "yes",
    } | form
    return cast.browser(who).post(f"{CARD}/before", data=form)


class TestBefore:
    def test_nothing_goes_over_by_itself_and_the_page_offers_who_left(self, back: Cast) -> None:
        text = back.browser("Jaina").get(f"{CARD}/before").text

        assert whose(back) == {"Before"}
        assert "same name · has notes · 1 days of history" in text
        assert f'href="{CARD}/before"' in back.browser("Jaina").get(CARD).text

    def test_what_an_officer_says_moves_the_record_and_no_right(self, back: Cast) -> None:
        tools = {name: back.tools(name) for name in ("Thrall", "Jaina", "Anduin", "Arthas")}

        assert say(back).status_code == 303

        new, old = (said_of_in(back, name) for name in ("Vereesa", "Before"))
        assert whose(back) == {"Vereesa"}
        assert (new.role_override, old.role_override, new.rank) == (Role.HEALER, None, 4)
        assert said_of_in(back, "Anduin").main_id == back.characters["Vereesa"]
        assert {name: back.tools(name) for name in tools} == tools
        entry = back.entries()[-1]
        assert (entry.action, entry.actor_id) == (Action.CONTINUED, back.id_of("Jaina"))
        assert "Record of a former member goes on" in back.get("Thrall", "audit").text

    def test_nobody_stays_the_alt_of_who_they_were(self, back: Cast) -> None:
        with back.app.app_context():
            officers_say(back.characters["Vereesa"], main_id=back.characters["Before"])
            officers_say(back.characters["Before"], main_id=back.characters["Jaina"])

        say(back)

        assert said_of_in(back, "Vereesa").main_id == back.characters["Jaina"]

    @pytest.mark.parametrize(
        ("form", "said"),
        [({"same": ""}, SAY_SO), ({"former": ""}, NOT_FORMER), ({"former": "999999999"}, NOT_FORMER)],
    )
    def test_what_is_missing_is_said(self, back: Cast, form: dict[str, str], said: str) -> None:
        answer = say(back, **form)

        assert (answer.status_code, said in answer.text, whose(back)) == (422, True, {"Before"})

    def test_who_is_somebody_else_is_refused(self, back: Cast) -> None:
        for name in ("Before", "Vereesa"):
            back.claim(back.characters[name])
        assert OTHER_OWNER in say(back).text
        with back.app.app_context(), transaction() as session:
            of = Character.id == back.characters["Before"]
            session.execute(update(Character).where(of).values(verified_at=clock.now()))
        assert STILL_THERE in say(back).text

        assert whose(back) == {"Before"}

    def test_only_officers_say_so(self, back: Cast) -> None:
        assert say(back, "Anduin").status_code == 403
        assert say(back, character=back.characters["Before"]).status_code == 409
        assert whose(back) == {"Before"}


def said_of_in(cast: Cast, name: str) -> GuildMember:
    with cast.app.app_context():
        return said_of(cast.characters[name])
