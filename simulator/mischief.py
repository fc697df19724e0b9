"""How each fault spoils an answer."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

import orjson

from simulator import graphql_mischief
from simulator.faults import Action, BodyKind, Change, FaultRule
from simulator.wire import Answer, Delivery, Headers, Manner, Request

Compute = Callable[[Request], Answer]
_MEBIBYTE = 1_048_576
_HTML = (("content-type", "text/html;charset=UTF-8"),)
_JSON = (("content-type", "application/json;charset=UTF-8"),)
_PAGE = (
    b"<!DOCTYPE html><html><head><title>One moment</title></head><body><h1>Please wait</h1>"
    b"<p>We are looking after our lanterns. Try again shortly.</p></body></html>"
)
_UNCONDITIONAL = ("accept-encoding", "if-modified-since")


class Refuse(Protocol):
    """Makes the JSON error that a service gives with a status."""

    def __call__(self, status: int, *, headers: Headers = ...) -> Answer:
        """Return the answer."""


def spoil(rule: FaultRule, request: Request, compute: Compute, *, refuse: Refuse) -> Answer:
    """Return the spoiled answer; the true one is computed only where the fault needs it."""
    return replace_delay(_spoiled(rule, request, compute, refuse), rule.delay_ms / 1_000)


def replace_delay(answer: Answer, seconds: float) -> Answer:
    """Return the answer, sent so much later."""
    if not seconds:
        return answer
    delivery = answer.delivery
    return replace(answer, delivery=replace(delivery, delay_seconds=delivery.delay_seconds + seconds))


def _spoiled(rule: FaultRule, request: Request, compute: Compute, refuse: Refuse) -> Answer:
    if rule.action is Action.DELAY:
        return compute(request)
    if rule.action is Action.STATUS:
        return _status(rule, refuse)
    if rule.action in _INSTEAD:
        return _INSTEAD[rule.action](rule)
    # A spoiled body must reach the client: no 304 and no compression in its way.
    kept = {name: value for name, value in request.headers.items() if name not in _UNCONDITIONAL}
    answer = compute(replace(request, headers=kept))
    if rule.action in _DELIVERIES:
        return replace(answer, delivery=_DELIVERIES[rule.action](rule))
    return _in_body(rule, answer) if answer.status == 200 else answer  # noqa: PLR2004 - only a good body can be spoiled


def _in_body(rule: FaultRule, answer: Answer) -> Answer:
    if rule.action is Action.HUGE:
        return _huge(rule, answer)
    return replace(answer, body=_BODIES[rule.action](rule, answer.body))


def _status(rule: FaultRule, refuse: Refuse) -> Answer:
    extra: Headers = (("Retry-After", rule.retry_after),) if rule.retry_after is not None else ()
    match rule.body:
        case BodyKind.JSON:
            return refuse(rule.status, headers=extra)
        case BodyKind.HTML:
            return Answer(rule.status, _PAGE, (*_HTML, *extra))
        case BodyKind.EMPTY:
            return Answer(rule.status, headers=(*_JSON, *extra))
        case BodyKind.MAINTENANCE:
            body = orjson.dumps({"status": "nok", "reason": "Scheduled maintenance: the game is offline."})
            return Answer(rule.status, body, (*_JSON, *extra))


def _redirect(rule: FaultRule) -> Answer:
    status = rule.status if 300 <= rule.status < 400 else 302  # noqa: PLR2004 - the redirects
    return Answer(status, headers=(("location", rule.url),))


_INSTEAD: Mapping[Action, Callable[[FaultRule], Answer]] = MappingProxyType(
    {
        Action.REDIRECT: _redirect,
        Action.HTML_200: lambda _: Answer(200, _PAGE, _HTML),
        Action.NEVER_ANSWER: lambda _: Answer(0, delivery=Delivery(Manner.NEVER)),
        Action.CLOSE_WITHOUT_ANSWER: lambda _: Answer(0, delivery=Delivery(Manner.CLOSE)),
    }
)


def _drip(rule: FaultRule, manner: Manner) -> Delivery:
    return Delivery(manner, drip_bytes=rule.bytes, drip_seconds=rule.interval_ms / 1_000)


_DELIVERIES: Mapping[Action, Callable[[FaultRule], Delivery]] = MappingProxyType(
    {
        Action.DRIP: lambda rule: _drip(rule, Manner.DRIP_BODY),
        Action.DRIP_HEADERS: lambda rule: _drip(rule, Manner.DRIP_HEADERS),
        Action.TRUNCATE: lambda _: Delivery(Manner.TRUNCATE),
        Action.CHUNK_TRUNCATE: lambda _: Delivery(Manner.CHUNK_TRUNCATE),
        Action.WRONG_CONTENT_LENGTH: lambda rule: Delivery(Manner.WRONG_LENGTH, difference=rule.difference),
    }
)


def _huge(rule: FaultRule, answer: Answer) -> Answer:
    """Pad a valid body to a size; compressed it is a bomb of a thousandth of that."""
    size = int(rule.mebibytes * _MEBIBYTE)
    head, tail = answer.body[:-1] + b',"padding":"', b'"}'
    if not rule.gzip:
        return replace(answer, body=head + b"x" * size + tail)
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = [packer.compress(head)]
    block = b"x" * _MEBIBYTE
    parts += [packer.compress(block) for _ in range(size // _MEBIBYTE)]
    parts += [packer.compress(tail), packer.flush()]
    return replace(answer, body=b"".join(parts), headers=(*answer.headers, ("content-encoding", "gzip")))


def _with_members(rule: FaultRule, body: bytes, change: Callable[[FaultRule, list[Any]], list[Any]]) -> bytes:
    payload = orjson.loads(body)
    if "members" not in payload:
        return body
    payload["members"] = change(rule, payload["members"])
    return orjson.dumps(payload)


def _kept(rule: FaultRule, members: list[Any]) -> list[Any]:
    return members[: round(len(members) * rule.fraction)]


def _multiplied(rule: FaultRule, members: list[Any]) -> list[Any]:
    model = members[-1]
    made = [
        model | {"character": model["character"] | {"id": 900_000_000 + number, "name": f"Extra{number}"}}
        for number in range(rule.members)
    ]
    return members + made


def _other_guild(rule: FaultRule, body: bytes) -> bytes:
    payload = orjson.loads(body)
    guild = payload.get("guild", payload)
    if "id" in guild:
        guild["id"] = rule.value if isinstance(rule.value, int) else guild["id"] + 1
    return orjson.dumps(payload)


def _misshapen(rule: FaultRule, body: bytes) -> bytes:
    payload = orjson.loads(body)
    _reshape(payload, rule.path.split("."), rule)
    return orjson.dumps(payload)


def _reshape(node: Any, path: list[str], rule: FaultRule) -> None:
    """Change what the path names; a star stands for every item of a list."""
    head, *rest = path
    if isinstance(node, list):
        keys: list[Any] = list(range(len(node))) if head == "*" else [int(head)]
    else:
        keys = [head]
    for key in reversed(keys):
        if rest:
            _reshape(node[key], rest, rule)
        else:
            _change(node, key, rule)


def _change(node: Any, key: Any, rule: FaultRule) -> None:
    match rule.change:
        case Change.DROP:
            del node[key]
        case Change.NULL:
            node[key] = None
        case Change.ADD:
            node[key] = rule.value
        case Change.RETYPE:
            node[key] = rule.value if rule.value is not None else _other_type(node[key])


def _other_type(value: Any) -> Any:
    match value:
        case str():
            return [value]
        case list():
            return {}
        case dict():
            return "an object"
        case _:
            return str(value)


def _named(body: bytes, mark: bytes) -> bytes:
    return body.replace(b'"name":"', b'"name":"' + mark)


_BODIES: Mapping[Action, Callable[[FaultRule, bytes], bytes]] = MappingProxyType(
    {
        Action.MALFORMED_JSON: lambda _, body: body[:-1] + b",,}",
        Action.WRONG_SHAPE: _misshapen,
        Action.EMPTY_ROSTER: lambda rule, body: _with_members(rule, body, lambda *_: []),
        Action.KEEP_MEMBERS: lambda rule, body: _with_members(rule, body, _kept),
        Action.EXTRA_MEMBERS: lambda rule, body: _with_members(rule, body, _multiplied),
        Action.WRONG_GUILD_ID: _other_guild,
        Action.DEEP_JSON: lambda rule, body: (
            body[:-1] + b',"deep":' + b"[" * rule.depth + b"]" * rule.depth + b"}"
        ),
        Action.BAD_UTF8: lambda _, body: _named(body, b"\xff\xfe"),
        Action.GRAPHQL_ERROR: graphql_mischief.instead_of_data,
        Action.ALIAS_ERRORS: graphql_mischief.beside_data,
        Action.RANKINGS_ERROR: graphql_mischief.inside_rankings,
        Action.NUL_AND_SURROGATES: lambda _, body: _named(body, b"\\u0000\\ud800"),
    }
)
