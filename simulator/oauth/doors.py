"""The part of `/_control` that is about signing in: the cast, accounts, tokens, keys and settings."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.accounts import Account, AccountBook
from simulator.oauth.provider import Provider
from simulator.people import Person
from simulator.wire import Request

Door = Callable[[Request, Any], Any]


class AccountDoors:
    """Answers control requests about people and their accounts."""

    def __init__(self, provider: Provider, accounts: AccountBook) -> None:
        self._provider = provider
        self._accounts = accounts

    def doors(self) -> Mapping[tuple[str, str], Door]:
        """Return what answers which request."""
        return {
            ("GET", "cast"): lambda *_: {
                part.value: self._truth(account) for part, account in self._provider.cast.players.items()
            },
            ("POST", "account"): lambda _, content: self._truth(self._provider.cast.resolve(content["who"])),
            ("POST", "end_tokens"): lambda _, content: {
                "ended": self._provider.end_tokens(self._provider.cast.resolve(content["who"]))
            },
            ("POST", "oauth"): lambda _, content: self._set(**content),
        }

    def _set(
        self,
        *,
        code_seconds: float | None = None,
        redirect_uris: list[str] | None = None,
        rotate_keys: str | None = None,
        plain_keys: bool | None = None,
    ) -> dict[str, Any]:
        """Change how signing in works; return how it does then."""
        provider = self._provider
        if code_seconds is not None:
            provider.codes.life_seconds = float(code_seconds)
        if redirect_uris is not None:
            provider.registered = frozenset(redirect_uris)
        if rotate_keys is not None:
            provider.keys.rotate(keep_old=rotate_keys == "keep_old")
        if plain_keys is not None:
            provider.keys.is_plain = plain_keys
        return {
            "code_seconds": provider.codes.life_seconds,
            "redirect_uris": sorted(provider.registered),
            "plain_keys": provider.keys.is_plain,
        }

    def _truth(self, account: Account) -> dict[str, Any]:
        people = self._accounts.characters(account)
        return {
            "id": account.id,
            "battletag": account.battletag,
            "characters": [_told(person) for person in people],
        }


def _told(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "region": person.region,
        "realm": person.realm,
        "guild_number": person.guild,
        "rank": person.rank if person.guild is not None else None,
    }
