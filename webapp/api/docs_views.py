"""What the API can do, for programs and for people; both may be read without a token."""

from flask import Blueprint, Response, render_template

from webapp.api.answers import json_answer, unchanged
from webapp.api.openapi import document
from webapp.api.reference import reference_page
from webapp.web.etags import entity_tag
from webapp.web.gate import public
from webapp.web.problems import TITLES

bp = Blueprint("api_docs", __name__, url_prefix="/api")


@bp.get("/openapi.json")
@public
def openapi() -> Response:
    """Show the OpenAPI document."""
    made = document()
    etag = entity_tag((made,))
    return unchanged(etag) or json_answer(made, etag=etag)


@bp.get("/docs")
@public
def docs() -> str:
    """Show what programs can ask for, to people."""
    words = {word.value: title for word, title in TITLES.items()}
    return render_template("api/docs.html", page=reference_page(document(), words))
