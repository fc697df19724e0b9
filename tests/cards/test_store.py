"""Cards are rebuilt whole, written when they differ, kept after a season, forgotten with a person."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from tests.cards.people import DAY, HOUR, NOW, Cards, summary
from webapp.cards import store
from webapp.cards.stored import EXTERNAL
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild
from webapp.models.cards import LATEST
from webapp.seasons import season_at
from webapp.words import CardStatus, Section, TargetKind

LAST_SEASON = datetime(2026, 6, 3, 12, tzinfo=UTC)


class TestRebuild:
    def test_a_card_holds_what_was_stored(self, cards: Cards) -> None:
        thrall = cards.character()

        assert cards.rebuild(thrall) == 1

        row = cards.latest(thrall)
        assert (row.region, row.realm, row.character_name) == ("eu", "ravencrest", "Thrall")
        assert row.card["itemLevel"] == 710
        assert row.values["fetch_status"] is CardStatus.PARTIAL

    def test_the_same_again_writes_nothing(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        before = cards.find("Thrall"), cards.written_at("Thrall")

        assert cards.rebuild(thrall, at=NOW + HOUR) == 0
        assert (cards.find("Thrall"), cards.written_at("Thrall")) == before

    def test_a_change_replaces_the_card_whole(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        cards.change(thrall, profile_json=summary(item_level=720))

        assert cards.rebuild(thrall) == 1
        assert cards.latest(thrall).card["itemLevel"] == 720
        assert len(cards.rows()) == 1

    def test_times_are_the_newest_success_of_each_source(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.read(thrall, Section.RAIDS, NOW - DAY, "ok")
        cards.read(thrall, Section.EQUIPMENT, NOW, "upstream")
        cards.read(thrall, Section.LOGS, NOW - 2 * HOUR)

        cards.rebuild(thrall)

        values = cards.latest(thrall).values
        assert values["blizzard_last_fetched_at"] == NOW - HOUR
        assert values["wcl_last_fetched_at"] == NOW - 2 * HOUR

    def test_it_is_due_again_at_the_reset(self, cards: Cards) -> None:
        thrall = cards.character()

        cards.rebuild(thrall)

        due_at = cards.due_at(thrall)
        assert due_at is not None
        assert NOW < due_at <= NOW + timedelta(days=7)

    def test_a_character_that_is_gone_costs_nothing(self, cards: Cards) -> None:
        assert cards.rebuild(4711) == 0
        assert cards.rows() == []

    def test_lists_get_its_scalars_and_the_guild_a_new_version(self, cards: Cards) -> None:
        thrall = cards.character(tier_pieces=4)
        guild = cards.guild(thrall)

        cards.rebuild(thrall)
        cards.rebuild(thrall)

        assert cards.stored(thrall).tier_pieces is None
        assert db.session.scalar(select(Guild.data_version).where(Guild.id == guild)) == 1


class TestSeasonEnd:
    def test_the_last_card_is_kept_under_its_season(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=LAST_SEASON)
        cards.change(thrall, profile_json=summary(item_level=720))

        cards.rebuild(thrall)

        old = season_at("eu", LAST_SEASON).key
        kept, latest = cards.find("Thrall", old), cards.latest(thrall)
        assert kept is not None
        assert kept.card["itemLevel"] == 710
        assert latest.card["seasonKey"] == season_at("eu", NOW).key != old

    def test_what_was_kept_is_never_overwritten(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=LAST_SEASON)
        cards.rebuild(thrall)
        kept = cards.find("Thrall", season_at("eu", LAST_SEASON).key)
        cards.change(thrall, profile_json=summary(item_level=720))

        cards.rebuild(thrall, at=LAST_SEASON)
        cards.rebuild(thrall)

        assert kept is not None
        assert cards.find("Thrall", kept.season_key) == kept

    def test_what_a_program_gave_for_that_season_stays_beside_it(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=LAST_SEASON)
        old = season_at("eu", LAST_SEASON).key
        cards.give("Thrall", {"note": "mine"}, season=old)

        cards.rebuild(thrall)

        kept = next(row for row in cards.rows() if row.season_key == old)
        assert kept.card["external"] == {"note": "mine"}
        assert kept.card["itemLevel"] == 710


class TestMakeDue:
    def test_a_card_is_due_now(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)

        cards.make_due(thrall)

        assert cards.due_at(thrall) == NOW


class TestNoteChecked:
    def test_a_look_that_changed_nothing_moves_its_time_alone(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        before = cards.latest(thrall)

        with transaction() as session:
            store.note_checked(session, [thrall], NOW + HOUR)
            store.note_logs_checked(session, [thrall], NOW + DAY)

        after = cards.latest(thrall)
        assert after.card == before.card
        assert after.values["blizzard_last_fetched_at"] == NOW + HOUR
        assert after.values["wcl_last_fetched_at"] == NOW + DAY


class TestForget:
    def test_nothing_of_a_person_stays(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        cards.rebuild(thrall, jaina, at=LAST_SEASON)
        cards.rebuild(thrall, jaina)
        cards.change(thrall, tier_pieces=4)

        with transaction() as session:
            store.forget(session, [thrall])

        assert {row.character_id for row in cards.rows()} == {jaina}
        assert cards.due_at(thrall, TargetKind.CARD) is None
        assert cards.stored(thrall).tier_pieces is None

    def test_what_programs_gave_for_the_name_goes_too(self, cards: Cards) -> None:
        cards.give("thrall", {"note": "mine"})
        cards.give("Straße", {"note": "another's"})
        thrall, _twin = cards.character(), cards.character("Strasse")

        with transaction() as session:
            store.forget(session, [thrall])

        assert [row.character_name for row in cards.rows()] == ["Straße"]


class TestForgetBuilt:
    def test_kept_seasons_and_what_programs_gave_stay(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        cards.rebuild(thrall, jaina, at=LAST_SEASON)
        cards.rebuild(thrall, jaina)
        cards.give("Thrall", {"note": "given"})
        cards.change(thrall, tier_pieces=4)
        seasons = {row.id for row in cards.rows() if row.season_key != LATEST}

        with transaction() as session:
            store.forget_built(session, [thrall, jaina], NOW)

        assert len(seasons) == 2
        assert {row.id for row in cards.rows() if row.season_key != LATEST} == seasons
        assert [row.card for row in cards.rows() if row.season_key == LATEST] == [
            {EXTERNAL: {"note": "given"}}
        ]
        assert cards.due_at(thrall, TargetKind.CARD) is None
        assert cards.stored(thrall).tier_pieces is None

    def test_a_season_that_is_over_and_not_kept_yet_is_kept_by_the_next_build(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=LAST_SEASON)

        with transaction() as session:
            store.forget_built(session, [thrall], NOW)
        cards.rebuild(thrall)

        assert len(cards.rows()) == 2
