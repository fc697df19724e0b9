"""Payloads recorded from the real Battle.net, each with the resource that its own link says it is."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from webapp.clients.battlenet import Namespace, Region, endpoints
from webapp.clients.battlenet.endpoints import Endpoint

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "blizzard"
ABSENT = "no recorded payloads beside the repository (../shared/fixtures)"
ENDPOINTS: tuple[Endpoint[Any], ...] = tuple(
    one for one in vars(endpoints).values() if isinstance(one, Endpoint)
)
"""Every resource that the product calls, so that one added there is tested here without a word."""
CHARACTER = "/profile/wow/character/"
_ODD_PREFIXES = {
    "account": "account-profile-user-wow",
    "summary": "character-profile",
    "media": "character-media",
}
_NAMESPACE = re.compile(rf"({'|'.join(Namespace)})(?:-[\d._]+)?-({'|'.join(Region)})")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recorded answer; ``path`` has no percent signs, ``parts`` are what it names."""

    file: str
    endpoint: Endpoint[Any]
    region: Region
    namespace: str
    path: str
    parts: dict[str, str]
    body: bytes
    headers: dict[str, str]

    @property
    def document(self) -> dict[str, Any]:
        """The answer, decoded anew, so that a test may change it."""
        decoded: dict[str, Any] = json.loads(self.body)
        return decoded

    @property
    def owner(self) -> str:
        """The path of the character that this tells about; empty for what tells about none."""
        return "/".join(self.path.split("/")[:6]) if self.path.startswith(CHARACTER) else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One recorded body of an answer that brings nothing."""

    file: str
    status: int
    body: bytes


def recordings(*names: str) -> tuple[Recording, ...]:
    """Return the recordings of the named resources, or of all that the product calls."""
    return tuple(one for one in _all() if not names or one.endpoint.name in names)


def refusals() -> tuple[Refusal, ...]:
    """Return the recorded bodies of refusals, in the order of their files."""
    found = ((path, re.match(r"error-(\d{3})", path.name)) for path in _files())
    return tuple(Refusal(path.stem, int(match[1]), path.read_bytes()) for path, match in found if match)


def tokens() -> dict[str, bytes]:
    """Return the recorded answers of the token endpoint by file."""
    return {path.stem: path.read_bytes() for path in _files() if path.name.startswith("oauth-token")}


def named_endpoint(stem: str) -> Endpoint[Any] | None:
    """Return the resource that a file's name says it is."""
    kind = re.sub(r"-\d+$", "", stem.partition("__")[0])
    return next((one for one in ENDPOINTS if _prefix(one) == kind), None)


def linked_endpoint(path: str) -> tuple[Endpoint[Any], dict[str, str]] | None:
    """Return the resource that an address without percent signs leads to, and what the address names."""
    for endpoint in ENDPOINTS:
        if match := re.fullmatch(_pattern(endpoint), path):
            return endpoint, match.groupdict()
    return None


@cache
def _all() -> tuple[Recording, ...]:
    return tuple(one for path in _files() if (one := _recording(path)) is not None)


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.json")) if FOLDER.is_dir() else []


def _recording(file: Path) -> Recording | None:
    """Read one file; None for what the product does not call, or what is of another game."""
    body = file.read_bytes()
    document = json.loads(body)
    link = _link(document)
    address = urlsplit(link)
    path = unquote(address.path)
    path += "index" if path.endswith("/") else ""  # an index calls itself by its folder
    found = linked_endpoint(path) or _by_name(file.stem, document)
    namespace = _NAMESPACE.fullmatch("".join(parse_qs(address.query).get("namespace", [""])))
    if found is None or file.name.startswith(("error-", "oauth-")) or (link and namespace is None):
        return None
    endpoint, parts = found
    return Recording(
        file=file.stem,
        endpoint=endpoint,
        region=Region(namespace[2] if namespace else _named_region(file.stem)),
        namespace=namespace[1] if namespace else endpoint.namespace,
        path=endpoint.path.format(**parts),
        parts=parts,
        body=body,
        headers=_headers().get(file.name, {}),
    )


def _named_region(stem: str) -> str:
    match = re.search(rf"__({'|'.join(Region)})-", stem)
    return match[1] if match else Region.EU


def _link(document: Any) -> str:
    links = document.get("_links") if isinstance(document, dict) else None
    link = ((links or {}).get("self") or {}).get("href")
    return link if isinstance(link, str) else ""


def _by_name(stem: str, document: Any) -> tuple[Endpoint[Any], dict[str, str]] | None:
    endpoint = named_endpoint(stem)
    if endpoint is None:
        return None
    places = _PLACE.findall(endpoint.path)
    return endpoint, {place: str(document.get("id", 1)) if place == "id" else "unstated" for place in places}


def _prefix(endpoint: Endpoint[Any]) -> str:
    """Return how files of a resource begin: the words of its path."""
    words = endpoint.path.removeprefix("/data/wow/").removeprefix("/profile/wow/")
    kind = "-".join(word for word in words.split("/") if not word.startswith("{"))
    return _ODD_PREFIXES.get(endpoint.name, kind)


def _pattern(endpoint: Endpoint[Any]) -> str:
    return _PLACE.sub(lambda m: rf"(?P<{m[1]}>{'[0-9]+' if m[1] == 'id' else '[^/]+'})", endpoint.path)


@cache
def _headers() -> dict[str, dict[str, str]]:
    """Return the recorded headers by file; how a body travels is each connection's own matter."""
    travelling = ("content-length", "transfer-encoding", "content-encoding", "connection", "date", "server")
    answers = (
        answer
        for file in _files()
        if "headers" in file.name
        for answer in json.loads(file.read_text("utf-8"))
    )
    return {
        answer.get("fixture", "").rpartition("/")[2]: {
            name: values[-1] for name, values in answer["headers"].items() if name.lower() not in travelling
        }
        for answer in answers
    }
