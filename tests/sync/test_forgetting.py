"""Who asks to be forgotten is gone from every table at once; what belongs to others stays without them."""

from sqlalchemy import select, update

from tests.support.roll import add_guild
from tests.support.signed_in import signed_in
from tests.sync.conftest import Engine
from tests.sync.gone import HALF_HOUR, claimed, everything, forget, is_known, rows
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.models import (
    AddedCharacter,
    ApiToken,
    AuditEntry,
    Character,
    CharacterEnrichmentCache,
    ForgottenCharacter,
    FormerName,
    Guild,
    HeldRoster,
    MemberEvent,
    Notification,
    OfficerNote,
    PermissionException,
    User,
)
from webapp.sync.forgetting import FORGOTTEN, Forgotten
from webapp.words import Effect, EventKind, MainSetBy


def say_things(engine: Engine, about: int, witness: int) -> None:
    """Let a log, a history and somebody's news tell of a person and their character."""
    name, guild_id, now = engine.public_names()[0], engine.guild_id, engine.now
    character_id = engine.character(name).id
    entry = AuditEntry(guild_id=guild_id, action="exception", user_id=about, at=now)
    entry.after = {"reason": "Jaina keeps the list"}
    event = MemberEvent(guild_id=guild_id, character_id=character_id, kind=EventKind.RENAMED, seen_at=now)
    event.before, event.after = {"name": "Old"}, {"name": "New"}
    news = Notification(user_id=witness, kind="character_claimed", facts={"character_id": character_id})
    with transaction() as session:
        session.add_all([entry, event, news])


