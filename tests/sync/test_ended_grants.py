"""Who leaves a guild comes back as whoever they are then, without what was given to them by name before."""

import pytest
from sqlalchemy import select

from tests.sync.conftest import Engine
from tests.sync.gone import ACCOUNT, HALF_HOUR, claimed
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import AuditEntry, Notification, PermissionException
from webapp.words import Effect


def give(engine: Engine, effect: Effect = Effect.GRANT) -> None:
    """Let the guild make an exception for who owns characters there."""
    exception = PermissionException(guild_id=engine.guild_id, user_id=ACCOUNT, tool_name="officer_notes")
    exception.effect, exception.reason = effect, "trial officer"
    with transaction() as session:
        session.add(exception)


def left() -> tuple[list[str], list[tuple[str, str | None, int | None, object]]]:
    """Return the exceptions that hold, and what the log says."""
    db.session.rollback()
    held = db.session.scalars(select(PermissionException.tool_name)).all()
    columns = (AuditEntry.action, AuditEntry.subject, AuditEntry.user_id, AuditEntry.before)
    return list(held), [tuple(row) for row in db.session.execute(select(*columns))]


class TestEndGrants:
    def test_what_was_given_ends_with_the_last_character_and_is_told(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[2]
        claimed(synced_on, name)
        give(synced_on)
        synced_on.happen("leave", name)

        synced_on.sync_later(HALF_HOUR)

        before = {"effect": "grant", "reason": "trial officer", "expires_at": None}
        assert left() == ([], [("exception_ended", "officer_notes", ACCOUNT, before)])
        news = db.session.scalars(select(Notification)).one()
        assert (news.user_id, news.kind) == (ACCOUNT, "grant_ended")

    def test_with_another_character_there_it_stays(self, synced: Engine) -> None:
        names = synced.public_names()[2:4]
        claimed(synced, *names)
        give(synced)
        synced.happen("leave", names[0])

        synced.sync_later(HALF_HOUR)

        assert left() == (["officer_notes"], [])

    @pytest.mark.parametrize(("effect", "whose"), [(Effect.DENY, 2), (Effect.GRANT, 3)])
    def test_what_was_denied_and_what_others_have_stays(
        self, synced: Engine, effect: Effect, whose: int
    ) -> None:
        names = synced.public_names()
        claimed(synced, names[whose])
        give(synced, effect)
        synced.happen("leave", names[2])

        synced.sync_later(HALF_HOUR)

        assert left() == (["officer_notes"], [])
