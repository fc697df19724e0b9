"""What officers say is their guild's: the next guild of a character sees and takes back nothing of it."""

import pytest
from sqlalchemy import select, update

from tests.rights.cast import Cast
from tests.support.roll import NOON, add_member, officers_say
from webapp.characters.queries import find_character
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.me.export import document_of
from webapp.members.mains import families
from webapp.members.reading import is_own, read_kin
from webapp.members.writing import write_main, write_role
from webapp.models import Character, GuildMember
from webapp.permissions.changes import Refused, begin_change
from webapp.permissions.policy import Tool
from webapp.rights.actions import undo
from webapp.words import MainSetBy, Role

ALT, MAIN = "Rexxar", "Chen"


@pytest.fixture
def ids(cast_on: Cast) -> dict[str, int]:
    """Give two whose officers said role and main, and who then went to another guild together."""
    with cast_on.app.app_context():
        found = {name: add_member(cast_on.guild_id, name, rank=4) for name in (ALT, MAIN)}
        with transaction() as session:
            jaina = cast_on.id_of("Jaina")
            change = begin_change(session, cast_on.guild_id, jaina, clock.now(), tool=Tool.ROSTER_EDIT)
            write_role(change, found[ALT], Role.TANK)
            write_main(change, found[ALT], found[MAIN])
        for name, one in found.items():
            _move(cast_on, name, one)
        _show_to_the_version_before(found[ALT], found[MAIN])
    return found


def _show_to_the_version_before(alt: int, main: int) -> None:
    """Leave the words on the character too, as migrating does: nobody reads them there."""
    with transaction() as session:
        row = session.get_one(Character, alt)
        row.role_override, row.main_id, row.main_set_by = Role.TANK, main, MainSetBy.OFFICER


def _move(cast: Cast, name: str, character_id: int) -> None:
    with transaction() as session:
        of = GuildMember.character_id == character_id
        session.execute(update(GuildMember).where(of).values(left_at=NOON))
        here = GuildMember(guild_id=cast.other_guild_id, character_id=character_id, rank=4)
        here.character_name, here.joined_at, here.last_seen_at = name, NOON, clock.now()
        session.add(here)
        home = update(Character).where(Character.id == character_id)
        session.execute(home.values(guild_id=cast.other_guild_id))


class TestTheNextGuild:
    def test_its_roster_and_cards_show_nothing_of_it(self, cast_on: Cast, ids: dict[str, int]) -> None:
        with cast_on.app.app_context():
            kin = read_kin(db.session(), cast_on.other_guild_id)
            card = find_character("eu", "argent-dawn", ALT, now=clock.now())
            main = find_character("eu", "argent-dawn", MAIN, now=clock.now())
            roster = cast_on.browser("Guldan").get("/guilds/eu/argent-dawn/shadow-council/?role=tank").text

        assert families(kin) == {}
        assert card is not None
        assert (card.row["role_override"], card.row["main_id"]) == (None, None)
        assert main is not None
        assert main.row["alts"] == 0
        assert ALT not in roster
        assert ids

    def test_whose_alt_one_is_there_is_asked_of_that_guild(self, cast_on: Cast, ids: dict[str, int]) -> None:
        cast_on.claim(ids[MAIN])
        with cast_on.app.app_context():
            player = db.session.get_one(Character, ids[MAIN]).user_id or 0

            own = [
                is_own(db.session(), guild_id, ids[ALT], player)
                for guild_id in (cast_on.guild_id, cast_on.other_guild_id)
            ]

        assert own == [True, False]

    def test_the_log_of_the_former_guild_takes_nothing_back_there(
        self, cast_on: Cast, ids: dict[str, int]
    ) -> None:
        with cast_on.app.app_context():
            officers_say_there(cast_on, ids[ALT])
            for entry in cast_on.entries():
                with pytest.raises(Refused):
                    undo(cast_on.guild_id, cast_on.id_of("Thrall"), entry.id, now=clock.now())

            assert [one.role_override for one in memberships(ids[ALT])] == [Role.TANK, Role.HEALER]

    def test_a_file_of_the_player_says_which_guild_said_what(
        self, cast_on: Cast, ids: dict[str, int]
    ) -> None:
        cast_on.claim(ids[ALT])
        with cast_on.app.app_context():
            officers_say_there(cast_on, ids[ALT])
            player = db.session.get_one(Character, ids[ALT]).user_id or 0
            document = document_of(db.session(), player, clock.now())

        assert {row["guild_id"]: row["role_override"] for row in document["guild_members"]} == {
            cast_on.guild_id: "tank",
            cast_on.other_guild_id: "healer",
        }
        (row,) = document["characters"]
        assert [row[key] for key in ("role_override", "main_id", "main_set_by")] == [None] * 3


class TestTheSameGuild:
    def test_an_alt_is_counted_once_and_only_as_long_as_it_is_said_here(self, cast_on: Cast) -> None:
        with cast_on.app.app_context():
            alt, main = (add_member(cast_on.guild_id, name) for name in (ALT, MAIN))
            _show_to_the_version_before(alt, main)
            counts = []
            for said in (main, None):
                officers_say(alt, main_id=said)
                card = find_character("eu", "argent-dawn", MAIN, now=clock.now())
                assert card is not None
                counts.append(card.row["alts"])
            kin = read_kin(db.session(), cast_on.guild_id)

        assert counts == [1, 0]
        assert families(kin) == {}


class TestAPlayersWord:
    def test_it_stands_above_that_of_officers(self, cast_on: Cast) -> None:
        with cast_on.app.app_context():
            alt, said, chosen = (add_member(cast_on.guild_id, name) for name in (ALT, MAIN, "Lili"))
            officers_say(alt, main_id=said)
        for one in (alt, chosen):
            cast_on.claim(one)
        with cast_on.app.app_context(), transaction() as session:
            owner = session.get_one(Character, chosen).user_id
            row = session.get_one(Character, alt)
            row.user_id, row.main_id, row.main_set_by = owner, chosen, MainSetBy.PLAYER
        with cast_on.app.app_context():
            assert families(read_kin(db.session(), cast_on.guild_id)) == {alt: chosen}


def officers_say_there(cast: Cast, character_id: int) -> None:
    """Let the next guild's officers have a word of their own."""
    of = (GuildMember.character_id == character_id, GuildMember.guild_id == cast.other_guild_id)
    db.session.execute(update(GuildMember).where(*of).values(role_override=Role.HEALER))
    db.session.commit()


def memberships(character_id: int) -> list[GuildMember]:
    """Return every membership of a character, the oldest first."""
    query = select(GuildMember).where(GuildMember.character_id == character_id).order_by(GuildMember.id)
    return list(db.session.scalars(query))