class TestGone:
    def test_no_table_knows_the_character_or_the_person(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        number = synced_on.truth(name)["id"]
        person = claimed(synced_on, name)
        assert is_known(name)

        forgotten = forget(synced_on, person)

        assert forgotten == Forgotten(characters=1, guilds=1)
        assert not is_known(name)
        left = everything()
        assert "Jaina#1234" not in left
        assert str(person.user_id) not in left
        assert [
            (one.region, one.bnet_character_id) for one in db.session.scalars(select(ForgottenCharacter))
        ] == [("eu", number)]

    def test_what_belongs_to_others_stays_without_them(self, synced: Engine) -> None:
        name, other = synced.public_names()[:2]
        person = claimed(synced, name)
        facts = {"guild_id": synced.guild_id, "character_id": synced.character(other).id}
        with transaction() as session:
            session.add(OfficerNote(**facts, body="late", written_by=person.user_id, written_at=synced.now))
            session.add(
                ApiToken(
                    guild_id=synced.guild_id,
                    made_by=person.user_id,
                    name="bot",
                    prefix="mst_",
                    token_hash="h",
                    scopes=[],
                )
            )

        forget(synced, person)

        assert db.session.execute(select(OfficerNote.body, OfficerNote.written_by)).all() == [("late", None)]
        assert db.session.execute(select(ApiToken.name, ApiToken.made_by)).all() == [("bot", None)]

    def test_a_held_roster_of_a_guild_that_does_not_know_them_yet_is_struck(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        person, number = claimed(synced_on, name), synced_on.truth(name)["id"]
        listed = [{"character": {"id": one, "name": said}} for one, said in ((number, name), (1, "Other"))]
        facts = {"known_count": 50, "seen_count": 2, "leaving_count": 49, "reason": "of a test"}
        db.session.rollback()
        for region in ("eu", "us"):
            guild_id = add_guild(f"Of {region}", region=region)
            held = HeldRoster(guild_id=guild_id, held_at=synced_on.now, **facts)
            held.roster_json = {"members": listed}
            with transaction() as session:
                session.add(held)

        forget(synced_on, person)

        query = select(HeldRoster.roster_json).order_by(HeldRoster.guild_id)
        assert [one["members"] for one in db.session.scalars(query)] == [listed[1:], listed]

    def test_what_programs_gave_under_a_former_name_of_theirs_goes(self, synced_on: Engine) -> None:
        person, own = claimed(synced_on, name := synced_on.public_names()[0]), synced_on.character(name)
        place = {"region": own.region, "realm": own.realm}
        former = {"name": "Oldname", "name_key": "oldname", "until": synced_on.now}
        with transaction() as session:
            session.add(FormerName(character_id=own.id, **place, **former))
            for said in ("Oldname", "Stranger"):
                card = CharacterEnrichmentCache(**place, character_name=said, name_key=said.lower())
                card.player_card = {}
                session.add(card)

        forget(synced_on, person)

        loose = CharacterEnrichmentCache.character_id.is_(None)
        assert db.session.scalars(select(CharacterEnrichmentCache.character_name).where(loose)).all() == [
            "Stranger"
        ]

    def test_what_somebody_else_who_typed_their_name_was_told_goes(self, synced_on: Engine) -> None:
        person, own = claimed(synced_on, name := synced_on.public_names()[0]), synced_on.character(name)
        with transaction() as session:
            session.add(User(bnet_id=77, battletag="Thrall#1"))
            for said in (name, "Stranger"):
                typed = {"region": own.region, "realm": own.realm, "name": said, "name_key": name_key(said)}
                session.add(AddedCharacter(user_id=77, level=80, **typed))

        forget(synced_on, person)

        assert db.session.scalars(select(AddedCharacter.name)).all() == ["Stranger"]

    def test_whoever_hung_on_them_is_nobodys_alt_and_no_main_by_that(self, synced_on: Engine) -> None:
        name, other = synced_on.public_names()[:2]
        person, own = claimed(synced_on, name), synced_on.character(name).id
        alt = synced_on.character(other).id
        with transaction() as session:
            hung = update(Character).where(Character.id == alt)
            session.execute(hung.values(main_id=own, main_set_by=MainSetBy.PLAYER))

        forget(synced_on, person)

        left = select(Character.main_id, Character.main_set_by).where(Character.id == alt)
        assert db.session.execute(left).all() == [(None, None)]

    def test_what_was_said_about_them_is_emptied(self, synced_on: Engine) -> None:
        person = claimed(synced_on, synced_on.public_names()[0])
        witness = signed_in(synced_on.app, battletag="Thrall#1")
        say_things(synced_on, person.user_id, witness.user_id)

        forget(synced_on, person)

        entries = db.session.execute(select(AuditEntry.action, AuditEntry.user_id, AuditEntry.after)).all()
        assert entries == [("exception", None, None), (FORGOTTEN, None, {"characters": 1})]
        assert db.session.scalars(select(Notification.facts)).all() == [{}]
        renamed = select(MemberEvent.before, MemberEvent.after).where(MemberEvent.kind == EventKind.RENAMED)
        assert db.session.execute(renamed).all() == [(None, None)]
        assert "deleted" in synced_on.events()

    def test_whose_alts_others_were_names_nobody(self, synced_on: Engine) -> None:
        name, other, third = synced_on.public_names()[:3]
        person, own, alt = (claimed(synced_on, name), *(synced_on.character(one).id for one in (name, other)))
        mains = [{"main_id": own}, {"main_id": synced_on.character(third).id}]
        with transaction() as session:
            facts = {"guild_id": synced_on.guild_id, "character_id": alt, "at": synced_on.now}
            session.add(AuditEntry(action="main", before=mains[0], after=mains[1], **facts))
            session.add(AuditEntry(action="main", before=None, after=mains[0], **facts))
            session.add(AuditEntry(action="role", before=None, after="tank", **facts))

        forget(synced_on, person)

        told = select(AuditEntry.before, AuditEntry.after).where(AuditEntry.character_id == alt)
        gone = {"main_id": None}
        expected = [(gone, mains[1]), (None, gone), (None, "tank")]
        assert db.session.execute(told.order_by(AuditEntry.id)).all() == expected

    def test_rights_and_pages_of_their_guilds_are_new(self, synced: Engine) -> None:
        person = claimed(synced, synced.public_names()[0])
        before = synced.guild()
        versions = (before.data_version, before.permission_version)

        forget(synced, person)

        guild = synced.guild()
        assert (guild.data_version - versions[0], guild.permission_version - versions[1]) == (1, 1)

    def test_a_guild_where_they_only_had_an_exception_decides_anew(self, synced: Engine) -> None:
        person = signed_in(synced.app)
        with transaction() as session:
            exception = PermissionException(
                guild_id=synced.guild_id, user_id=person.user_id, tool_name="export", reason="x"
            )
            exception.effect = Effect.GRANT
            session.add(exception)
        before = synced.guild().permission_version

        forget(synced, person)

        assert synced.guild().permission_version == before + 1
        assert rows(PermissionException) == 0

    def test_the_master_s_guild_has_no_leader_until_somebody_else_is(self, synced: Engine) -> None:
        master = next(one["name"] for one in synced.simulator.control.members() if one["rank"] == 0)
        person = claimed(synced, master)
        with transaction() as session:
            session.execute(update(Guild).values(leader_id=person.user_id))

        forget(synced, person)
        synced.sync_later(HALF_HOUR)

        assert synced.guild().leader_id is None
        assert synced.guild().roster_outcome == "ok"
        assert synced.guild().ranks_doubted_at is None

    def test_who_is_not_there_any_more_is_no_trouble(self, synced: Engine) -> None:
        person = signed_in(synced.app)
        forget(synced, person)

        assert forget(synced, person) == Forgotten(characters=0, guilds=0)
