"""Look cards up by name, one statement each; the card comes as the text that the database holds."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, RowMapping, and_, or_, select
from sqlalchemy.orm import Session

from webapp.cards.realms import is_realm
from webapp.cards.rows import CARD_TEXT
from webapp.cards.stored import DETACHED
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, CharacterEnrichmentCache, FormerName
from webapp.models.cards import LATEST
from webapp.words import CardStatus

Cache = CharacterEnrichmentCache
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One card as it is stored; ``player_card`` is JSON text, no ``character_id`` says: not built here."""

    id: int
    character_id: int | None
    region: str
    realm: str
    character_name: str
    season_key: str
    player_card: str | None
    fetch_status: CardStatus
    error_message: str | None
    blizzard_last_fetched_at: datetime | None
    wcl_last_fetched_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def version(self) -> str:
        """Return what an ETag needs: it differs whenever anything of the row does."""
        return f"{self.id}-{int(self.updated_at.timestamp() * 1_000_000)}"


_COLUMNS = tuple(field.name for field in fields(CardRow) if field.name != "player_card")


def find_card(
    session: Session, region: str, realm: str, name: str, season_key: str = LATEST
) -> CardRow | None:
    """Return the card of a season by the character's name, present or former; realm by name or slug.

    The exact spelling first, then the same name in another case, then names that only fold alike, each by
    whom Battle.net confirmed last; a former name leads to its character where nobody is called so now.
    """
    wanted = Cache.season_key.in_({season_key, LATEST})
    same = _same_character(_candidates(session, region, realm, name, wanted), name)
    return next((_card(row) for row in same if row["season_key"] == season_key), None)


def all_seasons(session: Session, region: str, realm: str, name: str) -> list[CardRow]:
    """Return the cards of every season of the character that this name finds, the present one first."""
    same = _same_character(_candidates(session, region, realm, name, Cache.id.is_not(None)), name)
    return [_card(row) for row in sorted(same, key=lambda row: (row["season_key"] != LATEST, -row["id"]))]


def _candidates(
    session: Session, region: str, realm: str, name: str, wanted: ColumnElement[bool]
) -> Sequence[RowMapping]:
    key = name_key(name)
    present = and_(is_realm(Cache.realm, region, realm), Cache.name_key == key)
    former = select(FormerName.character_id).where(
        FormerName.region == region, is_realm(FormerName.realm, region, realm), FormerName.name_key == key
    )
    query = (
        select(
            *(getattr(Cache, name) for name in _COLUMNS),
            CARD_TEXT.label("player_card"),
            present.label("is_present"),
            Character.verified_at,
        )
        .outerjoin(Character, Character.id == Cache.character_id)
        .where(Cache.region == region, or_(present, Cache.character_id.in_(former)), wanted)
    )
    return session.execute(query).mappings().all()


def _same_character(rows: Sequence[RowMapping], name: str) -> list[RowMapping]:
    """Return the rows of the one character that the name fits best; detached rows are nobody's."""
    found = [row for row in rows if not row["character_name"].startswith(DETACHED)]
    best = max(found, key=lambda row: _fit(row, name), default=None)
    if best is None:
        return []
    return [row for row in found if _holder(row) == _holder(best)]


def _fit(row: RowMapping, name: str) -> tuple[bool, bool, bool, datetime, int]:
    is_present = bool(row["is_present"])
    is_alike = is_present and same_but_for_case(row["character_name"], name)
    is_exact = is_present and row["character_name"] == name
    return is_present, is_exact, is_alike, row["verified_at"] or NEVER, row["character_id"] or 0


def _holder(row: RowMapping) -> tuple[int | None, str, str]:
    if row["character_id"] is not None:
        return row["character_id"], "", ""
    return None, row["realm"], row["character_name"]


def _card(row: RowMapping) -> CardRow:
    return CardRow(**{name: row[name] for name in (*_COLUMNS, "player_card")})
