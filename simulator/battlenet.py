"""Battle.net's data endpoints: from a request to an answer, with namespaces, locales and headers."""

import gzip
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from simulator.access import Bearer, TokenBook
from simulator.accounts import AccountBook
from simulator.bytecache import ByteCache, Rendered
from simulator.catalogue import Catalogue, Found
from simulator.clock import real_time
from simulator.dates import http_date
from simulator.gamedata import ALL_LOCALES, BUILD, REGIONS
from simulator.payloads.accounts import account_profile
from simulator.payloads.view import Speech, View
from simulator.resources import RESOURCES, Resource
from simulator.routes import Kind, Route
from simulator.wire import Answer, Headers, Request
from simulator.world import World

_JSON_TYPE = ("content-type", "application/json;charset=UTF-8")
_COMMON: Headers = (
    ("vary", "accept-encoding"),
    ("x-frame-options", "SAMEORIGIN"),
    ("X-Content-Type-Options", "nosniff"),
    ("Server", "Apache-Coyote/1.1"),
)
_LOCALE_OF = {locale.lower(): locale for locale in ALL_LOCALES}
_OWN_CHARACTERS_SCOPE = "wow.profile"
_GZIP_LEVEL = 1
_WORTH_PACKING_BYTES = 1_024
_DETAILS = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


def error(status: int, *, namespace: str = "", headers: Headers = ()) -> Answer:
    """Return Battle.net's JSON error of a status."""
    detail = _DETAILS.get(status, "Error")
    body = orjson.dumps({"code": status, "type": f"BLZWEBAPI{status:08}", "detail": detail})
    extra = (("Battlenet-Namespace", namespace),) if namespace else ()
    return Answer(status, body, (_JSON_TYPE, *_COMMON, *extra, *headers))


class BattleNet:
    """Answers data requests from the world."""

    def __init__(self, world: World, tokens: TokenBook, accounts: AccountBook) -> None:
        self.world = world
        self.accounts = accounts
        self.tokens = tokens
        self.cache = ByteCache()
        self._catalogue = Catalogue(world)

    def answer(self, request: Request, route: Route) -> Answer:
        """Answer a data request."""
        if route.kind is Kind.UNKNOWN or "access_token" in request.query:
            return Answer(404, headers=_COMMON)
        bearer = self.tokens.bearer_of(request)
        if bearer is None:
            return error(401)
        resource = RESOURCES[route.kind]
        region = route.region or region_of(request)
        if region is None or not _fits(_namespace(request), resource, region):
            return error(403)
        view = _view(region, request.query.get("locale"))
        if route.kind is Kind.ACCOUNT:
            return self._own_characters(bearer, view, resource)
        found = self._catalogue.find(route, view)
        namespace = _written(resource, region)
        if found is None:
            return error(404, namespace=namespace)
        return self._tell(request, found, resource, namespace)

    def _own_characters(self, bearer: Bearer, view: View, resource: Resource) -> Answer:
        """Answer with the characters of whoever signed in and agreed to share them."""
        if bearer.account is None or _OWN_CHARACTERS_SCOPE not in bearer.scopes:
            return error(403)
        people = self.accounts.characters(bearer.account)
        namespace = _written(resource, view.region)
        if not people:
            return error(404, namespace=namespace)
        payload = account_profile(view, bearer.account, people, self.world)
        headers = _headers(resource, namespace, int(self.world.clock.now()))
        return Answer(200, orjson.dumps(payload), headers)

    def _tell(self, request: Request, found: Found, resource: Resource, namespace: str) -> Answer:
        headers = _headers(resource, namespace, found.changed_at)
        if found.conditional and _unchanged(request, found.changed_at):
            return Answer(304, headers=headers)
        rendered = self.cache.get(found.key)
        if rendered is None:
            rendered = _render(found.payload)
            self.cache.put(found.key, rendered)
        if not rendered.is_packed:
            return Answer(200, rendered.body, headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Answer(200, rendered.body, (*headers, ("content-encoding", "gzip")))
        return Answer(200, gzip.decompress(rendered.body), headers)


def _render(payload: Callable[[], dict[str, Any]]) -> Rendered:
    plain = orjson.dumps(payload())
    is_packed = len(plain) >= _WORTH_PACKING_BYTES
    return Rendered(gzip.compress(plain, _GZIP_LEVEL, mtime=0) if is_packed else plain, is_packed)


def _namespace(request: Request) -> str:
    return request.query.get("namespace") or request.headers.get("battlenet-namespace", "")


def region_of(request: Request) -> str | None:
    """Return the region that the namespace of a request names."""
    region = _namespace(request).rpartition("-")[2]
    return region if region in REGIONS else None


def _fits(namespace: str, resource: Resource, region: str) -> bool:
    return namespace in {f"{resource.namespace}-{region}", _written(resource, region)}


def _written(resource: Resource, region: str) -> str:
    """Return the namespace as answers name it: static data with its build."""
    return f"{BUILD if resource.namespace == 'static' else resource.namespace}-{region}"


def _view(region: str, locale: str | None) -> View:
    if locale is None:
        return View(region, Speech.OBJECTS)
    known = _LOCALE_OF.get(locale.lower())
    if known is None:
        return View(region, Speech.NULL)
    return View(region, Speech.PLAIN, "ru_RU" if known == "ru_RU" else "en_US")


def _headers(resource: Resource, namespace: str, changed_at: int) -> Headers:
    lifetime = (("Cache-Control", f"public, max-age={resource.max_age}"),) if resource.max_age else ()
    return (
        _JSON_TYPE,
        *_COMMON,
        ("Date", http_date(real_time())),
        ("Last-Modified", http_date(changed_at)),
        ("Battlenet-Namespace", namespace),
        ("Battlenet-Schema", resource.schema),
        ("Battlenet-Schema-Revision", str(resource.revision)),
        *lifetime,
    )


def _unchanged(request: Request, changed_at: int) -> bool:
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since).timestamp() >= changed_at
    except (TypeError, ValueError):
        return False
