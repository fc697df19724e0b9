"""What a person asks for."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.sync.conftest import Engine
from webapp.extensions import db
from webapp.models import SyncRun
from webapp.sync import outstanding
from webapp.sync.queries import character_strip
from webapp.sync.wishes import NothingToRefresh, wish_character_refresh, wish_guild_refresh

HOUR = timedelta(hours=1)


class TestWishes:
    def test_a_wish_goes_ahead_and_says_when_the_next_may_come(self, synced_on: Engine) -> None:
        synced_on.pass_time(timedelta(hours=1))

        wish = wish_guild_refresh(synced_on.guild_id, asked_by=None, now=synced_on.now)

        assert (wish.is_granted, wish.again_at) == (True, synced_on.now + timedelta(minutes=15))
        assert wish.place is not None
        assert wish.place.ahead == 0
        assert outstanding.is_anything_wished(synced_on.now)

    def test_a_second_wish_joins_the_first(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))
        first = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        second = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now + timedelta(minutes=1))

        assert (second.is_granted, second.run_id, second.again_at) == (False, first.run_id, first.again_at)

    def test_a_granted_wish_brings_roster_and_characters_up_to_date(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        synced.sync()

        strip = synced.strip()
        assert (strip.roster_succeeded_at, strip.place, strip.is_active) == (synced.now, None, False)
        assert synced.character(synced.public_names()[0]).last_synced_at == synced.now
        synced.check()

    def test_whom_somebody_looked_at_just_now_is_not_fetched_again(self, synced: Engine) -> None:
        synced.pass_time(timedelta(minutes=5))
        synced.simulator.control.clear_requests()
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        synced.sync()

        assert synced.simulator.control.count("guild-roster") == 1
        assert synced.simulator.control.count("character-summary") == 0

    def test_a_hundred_wishes_at_once_are_one_run(self, synced_on: Engine) -> None:
        synced_on.pass_time(timedelta(hours=1))
        granted: list[bool] = []

        def press() -> None:
            with synced_on.app.app_context():
                for _ in range(25):
                    wish = wish_guild_refresh(synced_on.guild_id, asked_by=None, now=synced_on.now)
                    granted.append(wish.is_granted)

        threads = [threading.Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        active = select(SyncRun.id).where(SyncRun.finished_at.is_(None))
        assert Counter(granted) == {True: 1, False: 99}
        assert len(db.session.scalars(active).all()) == 1


class TestWishForACharacter:
    def test_it_goes_ahead_of_the_others_and_of_its_guild(self, synced_on: Engine) -> None:
        synced_on.pass_time(HOUR)
        one = synced_on.character(synced_on.public_names()[1]).id

        wish = wish_character_refresh(one, asked_by=None, now=synced_on.now)
        strip = character_strip(one, synced_on.now)
        synced_on.simulator.control.clear_requests()
        synced_on.sync_everything(wishes_only=True)

        assert (wish.is_granted, strip.is_under_way, strip.place) == (True, True, wish.place)
        assert synced_on.row(one).last_synced_at == synced_on.now
        assert synced_on.simulator.control.count("character-summary") == 1
        synced_on.check()

    def test_a_second_one_joins_the_first(self, synced: Engine) -> None:
        synced.pass_time(HOUR)
        one = synced.character(synced.public_names()[1]).id
        first = wish_character_refresh(one, asked_by=None, now=synced.now)

        second = wish_character_refresh(one, asked_by=None, now=synced.now + timedelta(minutes=6))

        assert (first.is_granted, second.is_granted) == (True, False)
        assert synced.target(one).wished_at == synced.now

    def test_whom_somebody_looked_at_just_now_has_to_rest(self, synced: Engine) -> None:
        one = synced.character(synced.public_names()[1]).id
        soon = synced.now + timedelta(minutes=4)

        wish = wish_character_refresh(one, asked_by=None, now=soon)
        operator = wish_character_refresh(one, asked_by=None, now=soon, has_cool_down=False)

        assert (wish.is_granted, wish.again_at) == (False, synced.now + timedelta(minutes=5))
        assert operator.is_granted

    def test_who_left_every_guild_may_be_wished_for(self, synced: Engine) -> None:
        name = synced.public_names()[2]
        one = synced.character(name).id
        synced.happen("leave", name)
        synced.sync_later(HOUR)

        wish_character_refresh(one, asked_by=None, now=synced.now + HOUR)

        assert synced.target(one).guild_id is None

    def test_nobody_can_be_wished_for_who_is_not_there(self, synced: Engine) -> None:
        with pytest.raises(NothingToRefresh):
            wish_character_refresh(999_999, asked_by=None, now=synced.now)


class TestPlaceInQueue:
    def test_earlier_wishes_of_other_guilds_are_ahead(self, synced: Engine) -> None:
        other = synced.track_another()
        synced.pass_time(HOUR)
        wish_guild_refresh(other, asked_by=None, now=synced.now)

        wish = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now + timedelta(seconds=1))

        assert wish.place is not None
        assert wish.place.ahead == 1

    def test_a_guild_that_is_not_tracked_cannot_be_refreshed(self, synced: Engine) -> None:
        with pytest.raises(NothingToRefresh):
            wish_guild_refresh(synced.guild_id + 999, asked_by=None, now=synced.now)
