"""Who may read what is kept: the same code on the same database, and nobody else."""

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

_PRODUCT = Path(__file__).parent.parent
_READ = ((_PRODUCT, "*.py"), (_PRODUCT, "*.toml"), (_PRODUCT.parent / "templates", "*.html"))


def key_prefix(database_url: str) -> str:
    """Return how all keys begin: versions count within a database, and pages are as code makes them."""
    where = urlsplit(database_url)
    named = f"{where.hostname}:{where.port}{where.path}"
    return f"muster:cache:{code_fingerprint()}:{hashlib.sha256(named.encode()).hexdigest()[:8]}:"


@cache
def code_fingerprint() -> str:
    """Return the first digits of the SHA-256 of everything that decides how a page looks, read once."""
    digest = hashlib.sha256()
    for folder, pattern in _READ:
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
