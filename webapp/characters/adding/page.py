"""The steps of adding a character. Its draft is the address, so back and reload keep it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.characters.adding.preview import Preview
from webapp.characters.address import CharacterAddress
from webapp.web.classes import CLASS_NAMES
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
    said_class: int | None = None
    """The class as whoever adds the character says it: it is found by that until Battle.net tells."""
    classes: Sequence[tuple[int, str]] = tuple(sorted(CLASS_NAMES.items(), key=lambda one: one[1]))

    @property
    def asks_class(self) -> bool:
        """Whether a person is asked for the class, because Battle.net has not told it."""
        return self.preview is not None and not self.preview.is_known

    @property
    def address(self) -> CharacterAddress:
        """The address that the character will have."""
        return CharacterAddress(
            region=self.region, realm=self.realm, realm_name=self.realm_name, name=self.name
        )


def class_said(text: str) -> int | None:
    """Return the class that a form says; nothing and what is none mean that it is not known."""
    return _CLASSES.get(text)


_CLASSES = {str(class_id): class_id for class_id in CLASS_NAMES}
