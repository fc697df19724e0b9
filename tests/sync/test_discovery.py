"""A guild is tracked as soon as a character of somebody who has signed in names it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from tests.support.signed_in import own, signed_in
from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, SyncTarget
from webapp.sync.removal import forget_guild
from webapp.words import TargetKind

HOUR = timedelta(hours=1)


def guilds() -> dict[str, Guild]:
    db.session.rollback()
    return {one.name: one for one in db.session.scalars(select(Guild))}


def looked_at(engine: Engine, *, is_owned: bool) -> dict[str, Any]:
    """Have a stranger looked at who is in a guild that nobody tracks; return who it is."""
    one = engine.stranger()
    character_id = engine.track_lone(one)
    if is_owned:
        own(engine.app, signed_in(engine.app), character_id)
    engine.sync_everything()
    return one


class TestDiscoverGuilds:
    def test_the_guild_of_an_owned_character_is_tracked_and_read(self, synced: Engine) -> None:
        stranger = looked_at(synced, is_owned=True)

        found = next(one for name, one in guilds().items() if name != "Lantern Watch")
        address = (stranger["region"], found.realm, found.name.lower().replace(" ", "-"))
        truth = synced.simulator.control.truth(*address)
        assert (found.bnet_guild_id, found.region) == (truth["id"], stranger["region"])
        assert synced.reports[-1].discovered == 1
        synced.sync_everything()
        members = select(func.count()).select_from(GuildMember).where(GuildMember.guild_id == found.id)
        assert db.session.scalar(members) == len(truth["members"])

    def test_its_roster_is_due_at_once(self, synced: Engine) -> None:
        looked_at(synced, is_owned=True)

        found = next(one for name, one in guilds().items() if name != "Lantern Watch")
        its_own = (SyncTarget.guild_id == found.id, SyncTarget.kind == TargetKind.ROSTER)
        assert db.session.scalars(select(SyncTarget.next_due_at).where(*its_own)).one() == synced.now

    def test_nobodys_character_leads_to_none(self, synced: Engine) -> None:
        looked_at(synced, is_owned=False)

        assert list(guilds()) == ["Lantern Watch"]
        assert synced.reports[-1].discovered == 0

    def test_a_guild_that_is_tracked_is_not_begun_again(self, synced: Engine) -> None:
        name = synced.public_names()[0]
        own(synced.app, signed_in(synced.app), synced.character(name).id)
        synced.simulator.control.log_in(name)

        synced.sync_later(HOUR)

        assert list(guilds()) == ["Lantern Watch"]

    def test_a_character_without_a_guild_leads_to_none(self, synced: Engine) -> None:
        one = synced.stranger()
        character_id = synced.track_lone(one)
        own(synced.app, signed_in(synced.app), character_id)
        address = {name: one[name] for name in ("region", "realm", "name")}
        synced.simulator.control.happen("leave", **address)

        synced.sync_everything()

        assert list(guilds()) == ["Lantern Watch"]

    @pytest.mark.parametrize("path", ["guild.name", "guild.realm", "guild.id"])
    def test_a_guild_that_is_not_whole_is_none(self, synced: Engine, path: str) -> None:
        one = synced.stranger()
        own(synced.app, signed_in(synced.app), synced.track_lone(one))
        synced.simulator.control.add_fault("wrong_shape", kind="character-summary", path=path)

        synced.sync_everything()

        assert list(guilds()) == ["Lantern Watch"]

    def test_it_stays_away_when_an_operator_removed_it_and_a_member_logs_in(self, synced: Engine) -> None:
        one = looked_at(synced, is_owned=True)
        found = next(guild for name, guild in guilds().items() if name != "Lantern Watch")
        forget_guild(found.id, now=synced.now)
        synced.simulator.control.log_in(one["name"], one["realm"], one["region"])
        synced.pass_time(HOUR)
        synced.make_due()

        synced.sync_everything()

        assert list(guilds()) == ["Lantern Watch"]

    def test_the_roster_of_a_guild_that_does_not_list_the_character_is_read_again(
        self, synced: Engine
    ) -> None:
        one = synced.truth(synced.public_names()[0])
        roster = SyncTarget.kind == TargetKind.ROSTER
        with transaction() as session:
            session.execute(delete(Character).where(Character.name == one["name"]))
            session.execute(update(SyncTarget).where(roster).values(next_due_at=synced.now + HOUR))
        own(synced.app, signed_in(synced.app), synced.track_lone(one))

        synced.sync_everything()

        assert db.session.scalars(select(SyncTarget.next_due_at).where(roster)).one() == synced.now
