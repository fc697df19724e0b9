"""The page of a name that nobody bears here."""
