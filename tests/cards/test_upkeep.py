"""Everybody whose profile was read gets a card, and the looked-at ones are woken."""

from datetime import date

from tests.cards.people import DAY, HOUR, NOW, Cards
from webapp.cards import upkeep
from webapp.cards.stale_cards import Among
from webapp.database import transaction
from webapp.models import PageView, SyncTarget
from webapp.words import TargetKind


class TestAddMissingCards:
    def test_characters_that_were_read_before_there_were_cards_get_one(self, cards: Cards) -> None:
        thrall, unread = cards.character(), cards.character("Unread", last_synced_at=None)

        assert upkeep.add_missing_cards(NOW) == 1
        assert (cards.due_at(thrall), cards.due_at(unread)) == (NOW, None)

    def test_who_has_one_keeps_its_time(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        due_at = cards.due_at(thrall)

        assert upkeep.add_missing_cards(NOW) == 0
        assert cards.due_at(thrall) == due_at


class TestWakeLookedAt:
    def test_a_stale_card_that_people_look_at_is_refreshed(self, cards_here: Cards) -> None:
        seen, unseen = (cards_here.character(name, last_synced_at=NOW - DAY) for name in ("Seen", "Unseen"))
        cards_here.rebuild(seen, unseen)
        with transaction() as session:
            for one in (seen, unseen):
                due = {"kind": TargetKind.CHARACTER, "character_id": one, "next_due_at": NOW + HOUR}
                session.add(SyncTarget(**due))
            session.add(PageView(character_id=seen, day=date(2026, 9, 1), count=1))

        assert upkeep.wake_looked_at(NOW) == 1
        assert cards_here.due_at(seen, TargetKind.CHARACTER) == NOW
        assert cards_here.due_at(unseen, TargetKind.CHARACTER) == NOW + HOUR


class TestWakeStale:
    def test_it_says_how_many_are_stale_too(self, cards_here: Cards) -> None:
        cards_here.rebuild(cards_here.character())

        assert upkeep.wake_stale(NOW, limit=5, among=Among()) == (0, 1)


class TestMakeBuiltDue:
    def test_all_or_those_of_a_guild(self, cards_here: Cards) -> None:
        member, other = cards_here.character(), cards_here.character("Jaina")
        guild = cards_here.guild(member)
        cards_here.rebuild(member, other)

        assert upkeep.make_built_due(guild, NOW) == 1
        assert cards_here.due_at(member) == NOW != cards_here.due_at(other)
        assert upkeep.make_built_due(None, NOW) == 2
