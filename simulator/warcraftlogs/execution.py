"""Runs GraphQL queries against the schema, with graphql-core: parsing, validation, execution, errors."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    execute_sync,
    is_introspection_type,
    parse,
    validate,
)

Json = dict[str, Any]
_SCHEMA = Path(__file__).with_name("schema.graphql")


def run(query: str, *, root: Json, variables: Json, operation: str | None) -> Json:
    """Return what a query finds below a root; what is wrong with it stands under `errors`."""
    try:
        document = _checked(query)
    except GraphQLError as error:
        return {"errors": [error.formatted]}
    except _InvalidError as invalid:
        return {"errors": [one.formatted for one in invalid.errors]}
    result = execute_sync(schema(), document, root, variable_values=variables, operation_name=operation)
    return dict(result.formatted)


class _InvalidError(Exception):
    """A query that reads well and asks for what is not there."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


@lru_cache(maxsize=256)
def _checked(query: str) -> DocumentNode:
    document = parse(query)
    errors = validate(schema(), document)
    if errors:
        raise _InvalidError(errors)
    return document


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """Return the schema, its arguments named as our functions know them."""
    made = build_schema(_SCHEMA.read_text("utf-8"))
    ours = [kind for kind in made.type_map.values() if not is_introspection_type(kind)]
    fields = [field for kind in ours if isinstance(kind, GraphQLObjectType) for field in kind.fields.values()]
    for field in fields:
        for name, argument in field.args.items():
            argument.out_name = _python_name(name)
    return made


def _python_name(name: str) -> str:
    """Return an argument's name as our functions know it."""
    if name == "id":
        return "number"
    spaced = name.replace("ID", "Id")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in spaced)
