"""Read numbers as pages print them. Pure."""

MINUS = "\N{MINUS SIGN}"


def number_in(words: str) -> int | None:
    """Return the number that a page shows, whatever its sign; None where it shows that there is none."""
    plain = words.replace(",", "").replace(MINUS, "-").removeprefix("+").removeprefix("±")
    return int(plain) if plain.removeprefix("-").isdecimal() else None
