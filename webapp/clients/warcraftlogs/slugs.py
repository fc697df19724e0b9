"""Under which server slugs Warcraft Logs may know a realm. Pure.

Most slugs are Battle.net's, Russian realms included (``howling-fjord``). With accents clients differ: some
ask for ``aggra-português`` (PugInspect, commit f849361a4a: special characters must stay), others have results
for ``aggra-portugues``. Nobody documents it, so the plain form is tried where the accented is not known.
"""

import unicodedata


def server_slugs(realm: str) -> tuple[str, ...]:
    """Return the slugs to try in turn: Battle.net's own, then the same without accents where it has any."""
    decomposed = unicodedata.normalize("NFKD", realm)
    plain = unicodedata.normalize("NFC", "".join(one for one in decomposed if not unicodedata.combining(one)))
    return (realm,) if plain == realm or not plain.isascii() else (realm, plain)
