"""The page on which officers say who a member was before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.characters.address import CharacterAddress
from webapp.lib.forms import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerMember:
    """Somebody who left and may be the same; ``days`` are those of the history that is kept of them."""

    character_id: int
    name: str
    realm_name: str
    left_at: datetime
    has_notes: bool
    days: int
    is_same_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforePage:
    """The page: whose it is, who may be meant, and what was wrong with the form."""

    address: CharacterAddress
    class_id: int
    character_id: int
    former: Sequence[FormerMember]
    draft: Draft[str]

    @property
    def path(self) -> str:
        """The address of the card."""
        return self.address.path

    def problem(self, field: str) -> str | None:
        """Return what is wrong with a field."""
        return self.draft.problem(field)
