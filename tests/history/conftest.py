"""Characters with cards, and their history, on both databases."""

from tests.support.cards_alone import cards, cards_here, settings  # noqa: F401 - fixtures
