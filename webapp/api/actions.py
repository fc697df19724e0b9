"""Take cards from programs and delete them: one transaction each, nothing written when it is refused."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.api.queries import CardPlace
from webapp.api.schemas import Given
from webapp.cards.given import CardKey, GivenCard, delete_given, subject_of, upsert_given
from webapp.database import transaction
from webapp.models.cards import LATEST
from webapp.permissions.tokens import Bearer


class OutOfReach(LookupError):
    """The token may not write this character; whether there is such a one is not said."""


def give_card(given: Given, bearer: Bearer, now: datetime) -> bool:
    """Store what a program gives, and say whether the card is new; raise OutOfReach where it may not."""
    key = _key(given.place)
    with transaction() as session:
        _need_reach(session, key, bearer)
        return upsert_given(session, GivenCard(key=key, values=given.columns), now).is_new


def delete_card(place: CardPlace, bearer: Bearer, now: datetime) -> bool:
    """Delete what programs gave for a card, and say whether there was anything; raise OutOfReach."""
    key = _key(place)
    with transaction() as session:
        _need_reach(session, key, bearer)
        return delete_given(session, key, now).is_there


def _key(place: CardPlace) -> CardKey:
    return CardKey(
        region=place.region,
        realm=place.realm,
        character_name=place.character_name,
        season_key=place.season_key or LATEST,
    )


def _need_reach(session: Session, key: CardKey, bearer: Bearer) -> None:
    """Let an operator's token write all, a guild's only who is in the guild now."""
    if bearer.guild_id is None:
        return
    subject = subject_of(session, key)
    if subject is None or subject.guild_id != bearer.guild_id:
        raise OutOfReach
