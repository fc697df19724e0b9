"""Who we say that we are, and names that do not tell a client id."""

import hashlib

USER_AGENT = "Muster (self-hosted guild dashboard)"


def hash_of(*parts: str) -> str:
    """Return a name for something secret, under which processes can share what belongs to it."""
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
