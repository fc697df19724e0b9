"""Begin to track guilds, and characters without one.

A guild is checked with Battle.net before a row is written; a character by its first look.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.cards.realms import realm_slug, realm_written_together
from webapp.clients.battlenet import BattleNet
from webapp.clients.battlenet.errors import BadRequest, BattleNetError, NotFound
from webapp.clients.battlenet.payloads.gamedata import Realm as RealmPayload
from webapp.clients.battlenet.payloads.guild import Guild as GuildPayload
from webapp.clients.battlenet.regions import Region
from webapp.database import transaction
from webapp.lib.names import BadName, checked_name, guild_name_key, has_room, name_key, same_but_for_case
from webapp.models import Character, Guild, GuildMember, Realm, RemovedGuild, SyncTarget
from webapp.models.forgotten import is_address_forgotten
from webapp.models.legacy import is_in_files
from webapp.models.upsert import insert_into
from webapp.permissions.standing import first_version
from webapp.sync.gamedata import want_game_data
from webapp.sync.guild_names import take_name
from webapp.sync.realms import store_realms
from webapp.sync.targets import ensure_target
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region
from webapp.words import Faction, TargetKind

SUGGESTIONS = 3
MOST_WAITING = 20
"""Names of nobody known that may wait for their first look at once: each goes ahead of what is due."""
DOOR = 0x4E616D65
"""The advisory lock under which new names are let in: "Name" in ASCII."""
NOT_LOOKED_UP = "This character is not looked up here."
"""Who asked to be forgotten is not stored for the time until a look would tell who it is."""
SLUG = re.compile(r"[\w-]+")
"""What may be the slug of a realm, where nothing tells which there are."""


class CannotTrack(Exception):
    """The guild cannot be tracked; the text is a sentence that says why and what would be right."""


class AskedToBeForgotten(BadAddress):
    """Whoever had this name asked that nobody looks."""


class TooManyWaiting(Exception):
    """So many names wait for their first look that one more would keep everybody waiting; a sentence."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A guild that is tracked now, and whether it was before."""

    guild_id: int
    name: str
    realm_name: str
    is_new: bool


def track_guild(*, region: str, realm: str, name: str, client: BattleNet, now: datetime) -> Tracked:
    """Ask Battle.net for the guild and track it; CannotTrack says why not, and then nothing is written."""
    realms = _realms(client, region)
    home = _chosen_realm(realms, realm, region)
    found, document = _guild(client, region, home, name)
    with transaction() as session:
        store_realms(session, region, realms, now=now)
        stored = session.scalar(select(Guild).where(Guild.region == region, Guild.bnet_guild_id == found.id))
        guild = stored or _new_guild(session, region, found, now)
        take_name(session, guild, realm=found.realm.slug, name=found.name, now=now)
        guild.guild_data_json = document
        guild.archived_at = None
        guild_id = guild.id
        removed = (RemovedGuild.region == region, RemovedGuild.bnet_guild_id == found.id)
        session.execute(delete(RemovedGuild).where(*removed))
        if stored is None:
            session.add(SyncTarget(kind=TargetKind.ROSTER, guild_id=guild_id, next_due_at=now))
    return Tracked(guild_id, found.name, home.name or home.slug, is_new=stored is None)


def track_lone_character(region: str, realm: str, name: str, *, now: datetime) -> int:
    """Have a character looked at, found by its address, and return its id; no call, no bell.

    Raises BadAddress and, for a name that is new here, TooManyWaiting. Who is stored already is kept fresh
    under the row that it has.
    """
    region, name = checked_region(region), checked_character_name(name)
    with transaction() as session:
        slug = checked_realm_slug(session, region, realm)
        known = _known_character(session, region, slug, name)
        character_id = known or _let_in(session, region, slug, name, now=now)
        ensure_target(session, character_id, now)
    return character_id


def track_unseen_character(region: str, realm: str, name: str, *, now: datetime) -> int | None:
    """Do the same for a person to whom nobody is shown there; None leaves alone who must not be looked at.

    Members of guilds and who asked to be forgotten are refused only what any name is refused: a crowd.
    """
    region, name = checked_region(region), checked_character_name(name)
    with transaction() as session:
        slug = checked_realm_slug(session, region, realm)
        _refuse_crowd(session)
        known = _known_character(session, region, slug, name)
        try:
            character_id = known or _let_in(session, region, slug, name, now=now)
        except AskedToBeForgotten:
            return None
        member = (GuildMember.character_id == character_id, GuildMember.left_at.is_(None))
        if session.scalar(select(GuildMember.id).where(*member).limit(1)) is not None:
            return None
        ensure_target(session, character_id, now)
    return character_id


def checked_realm_slug(session: Session, region: str, text: str) -> str:
    """Return the slug of a realm by slug, former slug or name; before the index is there, the text itself."""
    try:
        text = checked_name(text, what="realm")
    except BadName as error:
        raise BadAddress("realm", f"This is no realm: {error}.") from error
    listed = session.scalars(select(Realm.slug).where(Realm.region == region).limit(1)).first()
    if listed is None:
        if not SLUG.fullmatch(text.lower()):
            hint = "write it as addresses do, such as argent-dawn"
            raise BadAddress("realm", f"The realms of {region} are not known yet: {hint}.")
        return text.lower()
    slug: str | None = realm_slug(session, region, text)
    if session.scalar(select(Realm.id).where(Realm.region == region, Realm.slug == slug)) is None:
        slug = realm_written_together(session, region, text)
    if slug is None:
        raise BadAddress("realm", f"{text!r} is no realm of {region}.")
    return slug


