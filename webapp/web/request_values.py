"""What requests may hold: the methods that only read, and the largest number in an address."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
HIGHEST_ID = 2**31 - 1
"""What the column of an id can hold; the database would fail at a larger number."""
