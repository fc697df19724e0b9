"""What a person may start from a card."""

from dataclasses import replace
from datetime import datetime, timedelta
from string import ascii_lowercase
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.characters.rows import raider
from tests.support.roll import NOON, add_realm
from tests.support.signed_in import enlisted, own, signed_in
from webapp.characters.actions import look_up, wish_refresh
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, GuildPermission, SyncTarget
from webapp.permissions.changes import NotThere, RightLost
from webapp.permissions.policy import Tool
from webapp.sync.tracking import MOST_WAITING, TooManyWaiting
from webapp.sync.typed_names import BadAddress
from webapp.words import Role, TargetKind

ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
"""A writer on SQLite is alone anyway."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Connect a Warcraft Logs that nobody asks."""
    return replace(settings, warcraftlogs_client_id="one", warcraftlogs_client_secret="two")


def logs_due(app: Flask) -> list[datetime]:
    with app.app_context():
        return list(
            db.session.scalars(select(SyncTarget.next_due_at).where(SyncTarget.kind == TargetKind.LOGS))
        )


def owner_of(app: Flask, character_id: int) -> int:
    """Let somebody own a character, who may always ask for a look at it."""
    owner = signed_in(app)
    own(app, owner, character_id)
    return owner.user_id


def guild_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(Guild.id)).one()


def wishers() -> dict[int | None, int | None]:
    """Return who waits for whose look at Battle.net."""
    is_wished = (SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.wished_at.is_not(None))
    rows = db.session.execute(select(SyncTarget.character_id, SyncTarget.wished_by).where(*is_wished))
    return {row.character_id: row.wished_by for row in rows}


class TestWishRefresh:
    def test_the_logs_are_looked_at_too(self, app: Flask) -> None:
        character_id = raider(app, role=Role.RANGED)

        with app.app_context():
            wish_refresh(character_id, owner_of(app, character_id), now=NOON)

        assert logs_due(app) == [NOON]

    def test_within_the_cool_down_nothing_more_is_asked(self, app: Flask) -> None:
        character_id = raider(app, role=Role.RANGED, attempted_at=NOON - timedelta(minutes=4))

        with app.app_context():
            wish_refresh(character_id, owner_of(app, character_id), now=NOON)

        assert logs_due(app) == []

    def test_a_wish_says_whose_it_is(self, app_on: Flask) -> None:
        character_id = raider(app_on, role=Role.RANGED)
        member = enlisted(app_on, guild_of(app_on), "Jaina", rank=9)

        with app_on.app_context():
            wish_refresh(character_id, member.user_id, now=NOON)

            assert wishers() == {character_id: member.user_id}

    def test_who_has_left_since_the_page_opened_asks_for_nothing(self, app_on: Flask) -> None:
        character_id = raider(app_on, role=Role.RANGED)
        former = signed_in(app_on)

        with app_on.app_context():
            with pytest.raises(RightLost):
                wish_refresh(character_id, former.user_id, now=NOON)

            assert wishers() == {}
        assert logs_due(app_on) == []

    def test_of_ones_own_the_guild_is_not_asked(self, app: Flask) -> None:
        character_id = raider(app, role=Role.RANGED)
        owner = signed_in(app)
        own(app, owner, character_id)
        with app.app_context():
            db.session.add(
                GuildPermission(guild_id=guild_of(app), tool_name=Tool.SYNC, min_rank_id=0, enabled=False)
            )
            db.session.commit()

            wish_refresh(character_id, owner.user_id, now=NOON)

            assert wishers() == {character_id: owner.user_id}

    def test_of_who_is_in_no_guild_nobody_is_asked(self, app: Flask) -> None:
        character_id = raider(app, role=Role.RANGED)
        stranger = signed_in(app)
        with app.app_context():
            db.session.execute(update(GuildMember).values(left_at=NOON))
            db.session.commit()

            wish_refresh(character_id, stranger.user_id, now=NOON)

            assert wishers() == {character_id: stranger.user_id}

    def test_who_went_meanwhile_is_not_found(self, app_on: Flask) -> None:
        with app_on.app_context(), pytest.raises(NotThere, match="No character of that name"):
            wish_refresh(404, signed_in(app_on).user_id, now=NOON)

    def test_another_trouble_of_the_database_is_no_404(self, app: Flask) -> None:
        character_id = raider(app, role=Role.RANGED)
        broken = (
            "CREATE TRIGGER broken BEFORE INSERT ON sync_targets BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )
        with app.app_context():
            db.session.execute(text(broken))
            db.session.commit()

            with pytest.raises(IntegrityError, match="broken"):
                wish_refresh(character_id, owner_of(app, character_id), now=NOON)

    @pytest.mark.parametrize("database_url", [ON_POSTGRESQL], indirect=True)
    def test_a_character_cannot_go_between_two_statements_of_a_wish(self, app_on: Flask) -> None:
        character_id, said = raider(app_on, role=Role.RANGED), list[str]()
        owner_id = owner_of(app_on, character_id)

        def go(*asked: Any) -> None:
            """Try to remove the character once its wish has found it."""
            if "FOR NO KEY UPDATE" not in asked[2] or said:
                return
            said.append("asked")
            with db.engine.connect() as other:
                other.execute(text("SET lock_timeout = '50ms'"))
                with pytest.raises(OperationalError, match="lock timeout"):
                    other.execute(delete(Character).where(Character.id == character_id))

        with app_on.app_context():
            event.listen(db.engine, "after_cursor_execute", go)
            wish_refresh(character_id, owner_id, now=NOON)
            event.remove(db.engine, "after_cursor_execute", go)

        assert said == ["asked"]
        assert logs_due(app_on) == [NOON]


class TestLookUp:
    def test_it_keeps_the_character_and_leads_to_its_page(self, app: Flask) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")

            path = look_up("EU", "argent-dawn", "Nobody", now=NOON)

            assert path == f"/characters/eu/argent-dawn/Nobody?asked={int(NOON.timestamp())}"
            assert db.session.query(Character).count() == 1

    def test_what_cannot_be_a_name_is_refused_and_nothing_is_kept(self, app: Flask) -> None:
        with app.app_context():
            with pytest.raises(BadAddress, match="2 to 12 letters"):
                look_up("eu", "argent-dawn", "No1", now=NOON)

            assert db.session.query(Character).count() == 0

    def test_while_many_names_wait_another_is_put_off(self, app: Flask) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            for letter in ascii_lowercase[:MOST_WAITING]:
                look_up("eu", "argent-dawn", f"New{letter}", now=NOON)

            with pytest.raises(TooManyWaiting, match="Many names are being looked up"):
                look_up("eu", "argent-dawn", "Onemore", now=NOON)

            assert db.session.query(Character).count() == MOST_WAITING
