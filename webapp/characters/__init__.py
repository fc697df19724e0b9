"""A character's page: the card, where each number comes from, how old it is and why."""
