"""The column types that all tables share."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from tests.models.cast import NOON, guild, save, user
from webapp.models import Guild, User

SEOUL = timezone(timedelta(hours=9))


class TestUtcDateTime:
    def test_a_time_without_a_zone_is_refused(self, session: Session) -> None:
        with pytest.raises(StatementError, match="without a timezone"):
            save(session, user(last_login_at=datetime(2026, 3, 3, 12)))

    def test_a_refused_time_is_not_compared_either(self, session: Session) -> None:
        with pytest.raises(StatementError, match="without a timezone"):
            session.scalars(select(User).where(User.last_login_at < datetime(2026, 3, 3))).all()

    def test_it_comes_back_aware_and_to_the_microsecond(self, session: Session) -> None:
        save(session, user(last_login_at=NOON))
        session.expire_all()

        found = session.scalars(select(User.last_login_at)).one()

        assert (found, found and found.tzinfo) == (NOON, UTC)

    def test_another_zone_becomes_utc(self, session: Session) -> None:
        save(session, user(last_login_at=NOON.astimezone(SEOUL)))
        session.expire_all()

        assert session.scalars(select(User.last_login_at)).one() == NOON

    def test_moments_compare_whatever_their_zone(self, session: Session) -> None:
        save(session, user(last_login_at=NOON))
        later = (NOON + timedelta(seconds=1)).astimezone(SEOUL)

        assert session.scalars(select(User.bnet_id).where(User.last_login_at < later)).all() != []

    def test_the_database_stamps_rows_that_nobody_stamped(self, session: Session) -> None:
        session.execute(text("INSERT INTO users (bnet_id, battletag) VALUES (1, 'Jaina#2')"))

        made = session.scalars(select(User.created_at)).one()

        assert abs(made - datetime.now(UTC)) < timedelta(minutes=1)


class TestDocument:
    def test_no_document_is_null_and_not_the_word(self, session: Session) -> None:
        save(session, guild(roster_json=None))

        assert session.scalars(select(Guild.id).where(Guild.roster_json.is_(None))).all() != []
