"""Which keys are too weak to sign cookies and to encrypt tokens with. Pure."""

SHORTEST = 32
FEWEST_LETTERS = 10
"""Of random keys of that length in hexadecimal digits, not one in ten thousand has fewer."""
HOW = "`openssl rand -base64 48` prints a good one"


def weakness_of(key: str, *, published: str) -> str | None:
    """Say what is wrong with a key and how to get a good one; ``published`` is the one that all know."""
    if key == published:
        return f"must not be the development key, which everybody knows; {HOW}"
    if len(key) < SHORTEST:
        return f"must have at least {SHORTEST} letters; {HOW}"
    if len(set(key)) < FEWEST_LETTERS:
        return f"must have at least {FEWEST_LETTERS} different letters; {HOW}"
    return None
