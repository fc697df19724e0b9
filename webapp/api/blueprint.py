"""The blueprint of operations for programs: each says its scope, what it takes, and everything it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_smorest import Blueprint
from marshmallow import Schema

from webapp.api.parser import PARSER
from webapp.api.schemas import ProblemSchema
from webapp.permissions.tokens import Scope
from webapp.web.gate import just_the_token, requires_scope
from webapp.web.problems import MEDIA_TYPE
from webapp.web.token_gate import KeyReader

View = TypeVar("View", bound=Callable[..., Any])
BEARER = "token"
"""The name of the one security scheme."""
BODY = "json"
REFUSALS = {
    400: "The request cannot be read, or a token stands in the address.",
    401: "There is no token, or it is not valid.",
    403: "The token lacks the scope.",
    404: "There is no such thing that this token may see.",
    422: "A parameter or a field does not fit; `errors` names it.",
}
WRITING_REFUSALS = {409: "The token's guild is archived, and nothing of it can be changed any more."}
BODY_REFUSALS = {
    409: (
        "Nothing of what was sent is kept: the character is built here or has too many seasons already,"
        " or the token's guild is archived."
    ),
    413: "The body is too large.",
    415: "The body is not sent as JSON.",
}
ETAG = {
    "ETag": {
        "description": "Names this version; send it back as If-None-Match.",
        "schema": {"type": "string"},
    }
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag that you have; the answer is 304 while it is still right.",
    "schema": {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: its status, what is in it, and what it means; a dict of schemas is a choice."""

    status: int
    schema: type[Schema] | dict[str, Any] | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Everything that an operation declares; ``has_version`` says that it knows ETags."""

    scope: Scope
    answers: Sequence[Answer]
    takes: Schema | None = None
    location: str = "query"
    key: KeyReader = just_the_token
    has_version: bool = False
    address: Sequence[dict[str, object]] = ()
    """What the document says of the parts of its path."""


class ProgramBlueprint(Blueprint):  # type: ignore[misc] # flask-smorest has no types
    """Declares operations in one place, and reads what they take through our door."""

    ARGUMENTS_PARSER = PARSER

    def operation(self, method: str, rule: str, declared: Operation) -> Callable[[View], View]:
        """Register a view as an operation; what it takes comes as its first argument."""

        def register(view: View) -> View:
            told = self._with_refusals(self._with_answers(view, declared), declared)
            run: Any = view
            if declared.takes is not None:
                told = self.arguments(declared.takes, location=declared.location)(told)
                run = PARSER.use_args(declared.takes, location=declared.location)(view)
            told = self.doc(security=[{BEARER: [declared.scope.value]}])(told)
            run.__dict__.update(told.__dict__)  # the others only tell; a request need not pass through them
            known = [*declared.address, *([IF_NONE_MATCH] if declared.has_version else ())]
            route = self.route(rule, methods=[method], parameters=known)
            route(requires_scope(declared.scope, key=declared.key)(run))
            return view

        return register

    def _with_answers(self, view: Any, declared: Operation) -> Any:
        headers = ETAG if declared.has_version else None
        for answer in declared.answers:
            view = self.alt_response(
                answer.status, schema=answer.schema, description=answer.told, headers=headers
            )(view)
        if declared.has_version:
            view = self.alt_response(304, description="You have this version.", headers=ETAG)(view)
        return view

    def _with_refusals(self, view: Any, declared: Operation) -> Any:
        refusals = REFUSALS
        if declared.scope is Scope.CACHE_WRITE:
            refusals = refusals | WRITING_REFUSALS
        if declared.location == BODY:
            refusals = refusals | BODY_REFUSALS
        for status, told in refusals.items():
            view = self.alt_response(status, schema=ProblemSchema, content_type=MEDIA_TYPE, description=told)(
                view
            )
        return view
