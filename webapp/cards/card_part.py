"""What every part of a card says about itself. Pure."""

from typing import NotRequired, TypedDict


class Part(TypedDict):
    """What every part of a card says about itself.

    ``asOf`` is when the game or the site made the data (for the game: the last log-out), not when it was
    read; ``certainty`` is one of ``webapp.words.Certainty``; ``note`` says why it is less than exact.
    """

    source: str
    asOf: str | None
    certainty: str
    note: NotRequired[str]
