"""The one place that decides what an answer, or the lack of one, means."""

from datetime import datetime

import orjson

from webapp.clients.upstream.door import NotJson
from webapp.clients.upstream.errors import (
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    Resting,
    Unauthorised,
    Unavailable,
    UpstreamError,
)
from webapp.lib.errors import ErrorWord
from webapp.lib.governor import GovernorBusy, Reason, parse_retry_after
from webapp.lib.http import (
    CertificateRefused,
    ConnectionFailed,
    HttpAnswer,
    HttpError,
    OriginRefused,
    TimedOut,
)
from webapp.lib.http_errors import Dropped

_OK, _NOT_MODIFIED, _BAD_REQUEST, _FORBIDDEN, _REQUEST_TIMEOUT, _SERVER_ERROR = 200, 304, 400, 403, 408, 500
_KINDS: dict[int, type[UpstreamError]] = {401: Unauthorised, 404: NotFound, 429: RateLimited}
_SAMPLE = 400


def classify(
    outcome: HttpAnswer | HttpError | GovernorBusy | NotJson, *, path: str, now: datetime
) -> UpstreamError | None:
    """Return what is wrong with an outcome, or None when it is a usable answer."""
    match outcome:
        case HttpAnswer():
            return _classify_answer(outcome, path, now)
        case GovernorBusy(reason=Reason.REFUSED):
            return Unauthorised("not asked: access is refused", path=path, retry_after=outcome.retry_after)
        case GovernorBusy():
            kind = Resting if outcome.reason is Reason.TROUBLED else RateLimited
            return kind(f"not asked: {outcome.reason}", path=path, retry_after=outcome.retry_after)
        case TimedOut():
            return Unavailable(str(outcome), path=path, word=ErrorWord.TIMEOUT)
        case OriginRefused():
            return BadRequest(str(outcome), path=path)
        case _:
            is_unreached = isinstance(outcome, ConnectionFailed | CertificateRefused)
            is_unreached = is_unreached and not isinstance(outcome, Dropped)
            detail = f"{type(outcome).__name__}: {outcome}"
            return Unavailable(detail, path=path, is_unreached=is_unreached)


def _classify_answer(answer: HttpAnswer, path: str, now: datetime) -> UpstreamError | None:
    status = answer.status
    if status == _NOT_MODIFIED or (status == _OK and _says_json(answer)):
        return None
    detail = answer.body[:_SAMPLE].decode("utf-8", "replace")
    if status == _REQUEST_TIMEOUT:
        return Unavailable(detail, path=path, status=status, word=ErrorWord.TIMEOUT)
    retry_after = parse_retry_after(answer.headers.get("Retry-After"), now)
    return _kind_of(answer)(detail, path=path, status=status, retry_after=retry_after)


def _kind_of(answer: HttpAnswer) -> type[UpstreamError]:
    if answer.status in _KINDS:
        return _KINDS[answer.status]
    if answer.status == _FORBIDDEN:
        return Unauthorised if _is_refusal_of_client(answer) else Forbidden
    is_our_mistake = _BAD_REQUEST <= answer.status < _SERVER_ERROR
    return BadRequest if is_our_mistake else Unavailable


def _says_json(answer: HttpAnswer) -> bool:
    return "json" in answer.headers.get("Content-Type", "").lower()


def _is_refusal_of_client(answer: HttpAnswer) -> bool:
    """Tell a refused client id (the old gateway's words) from one hidden resource."""
    try:
        body = orjson.loads(answer.body[:4096])
    except orjson.JSONDecodeError:
        return False
    return isinstance(body, dict) and (
        body.get("type") == "Forbidden" or body.get("detail") == "Account Inactive"
    )
