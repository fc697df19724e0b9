"""The steps of adding a character. Its draft is the address, so back and reload keep it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.characters.address import CharacterAddress


class Step(StrEnum):
    """What is asked for next."""

    REGION = "region"
    REALM = "realm"
    NAME = "name"
    SAVE = "save"


@dataclass(frozen=True, slots=True)
class RealmChoice:
    """A realm as the realm index has it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingPage:
    """What was said so far, what is asked for next, and what was wrong with the last answer."""

    step: Step
    region: str = ""
    realm: str = ""
    realm_name: str = ""
    name: str = ""
    realms: Sequence[RealmChoice] = ()
    fault: str | None = None

    @property
    def address(self) -> CharacterAddress:
        """The address that the character will have."""
        return CharacterAddress(
            region=self.region, realm=self.realm, realm_name=self.realm_name, name=self.name
        )
