"""The page about the API tells what the document tells."""

from flask import Flask

from webapp.api.reference import Field, reference_page

DOCUMENT = {
    "info": {"version": "1", "description": "One `word`.\n\nAnother."},
    "paths": {
        "/api/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {
                "summary": "Read a thing.",
                "security": [{"token": ["things:read"]}],
                "responses": {"404": {"description": "No such thing."}, "200": {"description": "It."}},
            },
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "required": ["kind"],
                "properties": {
                    "kind": {"type": "string", "enum": ["good", "bad"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                    "madeAt": {"type": ["string", "null"], "format": "date-time", "description": "When."},
                },
            }
        }
    },
}


class TestReferencePage:
    def test_an_operation_has_its_scope_its_parameters_and_its_answers(self) -> None:
        operation = reference_page(DOCUMENT, {}).operations[0]

        assert (operation.method, operation.scope, operation.anchor) == (
            "GET",
            "things:read",
            "get-api-things-id",
        )
        assert operation.fields == [Field("id", "path", "integer", is_required=True, told="")]
        assert [(reply.status, reply.is_good) for reply in operation.replies] == [
            ("200", True),
            ("404", False),
        ]

    def test_a_shape_says_what_its_fields_are(self) -> None:
        shape = reference_page(DOCUMENT, {}).shapes[0]

        kinds = [field.kind for field in shape.fields]

        assert kinds == ["good | bad", "list of Part", "string or null (date-time)"]

    def test_text_comes_in_paragraphs(self) -> None:
        assert reference_page(DOCUMENT, {}).about == ["One word.", "Another."]


class TestPage:
    def test_it_shows_every_operation_and_every_problem_that_types_lead_to(self, app: Flask) -> None:
        browser = app.test_client()
        problem = browser.get("/api/nothing").json or {}

        page = browser.get("/api/docs").text

        assert f'id="{problem["type"].partition("#")[2]}"' in page
        assert all(path in page for path in (browser.get("/api/openapi.json").json or {})["paths"])
