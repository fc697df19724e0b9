"""Turn the OpenAPI document into the page that people read. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
METHODS = ("get", "post", "put", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter, or one field of a body or an answer."""

    name: str
    place: str
    kind: str
    is_required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One status that an operation answers."""

    status: str
    told: str
    is_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationHelp:
    """One operation: what it is for, what it takes, what it answers, and how to ask with curl."""

    anchor: str
    method: str
    path: str
    scope: str
    summary: str
    paragraphs: Sequence[str]
    fields: Sequence[Field]
    replies: Sequence[Reply]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named schema and its fields."""

    name: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that problems carry, and what it is called."""

    anchor: str
    word: str
    title: str


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """Everything that the page about the API shows."""

    version: str
    about: Sequence[str]
    operations: Sequence[OperationHelp]
    shapes: Sequence[Shape]
    problems: Sequence[Word]


def reference_page(document: Document, problems: Mapping[str, str]) -> ReferencePage:
    """Return the page of a document; ``problems`` are the words of problem documents with their titles."""
    return ReferencePage(
        version=document["info"]["version"],
        about=_paragraphs(document["info"]["description"]),
        operations=list(_operations(document)),
        shapes=[Shape(name, _members(schema)) for name, schema in _shapes(document)],
        problems=[Word(f"problem-{word.replace('_', '-')}", word, title) for word, title in problems.items()],
    )


def _operations(document: Document) -> Iterator[OperationHelp]:
    for path, item in document["paths"].items():
        common = item.get("parameters", [])
        for method in (method for method in METHODS if method in item):
            yield _operation(path, method, item[method], common)


def _operation(path: str, method: str, told: Document, common: Sequence[Document]) -> OperationHelp:
    parameters = [*common, *told.get("parameters", [])]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    fields = [_parameter(one) for one in parameters]
    if body:
        fields.append(Field(_kind(body), "body", "object", is_required=True, told="JSON, described below."))
    return OperationHelp(
        anchor=f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""),
        method=method.upper(),
        path=path,
        scope=" ".join(
            scope for need in told.get("security", []) for scopes in need.values() for scope in scopes
        ),
        summary=told.get("summary", ""),
        paragraphs=_paragraphs(told.get("description", "")),
        fields=fields,
        replies=[
            Reply(status, reply.get("description", ""), is_good=status < "400")
            for status, reply in sorted(told["responses"].items())
        ],
    )


def _parameter(one: Document) -> Field:
    return Field(
        one["name"],
        one["in"],
        _kind(one.get("schema", {})),
        is_required=bool(one.get("required")),
        told=one.get("description", ""),
    )


def _shapes(document: Document) -> list[tuple[str, Document]]:
    schemas: Mapping[str, Document] = document.get("components", {}).get("schemas", {})
    return sorted(schemas.items())


def _members(schema: Document) -> list[Field]:
    required = set(schema.get("required", ()))
    return [
        Field(name, "", _kind(member), is_required=name in required, told=member.get("description", ""))
        for name, member in schema.get("properties", {}).items()
    ]


def _kind(schema: Document) -> str:
    """Return what a schema is in a word or two: a type, the words that there are, or another shape."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(str(word) for word in schema["enum"] if word is not None)
    if "items" in schema:
        return f"list of {_kind(schema['items'])}"
    kinds = schema.get("type", "any")
    kind = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.replace("`", "").split()) for part in text.split("\n\n") if part.strip()]
