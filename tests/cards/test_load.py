"""What cards are built from is read with few statements, whatever the number of characters."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import event, insert

from tests.cards.people import HOUR, NOW, PLACE, Cards, summary
from tests.support.roll import officers_say
from webapp.cards.load import BATCH, iter_sources, week_of
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import GameData, Rank, Realm
from webapp.words import Role, Section

RESET = NOW - 8 * HOUR


class TestLoadSources:
    def test_a_source_has_who_it_is_where_it_stands_and_what_was_answered(self, cards: Cards) -> None:
        thrall = cards.character(role=Role.MELEE)
        guild = cards.guild(thrall, rank=2)
        officers_say(thrall, role_override=Role.HEALER)
        with transaction() as session:
            session.add(Rank(guild_id=guild, rank_id=2, rank_name="Raider"))
            session.add(Realm(**{**_realm(), "name": "Ravencrest"}))

        source = next(iter_sources(db.session(), [thrall], NOW))

        assert (source.name, source.realm_name, source.role) == ("Thrall", "Ravencrest", Role.HEALER)
        assert source.membership is not None
        assert (source.membership.rank, source.membership.rank_name) == (2, "Raider")
        assert source.sections[Section.SUMMARY].succeeded_at == NOW - HOUR

    def test_raw_answers_come_as_text(self, cards: Cards) -> None:
        thrall = cards.character(raids_json=[1, {"a": None}])

        sections = next(iter_sources(db.session(), [thrall], NOW)).sections

        assert orjson.loads(sections[Section.SUMMARY].body or "") == summary()
        assert orjson.loads(sections[Section.RAIDS].body or "") == [1, {"a": None}]
        assert Section.MEDIA not in sections

    def test_a_section_that_failed_keeps_its_last_good_answer(self, cards: Cards) -> None:
        thrall = cards.character(media_json={"assets": []})
        cards.read(thrall, Section.MEDIA, NOW, "upstream")

        media = next(iter_sources(db.session(), [thrall], NOW)).sections[Section.MEDIA]

        assert (media.outcome, media.succeeded_at) == ("upstream", None)
        assert media.body is not None

    def test_what_programs_gave_comes_along(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        cards.rebuild(thrall, jaina)
        cards.give("Thrall", {"mine": [1]})

        assert [one.external for one in list(iter_sources(db.session(), [thrall, jaina], NOW))] == [
            {"mine": [1]},
            None,
        ]

    @pytest.mark.parametrize("count", [1, BATCH])
    def test_it_takes_five_statements_for_a_batch(self, cards: Cards, count: int) -> None:
        people = [cards.character(f"Orc{number}") for number in range(count)]
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

        assert len(list(iter_sources(db.session(), people, NOW))) == count
        assert len([line for line in said if line.lstrip().startswith("SELECT")]) == 5

    def test_week_and_season_are_the_regions(self, cards: Cards) -> None:
        thrall = cards.character()
        with transaction() as session:
            rows = [("period", {"id": 1, "start": RESET.isoformat()}), ("season", {"id": 18})]
            for kind, data in rows:
                session.execute(
                    insert(GameData), [{"kind": kind, "region": "eu", "key": "current", "data": data}]
                )

        source = next(iter_sources(db.session(), [thrall], NOW))

        assert (source.week.start, source.week.is_confirmed, source.season_id) == (RESET, True, 18)


class TestWeekOf:
    def test_without_news_weeks_are_counted_from_the_seasons_start(self) -> None:
        week = week_of("eu", NOW, {})

        assert not week.is_confirmed
        assert week.start <= NOW < week.end
        assert week.start.hour == 4

    def test_before_every_known_season_it_is_some_week(self) -> None:
        moment = datetime(2001, 1, 1, tzinfo=UTC)

        week = week_of("eu", moment, {})

        assert week.start <= moment < week.end == week.start + timedelta(days=7)


def _realm() -> dict[str, object]:
    return {"region": PLACE["region"], "slug": PLACE["realm"], "name_key": "ravencrest", "bnet_realm_id": 1}