def _known_character(session: Session, region: str, realm: str, name: str) -> int | None:
    """Return whom an address means: of several, who was confirmed last."""
    rows = session.execute(
        select(Character.id, Character.name)
        .where(Character.region == region, Character.realm == realm, Character.name_key == name_key(name))
        .order_by(Character.verified_at.desc().nulls_last(), Character.id.desc())
    )
    return next((row.id for row in rows if same_but_for_case(row.name, name)), None)


def _let_in(session: Session, region: str, realm: str, name: str, *, now: datetime) -> int:
    """Keep a name of nobody known and return its id; one at a time, or too many would find room for one."""
    if session.get_bind().dialect.name == "postgresql":  # a writer on SQLite is alone anyway
        session.execute(select(func.pg_advisory_xact_lock(DOOR)))
    if (character_id := _known_character(session, region, realm, name)) is not None:
        return character_id
    if is_address_forgotten(session, region, realm, name):
        raise AskedToBeForgotten("name", NOT_LOOKED_UP)
    _refuse_crowd(session)
    _add_nameless(session, region, realm, name, now=now)
    want_game_data(session, region, now)
    if (character_id := _known_character(session, region, realm, name)) is None:
        raise BadAddress("name", "A name that is written almost alike waits for its first look: try later.")
    return character_id


def _refuse_crowd(session: Session) -> None:
    """Raise TooManyWaiting while too many names wait that were never looked at; an answer ends the wait.

    Those of files come a few at a time by themselves, and keep nobody from being looked up.
    """
    waiting = (
        SyncTarget.kind == TargetKind.CHARACTER,
        SyncTarget.guild_id.is_(None),
        Character.bnet_character_id.is_(None),
        Character.attempted_at.is_(None),
        ~is_in_files(),
    )
    query = select(func.count()).select_from(SyncTarget).join(Character).where(*waiting)
    if (session.scalar(query) or 0) >= MOST_WAITING:
        raise TooManyWaiting("Many names are being looked up just now. Try again in a minute.")


def _add_nameless(session: Session, region: str, realm: str, name: str, *, now: datetime) -> None:
    """Write a character of whom nothing but the name is known, unless another was faster."""
    row = {"region": region, "realm": realm, "name": name, "name_key": name_key(name), "failures": 0}
    statement = insert_into(session, Character).values(**row, created_at=now, updated_at=now)
    session.execute(statement.on_conflict_do_nothing())


def _new_guild(session: Session, region: str, found: GuildPayload, now: datetime) -> Guild:
    guild = Guild(
        bnet_guild_id=found.id,
        region=region,
        realm=found.realm.slug,
        name=found.name,
        name_key=guild_name_key(found.name),
        faction=Faction(found.faction) if found.faction in set(Faction) else None,
        permission_version=first_version(now),
    )
    session.add(guild)
    session.flush()
    return guild


def _realms(client: BattleNet, region: str) -> tuple[RealmPayload, ...]:
    try:
        answer = client.realm_index(Region(region))
    except BattleNetError as error:
        said = f"The realms of {region} cannot be read from Battle.net: {error.sentence}"
        raise CannotTrack(said) from error
    return answer.value.realms if answer.value else ()


def _chosen_realm(realms: Iterable[RealmPayload], text: str, region: str) -> RealmPayload:
    """Return the realm whose slug or name was written, or raise CannotTrack with names that are like it."""
    by_key: dict[str, RealmPayload] = {}
    for realm in realms:
        for form in (realm.name or "", realm.slug):
            by_key[name_key(form)] = realm
    if found := by_key.get(name_key(text)):
        return found
    near = difflib.get_close_matches(name_key(text), by_key, n=SUGGESTIONS, cutoff=0.6)
    names = list(dict.fromkeys(by_key[key].name or by_key[key].slug for key in near))
    hint = f" Did you mean {' or '.join(names)}?" if names else ""
    raise CannotTrack(f"{text!r} is no realm of {region}.{hint}")


def _guild(client: BattleNet, region: str, realm: RealmPayload, name: str) -> tuple[GuildPayload, object]:
    try:
        answer = client.guild(Region(region), realm.slug, name)
    except NotFound as error:
        raise CannotTrack(
            f"Battle.net knows no guild {name!r} on {realm.name or realm.slug} ({region})."
            " Check the spelling, accents included."
        ) from error
    except BadRequest as error:
        raise CannotTrack(f"{name!r} cannot be the name of a guild.") from error
    except BattleNetError as error:
        raise CannotTrack(f"The guild cannot be read from Battle.net now: {error.sentence}") from error
    if answer.value is not None and not (has_room(answer.value.name) and has_room(answer.value.realm.slug)):
        raise CannotTrack(f"Battle.net's answer about {name!r} is not that of a guild.")
    if answer.value is None:
        raise CannotTrack("Battle.net gave no answer about the guild; try again.")
    return answer.value, answer.document
