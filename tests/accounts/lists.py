"""Lists of own characters, and people whom they belong to, without a round through Battle.net."""

from datetime import datetime
from typing import Any

from tests.support.roll import NOON, add_member
from webapp.accounts.ownership_store import store_ownership
from webapp.clients.battlenet.payloads.account import Account, OwnCharacter
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.database import repeated, transaction
from webapp.extensions import db
from webapp.models import Character, Guild, User

ME, OTHER = 2**53 + 1, 7
REALM = RealmRef(id=1, slug="argent-dawn", name="Argent Dawn")


def own(number: int, name: str = "Jaina", **facts: Any) -> OwnCharacter:
    """Return one line of a list."""
    known: dict[str, Any] = {"realm": REALM, "class_id": 8, "race_id": 1, "faction": "alliance", "level": 80}
    return OwnCharacter(id=number, name=name, **(known | facts))


def listed(*characters: OwnCharacter, unread: int = 0) -> Account:
    """Return a list."""
    return Account(characters=characters, unread=unread)


def add_people(*user_ids: int) -> None:
    """Insert people who have signed in."""
    for number in user_ids:
        db.session.add(User(bnet_id=number, battletag=f"Player#{number}", last_login_at=NOON))
    db.session.commit()


def prove(
    account: Account,
    *,
    user_id: int = ME,
    region: str = "eu",
    brings_back: bool = False,
    read_at: datetime = NOON,
) -> int:
    """Let somebody sign in with a list; return how many of it stay forgotten."""

    def write() -> int:
        with transaction() as session:
            return store_ownership(session, user_id, region, account, now=read_at, brings_back=brings_back)

    return repeated(write)


def owners() -> dict[int | None, int | None]:
    """Return whose each character is, by Blizzard ids."""
    db.session.rollback()
    return {one.bnet_character_id: one.user_id for one in db.session.query(Character)}


def member(number: int, guild_id: int, **facts: Any) -> int:
    """Insert a member of a guild with a Blizzard id."""
    return add_member(guild_id, f"Member{number}", bnet_character_id=number, **facts)


def version(guild_id: int) -> int:
    """Return the version of a guild's rights."""
    db.session.rollback()
    return db.session.get_one(Guild, guild_id).permission_version
