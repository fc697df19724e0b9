"""How an answer is to be written: its region, and plain or localized words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from simulator.gamedata import ALL_LOCALES, BUILD
from simulator.realms import LOCAL_NAMES, Realm


class Speech(StrEnum):
    """What becomes of localized strings."""

    PLAIN = "plain"
    OBJECTS = "objects"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class View:
    """Writes links and localized words for one request. Links name the real hosts, as the real answers do."""

    region: str
    speech: Speech
    locale: str = "en_US"

    def say(self, text: str) -> Any:
        """Return a localized string: itself, an object by locale, or null for an unknown locale."""
        if self.speech is Speech.PLAIN:
            return text
        return None if self.speech is Speech.NULL else dict.fromkeys(ALL_LOCALES, text)

    def realm_name(self, realm: Realm) -> Any:
        """Return a realm's name, in Russian for some where asked."""
        local = LOCAL_NAMES.get((self.region, realm.slug), {})
        if self.speech is Speech.PLAIN:
            return local.get(self.locale, realm.name)
        return None if self.speech is Speech.NULL else dict.fromkeys(ALL_LOCALES, realm.name) | local

    def link(self, path: str, namespace: str) -> dict[str, str]:
        """Return a link object to a path in one of the namespaces static, dynamic and profile."""
        space = BUILD if namespace == "static" else namespace
        return {"href": f"https://{self.region}.api.blizzard.com{path}?namespace={space}-{self.region}"}

    def links(self, path: str, namespace: str) -> dict[str, Any]:
        """Return the `_links` object of an answer."""
        return {"self": self.link(path, namespace)}

    def static(self, kind: str, number: int, name: str) -> dict[str, Any]:
        """Return a reference to game data with its name."""
        return {
            "key": self.link(f"/data/wow/{kind}/{number}", "static"),
            "name": self.say(name),
            "id": number,
        }

    def nameless(self, kind: str, number: int) -> dict[str, Any]:
        """Return a reference to game data without its name."""
        return {"key": self.link(f"/data/wow/{kind}/{number}", "static"), "id": number}

    def typed(self, word: str, name: str) -> dict[str, Any]:
        """Return an enumerated value with its localized name."""
        return {"type": word, "name": self.say(name)}

    def realm(self, realm: Realm, *, named: bool = True) -> dict[str, Any]:
        """Return a reference to a realm; in rosters and key runs it has no name."""
        key = {"key": self.link(f"/data/wow/realm/{realm.id}", "dynamic")}
        name = {"name": self.realm_name(realm)} if named else {}
        return key | name | {"id": realm.id, "slug": realm.slug}
