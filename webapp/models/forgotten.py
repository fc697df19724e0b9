"""Who asked to be forgotten: asked wherever somebody would be stored, by number or by name.

The number is who it is; a name may change and pass on. So a name is asked about only where nothing but a name
is known, and only its hash is kept: nobody reads it off a table.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.lib.names import name_key
from webapp.models import ForgottenCharacter
from webapp.models.upsert import chunks


def address_hash(region: str, realm: str, name: str) -> str:
    """Return what is kept of an address: region, slug of the realm, and the name in any case."""
    return hashlib.sha256(f"{region}/{realm}/{name_key(name)}".encode()).hexdigest()


def forgotten_among(session: Session, region: str, bnet_ids: Collection[int]) -> set[int]:
    """Return which of these characters asked to be forgotten."""
    found: set[int] = set()
    for chunk in chunks(sorted(bnet_ids), 500):
        asked = (ForgottenCharacter.region == region, ForgottenCharacter.bnet_character_id.in_(chunk))
        found.update(session.scalars(select(ForgottenCharacter.bnet_character_id).where(*asked)))
    return found


def is_address_forgotten(session: Session, region: str, realm: str, name: str) -> bool:
    """Say whether somebody who was called so asked to be forgotten."""
    asked = ForgottenCharacter.address_hash == address_hash(region, realm, name)
    return session.scalar(select(ForgottenCharacter.region).where(asked).limit(1)) is not None


def remember_again(session: Session, region: str, bnet_ids: Collection[int]) -> None:
    """Lift the forgetting of these characters: whoever proved them has asked for it."""
    for chunk in chunks(sorted(bnet_ids), 500):
        asked = (ForgottenCharacter.region == region, ForgottenCharacter.bnet_character_id.in_(chunk))
        session.execute(delete(ForgottenCharacter).where(*asked))
