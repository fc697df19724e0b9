"""No sync, look-up or program brings back who asked to be forgotten."""

import pytest
from sqlalchemy import select, update

from tests.support.signed_in import own, signed_in
from tests.sync.conftest import MEMBERS, Engine
from tests.sync.gone import DAY, HALF_HOUR, ForgottenMeanwhile, claimed, forget, is_known, rows
from webapp.cards.given import AskedToBeForgotten, GivenCard, upsert_given
from webapp.cards.subjects import CardKey
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    Guild,
    GuildMember,
    HeldRoster,
    SyncTarget,
    User,
)
from webapp.sync.held import accept_held_roster
from webapp.sync.tracking import track_lone_character
from webapp.sync.typed_names import BadAddress
from webapp.words import TargetKind


class TestStaysForgotten:
    def test_through_rosters_and_looks_for_days(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        person = claimed(synced_on, name)
        forget(synced_on, person)

        for _ in range(3):
            synced_on.sync_later(DAY)
            synced_on.sync_everything()

        assert not is_known(name)
        assert synced_on.member_count() == MEMBERS - 1
        assert synced_on.strip().members == MEMBERS - 1
        assert (synced_on.guild().roster_outcome, rows(HeldRoster)) == ("ok", 0)
        assert "returned" not in synced_on.events()

    def test_a_whole_guild_may_be_forgotten_without_a_held_roster(self, synced: Engine) -> None:
        names = [one["name"] for one in synced.simulator.control.members()]
        person = signed_in(synced.app)
        for one in db.session.scalars(select(Character.id)).all():
            own(synced.app, person, one)

        forget(synced, person)
        synced.sync_later(HALF_HOUR)

        assert synced.member_count() == 0
        assert (synced.guild().roster_outcome, rows(HeldRoster)) == ("ok", 0)
        assert [name for name in names if is_known(name)] == []

    def test_a_held_roster_that_is_accepted_leaves_them_out(self, synced: Engine) -> None:
        name = synced.public_names()[-1]
        person = claimed(synced, name)
        synced.simulator.control.add_fault("keep_members", kind="guild-roster", fraction=0.5)
        synced.sync_later(HALF_HOUR)
        assert rows(HeldRoster) == 1

        forget(synced, person)

        assert not is_known(name)
        accept_held_roster(synced.guild_id, now=synced.now)
        assert not is_known(name)

    def test_a_look_that_was_under_way_is_dropped(self, synced: Engine) -> None:
        name = synced.public_names()[0]
        person = claimed(synced, name)
        synced.make_due()

        synced.sync(client=ForgottenMeanwhile(synced, person))  # type: ignore[arg-type]

        assert not is_known(name)

    def test_nobody_looks_them_up_by_name(self, synced: Engine) -> None:
        one = synced.truth(synced.public_names()[0])
        forget(synced, claimed(synced, one["name"]))

        with pytest.raises(BadAddress, match="not looked up"):
            track_lone_character("eu", one["realm"], one["name"].lower(), now=synced.now)

        assert not is_known(one["name"])

    def test_under_a_new_name_a_look_finds_who_it_is_and_drops_it(self, synced_on: Engine) -> None:
        one = synced_on.stranger()
        row = synced_on.track_lone(one)
        synced_on.sync_everything()
        person = signed_in(synced_on.app)
        own(synced_on.app, person, row)
        forget(synced_on, person)
        renamed = synced_on.rename(one, "Incognita")

        synced_on.track_lone(renamed)
        assert is_known("Incognita")
        synced_on.sync_everything()

        assert not is_known("Incognita")
        assert rows(Character) == MEMBERS

    def test_no_program_gives_a_card_of_them(self, synced_on: Engine) -> None:
        one = synced_on.truth(synced_on.public_names()[0])
        forget(synced_on, claimed(synced_on, one["name"]))
        key = CardKey(region="eu", realm=one["realm"], character_name=one["name"], season_key="latest")
        db.session.rollback()

        with pytest.raises(AskedToBeForgotten), transaction() as session:
            upsert_given(session, GivenCard(key=key, values={"player_card": {"a": 1}}), synced_on.now)

        assert not is_known(one["name"])

    def test_what_a_program_gave_before_under_the_name_is_gone(self, synced: Engine) -> None:
        name = synced.public_names()[0]
        key = CardKey(region="eu", realm=synced.truth(name)["realm"], character_name=name, season_key="old")
        with transaction() as session:
            upsert_given(session, GivenCard(key=key, values={"player_card": {"a": 1}}), synced.now)
            loose = update(CharacterEnrichmentCache).where(CharacterEnrichmentCache.season_key == "old")
            session.execute(loose.values(character_id=None))

        forget(synced, claimed(synced, name))

        assert not is_known(name)

    def test_their_guild_is_not_found_through_them(self, synced: Engine) -> None:
        one = synced.stranger()
        row = synced.track_lone(one)
        person = signed_in(synced.app)
        own(synced.app, person, row)
        forget(synced, person)

        synced.sync_everything()

        assert db.session.scalars(select(Guild.name)).all() == ["Lantern Watch"]
        looked_at = select(SyncTarget.id).where(
            SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.guild_id.is_(None)
        )
        assert db.session.scalars(looked_at).all() == []
        assert (rows(User), rows(GuildMember)) == (0, MEMBERS)
