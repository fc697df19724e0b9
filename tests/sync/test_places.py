"""Places in the queue of wishes."""

from datetime import timedelta

from tests.sync.conftest import Engine
from webapp.sync.places import estimate
from webapp.sync.queries import character_strip, guild_strip
from webapp.sync.wishes import wish_character_refresh, wish_guild_refresh

HOUR = timedelta(hours=1)


class TestTheQueue:
    def test_whoever_was_wished_for_before_is_ahead(self, synced_on: Engine) -> None:
        first, second = (synced_on.character(name).id for name in synced_on.public_names()[1:3])
        synced_on.pass_time(HOUR)

        wishes = [
            wish_character_refresh(one, asked_by=None, now=synced_on.now + number * timedelta(seconds=1))
            for number, one in enumerate((first, second))
        ]

        assert [wish.place.ahead if wish.place else None for wish in wishes] == [0, 1]

    def test_a_wish_for_another_guild_is_ahead_with_its_roster(self, synced: Engine) -> None:
        other = synced.track_another()
        synced.pass_time(HOUR)
        wish_guild_refresh(other, asked_by=None, now=synced.now - timedelta(seconds=1))
        one = synced.character(synced.public_names()[1]).id

        wish_character_refresh(one, asked_by=None, now=synced.now)

        place = character_strip(one, synced.now).place
        assert place is not None
        assert place.ahead == 1

    def test_a_wish_says_how_long_nobody_has_taken_it(self, synced_on: Engine) -> None:
        one = synced_on.character(synced_on.public_names()[1])
        synced_on.pass_time(HOUR)
        wish_character_refresh(one.id, asked_by=None, now=synced_on.now)
        guild_place = guild_strip(synced_on.guild_id, synced_on.now + HOUR).place
        character_place = character_strip(one.id, synced_on.now + HOUR).place

        assert [place and place.waited for place in (guild_place, character_place)] == [HOUR, HOUR]

    def test_nobody_waits_less_than_a_second(self) -> None:
        assert (estimate(0).seconds, estimate(900).seconds) == (1, 20)
