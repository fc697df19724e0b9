"""What the outside world saw: who asked for what, when, and how fast."""

import threading
import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from simulator.routes import OAUTH_KINDS, WCL_KINDS, Kind, Route
from simulator.wire import Answer, Request

_KEPT_REQUESTS = 200_000
_HOUR_SECONDS = 3_600.0
# Battle.net's quota counts none of these.
_NOT_BATTLENETS_DATA = {Kind.TOKEN, Kind.PICTURE, Kind.UNKNOWN, *WCL_KINDS, *OAUTH_KINDS}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: the monotonic second of its arrival, and what became of it (status 0: no answer).

    A GraphQL query asks for a number of characters.
    """

    at: float
    kind: Kind
    region: str
    realm: str
    name: str
    status: int
    client: str
    conditional: bool
    characters: int = 0


class Ledger:
    """Counts requests and remembers the newest 200,000."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: deque[Seen] = deque(maxlen=_KEPT_REQUESTS)
        self._counts: Counter[tuple[str, int]] = Counter()
        self._agents: Counter[str] = Counter()
        self._leaks: list[str] = []

    def note(
        self, request: Request, where: Route, *, at: float, region: str, client: str, answer: Answer
    ) -> None:
        """Enter one answered request."""
        headers, status = request.headers, answer.status
        seen = Seen(
            at=at,
            kind=where.kind,
            region=region,
            realm=where.realm,
            name=where.name,
            status=status,
            client=client,
            conditional="if-modified-since" in headers,
            characters=answer.characters,
        )
        with self._lock:
            self._seen.append(seen)
            self._counts[where.kind.value, status] += 1
            self._agents[headers.get("user-agent", "")] += 1
            if where.kind is Kind.UNKNOWN and "authorization" in headers:
                self._leaks.append(request.path)

    def clear(self) -> None:
        """Forget every request."""
        with self._lock:
            self._seen.clear()
            self._counts.clear()
            self._agents.clear()
            self._leaks.clear()

    def report(self, *, listed: bool = False) -> dict[str, Any]:
        """Return the counts; with the requests themselves when asked."""
        with self._lock:
            seen, counts = list(self._seen), dict(self._counts)
            agents, leaks = dict(self._agents), list(self._leaks)
        data = [one for one in seen if one.kind not in _NOT_BATTLENETS_DATA]
        by_endpoint: dict[str, dict[str, int]] = {}
        for (kind, status), number in sorted(counts.items()):
            by_endpoint.setdefault(kind, {})[str(status)] = number
        report: dict[str, Any] = {
            "total": sum(counts.values()),
            "by_endpoint": by_endpoint,
            "max_per_second": busiest_second([one.at for one in data]),
            "last_hour": sum(one.at > time.monotonic() - _HOUR_SECONDS for one in data),
            "by_client": _by_client(data),
            "user_agents": agents,
            "authorization_leaks": leaks,
            "characters_asked": sum(one.characters for one in seen),
        }
        return report | {"requests": [asdict(one) for one in seen]} if listed else report


def busiest_second(moments: Iterable[float]) -> int:
    """Return the most moments within any sliding second."""
    window: deque[float] = deque()
    most = 0
    for moment in sorted(moments):
        window.append(moment)
        while window[0] <= moment - 1.0:
            window.popleft()
        most = max(most, len(window))
    return most


def _by_client(seen: list[Seen]) -> dict[str, dict[str, int]]:
    moments: dict[str, list[float]] = {}
    for one in seen:
        moments.setdefault(one.client, []).append(one.at)
    return {
        client: {"total": len(times), "max_per_second": busiest_second(times)}
        for client, times in moments.items()
    }
