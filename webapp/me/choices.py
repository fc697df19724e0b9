"""What a person may choose about what they are told. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of things that the person may be told, and whether they want to be."""

    kind: str
    label: str
    is_on: bool
