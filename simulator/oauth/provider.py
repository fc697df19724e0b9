"""The OpenID provider's endpoints: from a request to an answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson

from simulator.access import TokenBook, client_in
from simulator.accounts import Account, AccountBook
from simulator.cast import Cast, CastError, Part
from simulator.faults import Action, FaultRule
from simulator.oauth.authorization import (
    AskedWronglyError,
    Authorization,
    NoWayBackError,
    read_authorization,
)
from simulator.oauth.codes import CodeBook, CodeError, Consent
from simulator.oauth.discovery import discovery, issuer_of
from simulator.oauth.holders import check_token, told_holder
from simulator.oauth.identity import claims_of, written, wrong_issuer
from simulator.oauth.keys import KeyRing
from simulator.oauth.pages import Pages, dead_end, style
from simulator.routes import Kind, Route
from simulator.wire import Answer, Headers, Request
from simulator.world import World

_JSON: Headers = (("content-type", "application/json;charset=UTF-8"), ("cache-control", "no-store"))
_HTML: Headers = (
    ("content-type", "text/html;charset=UTF-8"),
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
)
_CSS: Headers = (("content-type", "text/css;charset=UTF-8"), ("cache-control", "max-age=300"))
_OWN_CHARACTERS = "wow.profile"
Door = Callable[[Request, FaultRule | None], Answer]
SCOPES = frozenset({"openid", _OWN_CHARACTERS, "sc2.profile", "d3.profile"})
_HOSTILE = "<script>alert('Battle.net')</script>\" onmouseover=\"alert(1) \u202egnp.exe"


def refusal(status: int, *, headers: Headers = ()) -> Answer:
    """Return the JSON error that the provider gives with a status."""
    words = {401: "invalid_token", 403: "insufficient_scope"}
    body = {"error": words.get(status, "server_error"), "error_description": "The provider cannot help now"}
    return Answer(status, orjson.dumps(body), (*_JSON, *headers))


class Provider:
    """Signs people in and tells applications who they are."""

    def __init__(self, world: World, tokens: TokenBook, accounts: AccountBook) -> None:
        self.cast = Cast(world, accounts)
        self.tokens, self.codes, self.keys = tokens, CodeBook(), KeyRing()
        self.registered: frozenset[str] = frozenset()
        self._pages = Pages(world, accounts, self.cast)
        self._doors: dict[Kind, Door] = {
            Kind.OAUTH_DISCOVERY: self._discover,
            Kind.OAUTH_JWKS: self._show_keys,
            Kind.OAUTH_PAGE: lambda request, _: self._offer(request),
            Kind.OAUTH_STYLE: lambda *_: Answer(200, style(), _CSS),
            Kind.OAUTH_AUTHORIZE: self._decide,
            Kind.OAUTH_TOKEN: self._grant,
            Kind.OAUTH_USERINFO: lambda request, _: self._tell_who(request),
            Kind.OAUTH_CHECK: lambda request, _: check_token(self.tokens, request),
            Kind.OAUTH_REVOKE: lambda request, _: self._revoke(request),
        }

    def answer(self, request: Request, where: Route, rule: FaultRule | None = None) -> Answer:
        """Answer one request, falsely where a rule says how."""
        return self._doors[where.kind](request, rule)

    def _discover(self, request: Request, rule: FaultRule | None) -> Answer:
        document = discovery(issuer_of(request))
        if rule is not None and rule.action is Action.WRONG_ISSUER:
            document["issuer"] = wrong_issuer(rule)
        return Answer(200, orjson.dumps(document), _JSON)

    def _show_keys(self, _: Request, rule: FaultRule | None) -> Answer:
        is_false = rule is not None and rule.action is Action.OTHER_KEYS
        return Answer(200, orjson.dumps(self.keys.decoys() if is_false else self.keys.shown()), _JSON)

    def _offer(self, request: Request, *, problem: str = "") -> Answer:
        try:
            asked = read_authorization(request.query, self.registered)
            asked.check()
        except NoWayBackError as error:
            return Answer(400, dead_end(str(error)), _HTML)
        except AskedWronglyError as error:
            return _back(asked.back(error=str(error)))
        page = self._pages.choose(asked, action=f"/authorize?{urlencode(request.query)}", problem=problem)
        return Answer(400 if problem else 200, page, _HTML)

    def _decide(self, request: Request, rule: FaultRule | None) -> Answer:
        """Send somebody back who has chosen whom to be, or not to be anybody."""
        form = dict(parse_qsl(request.body.decode("latin-1"), keep_blank_values=True))
        try:
            asked = read_authorization(request.query, self.registered)
            asked.check()
            return self._sent_back(asked, form, rule)
        except CastError as error:
            return self._offer(request, problem=str(error))
        except (NoWayBackError, AskedWronglyError):
            return self._offer(request)

    def _sent_back(self, asked: Authorization, form: dict[str, str], rule: FaultRule | None) -> Answer:
        action = None if rule is None else rule.action
        if rule is not None and action is Action.CALLBACK_ERROR:
            error = str(rule.value or _HOSTILE)
            return _back(asked.back(error=error, error_description=error, error_uri="javascript:alert(1)"))
        who = form.get("be", "")
        if who == "deny":
            return _back(asked.back(error="access_denied", error_description="The user denied access"))
        if who == "somebody":
            who = form.get("somebody", "").strip()
        account = self.cast.resolve(who)
        words = {"code": self.codes.issue(asked, account, _agreed(asked, form, who))}
        if rule is not None and action is Action.WRONG_ISSUER:
            words["iss"] = wrong_issuer(rule)
        return _back(asked.back(**words))

    def _grant(self, request: Request, rule: FaultRule | None) -> Answer:
        form = dict(parse_qsl(request.body.decode("latin-1")))
        client = client_in(request, form)
        if client is None:
            return _refused(401, "invalid_client", "Bad client credentials")
        try:
            consent = self.codes.redeem(
                form.get("code", ""),
                client=client,
                redirect_uri=form.get("redirect_uri"),
                verifier=form.get("code_verifier"),
            )
        except CodeError as error:
            return _refused(400, "invalid_grant", str(error))
        body = self._token_answer(consent, issuer_of(request), rule)
        return Answer(200, orjson.dumps(body), _JSON)

    def _token_answer(self, consent: Consent, issuer: str, rule: FaultRule | None) -> dict[str, Any]:
        account, life = consent.account, self.tokens.life_seconds
        token = self.tokens.issue(consent.authorization.client, account, consent.scopes)
        body: dict[str, Any] = {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": life,
            "scope": " ".join(consent.scopes),
            "sub": str(account.id),
        }
        if "openid" not in consent.scopes:
            return body
        claims = claims_of(consent, issuer=issuer, access_token=token, life_seconds=life)
        identity = written(claims, self.keys, rule)
        return body if identity is None else body | {"id_token": identity}

    def _tell_who(self, request: Request) -> Answer:
        bearer = self.tokens.bearer_of(request)
        if bearer is None:
            return refusal(401)
        if bearer.account is None:
            return refusal(403)
        return Answer(200, orjson.dumps(told_holder(bearer.account)), _JSON)

    def _revoke(self, request: Request) -> Answer:
        form = dict(parse_qsl(request.body.decode("latin-1")))
        if client_in(request, form) is None:
            return _refused(401, "invalid_client", "Bad client credentials")
        self.tokens.revoke(form.get("token", ""))
        return Answer(200, headers=_JSON)

    def end_tokens(self, account: Account) -> int:
        """Make a person's tokens worthless, and say how many they were."""
        return self.tokens.revoke_of(account)


def _agreed(asked: Authorization, form: dict[str, str], who: str) -> tuple[str, ...]:
    """Return the scopes that are granted; sharing characters is for the person to say."""
    is_shared = "share" in form and who != Part.NO_CONSENT
    return tuple(one for one in asked.scopes if one in SCOPES and (is_shared or one != _OWN_CHARACTERS))


def _back(address: str) -> Answer:
    headers = (("location", address), ("cache-control", "no-store"), ("referrer-policy", "no-referrer"))
    return Answer(302, headers=headers)


def _refused(status: int, error: str, description: str) -> Answer:
    return Answer(status, orjson.dumps({"error": error, "error_description": description}), _JSON)
