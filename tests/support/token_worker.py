"""A process whose threads all ask for the token at once, and which prints the tokens that it got."""

import sys
from concurrent.futures import ThreadPoolExecutor

from cryptography.fernet import Fernet
from redis import Redis

from webapp.clients.upstream.token_store import TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.lib.http import Http

THREADS = 8


def main(url: str, redis_url: str, key: str) -> set[str]:
    """Return what eight threads were given."""
    store = TokenStore(Redis.from_url(redis_url), Fernet(key), name="test")
    http = Http([url], user_agent="test")
    source = TokenSource(ClientCredentials("id", "secret", f"{url}/token"), http, store)
    with ThreadPoolExecutor(THREADS) as pool:
        tokens = {future.result() for future in [pool.submit(source.current) for _ in range(THREADS)]}
    http.close()
    return tokens


if __name__ == "__main__":
    sys.stdout.write(",".join(sorted(main(*sys.argv[1:]))))
