"""Battle.net as it was recorded: a real HTTP server that answers with what the real one once said."""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.contract.recordings import Recording, linked_endpoint, recordings, refusals, tokens
from tests.support.upstream import SECRET, UNPACED
from webapp.clients.battlenet import (
    AccountReader,
    BattleNet,
    BattleNetAccess,
    account_reader_from,
    battlenet_from,
)
from webapp.clients.battlenet.endpoints import Endpoint

JSON = {"Content-Type": "application/json;charset=UTF-8"}
LOCALES = {
    "us": {"en_US", "es_MX", "pt_BR"},
    "eu": {"en_GB", "es_ES", "fr_FR", "ru_RU", "de_DE", "pt_PT", "it_IT"},
    "kr": {"ko_KR"},
    "tw": {"zh_TW"},
}
"""Languages of each region; asked in another one Battle.net leaves every name out."""
UNAUTHORISED, FORBIDDEN, NOT_FOUND, BAD_REQUEST, NOT_MODIFIED, OK = 401, 403, 404, 400, 304, 200


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole answer."""

    status: int = OK
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came: ``address`` is the path below the region, without percent signs."""

    address: str
    region: str
    namespace: str
    locale: str
    headers: dict[str, str]


class RecordedBattleNet:
    """Answers at the recorded addresses in the recorded namespaces, and refuses with recorded words.

    Give ``{url}/{region}`` as the address of the API and ``url`` as that of the tokens.
    """

    def __init__(self, recorded: Iterable[Recording] = ()) -> None:
        self.calls: list[Call] = []
        self.token_calls = 0
        self.token_body = next((body for file, body in tokens().items() if "client-cred" in file), b"{}")
        self.refusing: Reply | None = None
        self._namespaces = {one.endpoint.name: one.namespace for one in recordings()}
        self._replies: dict[tuple[str, str], Reply] = {}
        self._refusals = {one.status: one for one in reversed(refusals())}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        for one in recorded:
            self.add(one)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()

    def add(self, one: Recording, *, region: str = "") -> None:
        """Answer with a recording where it was recorded, or in another region."""
        self._replies[region or one.region, one.path] = Reply(body=one.body, headers={**JSON, **one.headers})

    def put(self, region: str, path: str, document: Any) -> None:
        """Answer with a document that a test has made out of recorded ones."""
        self._replies[region, path] = Reply(body=json.dumps(document, ensure_ascii=False).encode())

    def remove(self, region: str, path: str) -> None:
        """Have no answer there any more."""
        del self._replies[region, path]

    def has(self, region: str, path: str) -> bool:
        """Say whether there is an answer."""
        return (region, path) in self._replies

    @property
    def token(self) -> str:
        """The token that opens everything here."""
        return str(json.loads(self.token_body).get("access_token"))

    @property
    def access(self) -> BattleNetAccess:
        """Who asks this server, and where it is."""
        return BattleNetAccess(
            client_id="test-client",
            client_secret=SECRET,
            api_base=f"{self.url}/{{region}}",
            oauth_base=self.url,
        )

    def client(self) -> BattleNet:
        """Return a client of the product that asks this server."""
        return battlenet_from(self.access, redis=None, cipher=None, limits=UNPACED)

    def account_reader(self) -> AccountReader:
        """Return what reads people's own lists from this server."""
        return account_reader_from(self.access, redis=None, limits=UNPACED)

    def answer(self, method: str, target: str, headers: dict[str, str]) -> Reply:
        """Decide what one call is answered."""
        address = urlsplit(target)
        if address.path in {"/token", "/oauth/token"}:
            return self._token(method, headers)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        _, region, *rest = unquote(address.path).split("/")
        namespace, locale = query.get("namespace", ""), query.get("locale", "")
        call = Call("/" + "/".join(rest), region, namespace, locale, headers)
        self.calls.append(call)
        return self._data(call)

    def _token(self, method: str, headers: dict[str, str]) -> Reply:
        if method != "POST" or not headers.get("authorization", "").startswith("Basic "):
            return Reply(BAD_REQUEST, b'{"error":"invalid_request"}')
        self.token_calls += 1
        return Reply(body=self.token_body)

    def _data(self, call: Call) -> Reply:
        if self.refusing is not None:
            return self.refusing
        if call.headers.get("authorization") != f"Bearer {self.token}":
            return self._refusal(UNAUTHORISED)
        known = linked_endpoint(call.address)
        return Reply(NOT_FOUND) if known is None else self._known(call, known[0])

    def _known(self, call: Call, endpoint: Endpoint[Any]) -> Reply:
        """Answer at an address that exists: only the summary can say that nothing was modified."""
        if call.namespace != f"{self._namespaces.get(endpoint.name, endpoint.namespace)}-{call.region}":
            return self._refusal(FORBIDDEN)
        reply = self._replies.get((call.region, call.address)) or self._refusal(NOT_FOUND)
        seen = call.headers.get("if-modified-since")
        if endpoint.name == "summary" and seen and seen == reply.headers.get("Last-Modified"):
            return Reply(NOT_MODIFIED, headers=reply.headers)
        return reply

    def _refusal(self, status: int) -> Reply:
        return Reply(status, self._refusals[status].body if status in self._refusals else b"")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, world: RecordedBattleNet) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.world = world
        self.open: set[Any] = set()

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self.open):
            self.shutdown_request(connection)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.request)

    def finish(self) -> None:
        super().finish()
        self.server.open.discard(self.request)

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._reply()

    def _reply(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.world.answer(self.command, self.path, headers)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: a test that fails says what matters."""
