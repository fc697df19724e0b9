"""What is wrong with a query, and where. Pure."""

from dataclasses import dataclass

from webapp.roster.query.tree import Span


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query and what would be right, in sentences, and the letters meant."""

    sentence: str
    span: Span
    asks_for_press: bool = False
    """Whether a press, which is counted, does what a look at a page may not: search the words of notes."""


class BadQuery(ValueError):
    """A query that cannot be read; ``fault`` says why."""

    def __init__(self, sentence: str, span: Span) -> None:
        super().__init__(sentence)
        self.fault = Fault(sentence, span)
