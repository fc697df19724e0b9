"""The steps of adding a character. Its draft is the address, so back and reload keep it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.characters.adding.preview import Preview
from webapp.characters.address import CharacterAddress
from webapp.words import REGIONS


class Step(StrEnum):
    """What is asked for next."""

    REGION = "region"
    REALM = "realm"
    NAME = "name"
    SAVE = "save"


class RealmIndex(StrEnum):
    """What is known here of a region's realms."""

    KNOWN = "known"
    UNASKED = "unasked"
    AWAITED = "awaited"


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
    index: RealmIndex = RealmIndex.KNOWN
    """Whether the region's realms are there to choose from, at the step that asks for one."""
    preview: Preview | None = None
    """What Battle.net knows of the name, at the last step."""
    regions: Sequence[str] = REGIONS

    @property
    def address(self) -> CharacterAddress:
        """The address that the character will have."""
        return CharacterAddress(
            region=self.region, realm=self.realm, realm_name=self.realm_name, name=self.name
        )
