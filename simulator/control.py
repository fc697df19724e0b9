"""A typed client of `/_control`, for tests and benchmarks: it speaks HTTP, also to another process."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_TIMEOUT_SECONDS = 30
DEMO = ("eu", "argent-dawn", "lantern-watch")


class ControlError(Exception):
    """The simulator refused; the message is its sentence."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody anywhere."""

    def redirect_request(self, *_: Any) -> None:
        """Say that there is nothing to ask further."""


class Control:
    """Steers a simulator at a base address."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/_control"
        # Loopback only: a proxy from the environment has no business here.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
        self._base = url

    def add_fault(self, action: str, **fields: Any) -> int:
        """Let a fault rule stand; return its number. Fields as in simulator.faults.FaultRule."""
        numbers: list[int] = self._ask("POST", "faults", {"action": action, **fields})["numbers"]
        return numbers[0]

    def add_faults(self, rules: list[dict[str, Any]]) -> list[int]:
        """Let several rules stand, in this order; the first that applies to a request spoils it."""
        numbers: list[int] = self._ask("POST", "faults", rules)["numbers"]
        return numbers

    def faults(self) -> list[dict[str, Any]]:
        """Return the standing rules with `met` and `spoiled` counts."""
        rules: list[dict[str, Any]] = self._ask("GET", "faults")
        return rules

    def clear_faults(self) -> None:
        """Drop every rule."""
        self._ask("DELETE", "faults")

    def now(self) -> float:
        """Return the world's time in seconds since the epoch."""
        return float(self._ask("GET", "clock")["now"])

    def advance(self, seconds: float) -> float:
        """Move the world's time; return the new one."""
        return float(self._ask("POST", "clock", {"advance_seconds": seconds})["now"])

    def freeze(self, at: float | str | None = None) -> float:
        """Stop the world's time, at a moment if given (epoch seconds or ISO 8601); return it."""
        moment = {} if at is None else {"set": at}
        return float(self._ask("POST", "clock", {"freeze": True, **moment})["now"])

    def thaw(self) -> None:
        """Let the world's time run again."""
        self._ask("POST", "clock", {"freeze": False})

    def happen(self, action: str, **details: Any) -> dict[str, Any]:
        """Let an event of simulator.events happen to a character (realm, name) or a guild (realm, guild)."""
        outcome: dict[str, Any] = self._ask("POST", "world", {"action": action, **details})
        return outcome

    def log_in(self, name: str, realm: str = DEMO[1], region: str = DEMO[0]) -> None:
        """Let a character log in and out now."""
        self.happen("log_in", region=region, realm=realm, name=name)

    def world(self) -> dict[str, Any]:
        """Return the world's figures and its guilds with their addresses."""
        content: dict[str, Any] = self._ask("GET", "world")
        return content

    def truth(self, region: str = DEMO[0], realm: str = DEMO[1], guild: str = DEMO[2]) -> dict[str, Any]:
        """Return a guild with its members as they are."""
        path = "/".join(quote(part) for part in (region, realm, guild))
        content: dict[str, Any] = self._ask("GET", f"truth/{path}")
        return content

    def members(self) -> list[dict[str, Any]]:
        """Return the members of the demo guild as they are."""
        members: list[dict[str, Any]] = self.truth()["members"]
        return members

    def requests(self, *, listed: bool = False) -> dict[str, Any]:
        """Return counts of requests; with the requests themselves when listed."""
        content: dict[str, Any] = self._ask("GET", "requests?list=1" if listed else "requests")
        return content

    def count(self, kind: str | None = None, status: int | None = None) -> int:
        """Return how many requests there were, of a kind and with a status if given."""
        counts: dict[str, dict[str, int]] = self.requests()["by_endpoint"]
        chosen = counts.values() if kind is None else [counts.get(kind, {})]
        return sum(
            number for one in chosen for word, number in one.items() if status is None or word == str(status)
        )

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        self._ask("DELETE", "requests")

    def limit(
        self, per_second: int | None = 100, per_hour: int | None = None, retry_after: str | None = None
    ) -> None:
        """Refuse with 429 above these figures; None is no limit."""
        content = {"per_second": per_second, "per_hour": per_hour, "retry_after": retry_after}
        self._ask("POST", "limit", content)

    def latency(self, milliseconds: float) -> None:
        """Let every answer take so long."""
        self._ask("POST", "latency", {"latency_ms": milliseconds})

    def tokens(self, *, life_seconds: int | None = None, revoke: bool = False) -> None:
        """Change the life of tokens to come; make those given so far worthless."""
        life = {} if life_seconds is None else {"life_seconds": life_seconds}
        self._ask("POST", "tokens", {"revoke": revoke, **life})

    def warcraftlogs(
        self,
        *,
        is_down: bool | None = None,
        limit_per_hour: int | None = None,
        points_spent: float | None = None,
        token_seconds: int | None = None,
        revoke: bool = False,
    ) -> dict[str, Any]:
        """Switch Warcraft Logs off or on, change its points (every client's) and tokens; return its state."""
        words = {
            "is_down": is_down,
            "limit_per_hour": limit_per_hour,
            "points_spent": points_spent,
            "token_seconds": token_seconds,
            "revoke": revoke or None,
        }
        content = {word: value for word, value in words.items() if value is not None}
        state: dict[str, Any] = self._ask("POST", "warcraftlogs", content)
        return state

    def discord(self) -> list[dict[str, Any]]:
        """Return the messages that came to webhooks of Discord: number of the webhook, moment, message."""
        messages: list[dict[str, Any]] = self._ask("GET", "discord")["messages"]
        return messages

    def cast(self) -> dict[str, dict[str, Any]]:
        """Return who plays which part of simulator.cast.Part: id, battletag and characters now."""
        players: dict[str, dict[str, Any]] = self._ask("GET", "cast")
        return players

    def account(self, who: str) -> dict[str, Any]:
        """Return the account of a part, a battletag or `region/realm/character` with its characters."""
        account: dict[str, Any] = self._ask("POST", "account", {"who": who})
        return account

    def sign_in(self, url: str, as_: str, *, consent: bool = True) -> dict[str, str]:
        """Choose on the page at an authorize address whom to be, without a browser; `deny` is a choice too.

        Returns the query with which the application is called back, and the whole address as `location`.
        """
        asked = urlsplit(url)
        form = {"be": "deny"} if as_ == "deny" else {"be": "somebody", "somebody": as_}
        if consent:
            form["share"] = "on"
        place = f"{self._base}{asked.path}?{asked.query}"
        request = urllib.request.Request(place, data=urlencode(form).encode(), method="POST")  # noqa: S310 - our own address
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
                raise ControlError(f"no redirect, but {answer.status}")
        except urllib.error.HTTPError as answer:
            with answer:
                location = answer.headers.get("location")
                if location is None:
                    raise ControlError(answer.read().decode("utf-8", "replace")) from answer
        return dict(parse_qsl(urlsplit(location).query)) | {"location": location}

    def give(self, name: str, to: str, realm: str = DEMO[1], region: str = DEMO[0]) -> None:
        """Let a character belong to another account: a part, a battletag or a character's owner."""
        self.happen("give", region=region, realm=realm, name=name, to=to)

    def end_tokens(self, who: str) -> int:
        """Make a person's tokens worthless; return how many they were."""
        return int(self._ask("POST", "end_tokens", {"who": who})["ended"])

    def rotate_keys(self, *, keep_old: bool = True) -> None:
        """Sign id_tokens with another key from now on."""
        self._ask("POST", "oauth", {"rotate_keys": "keep_old" if keep_old else "drop_old"})

    def oauth(self, **settings: Any) -> dict[str, Any]:
        """Set code_seconds, redirect_uris (none: any is good) or plain_keys; return how they stand."""
        state: dict[str, Any] = self._ask("POST", "oauth", settings)
        return state

    def set_logs(self, mode: str, name: str, realm: str = DEMO[1], region: str = DEMO[0]) -> None:
        """Let Warcraft Logs know a character as a word of simulator.logs.LogsMode says."""
        self.happen("set_logs", region=region, realm=realm, name=name, logs=mode)

    def _ask(self, method: str, path: str, content: Any = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self._url}/{path}", data=body, method=method)  # noqa: S310 - our own address
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                raise ControlError(refusal.read().decode("utf-8", "replace")) from refusal
