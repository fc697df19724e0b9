"""Templates only show, are all used, and stand in the folder of a feature."""

import ast

import pytest
from flask import Flask
from jinja2 import Environment, meta, nodes

from tests.architecture.markup import TEMPLATES, page_problems, static_problems, template_problems
from tests.architecture.sources import PRODUCT, ROOT, sources
from webapp.web import filters


def jinja_of_the_product() -> Environment:
    """Return an environment that knows the product's filters; nothing is rendered with it."""
    app = Flask("templates")
    filters.init_app(app)
    app.jinja_env.globals.clear()  # Flask's request, session, g and config are no part of a page
    return app.jinja_env


SHARED_FOLDERS = {"components", "errors"}
SHELL = "base.html"
OFFERED = {
    "page",
    "url_for",
    "static_url",
    "flask_command",
    "csrf_token",
    "known_viewer",
    "guild_ways",
    "operations_path",
    "version",
    "range",
    "namespace",
}
"""What a template may name: its page, and what every template needs for addresses and forms."""
ALSO_OFFERED = {SHELL: {"request"}}  # marks the place in the menu where the reader is
ESCAPED_BEFORE = {"roster/_table.html"}  # a thousand rows: roster/rows.py escapes, test_reading proves it
BAD = [
    "<p>{{ name|safe }}</p>",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "<script>go()</script>",
    "<style>p { color: red }</style>",
    '<p {% if page.is_red %}style="color: red"{% endif %}>',
    '<button onclick="go()">',
    '<button hx-on:click="go()">',
    '<a href="javascript:go()">',
    '<a href="https://example.org/{{ page.name }}">',
    '<a href="javascript:go()" rel="noopener noreferrer">',
    '<img rel="noopener noreferrer" src="https://cdn.example.org/a.png">',
    '<img src="https://cdn.example.org/{{ page.icon }}.png">',
    '<link rel="stylesheet" href="//fonts.example.org/css">',
]
GOOD = (
    '<script src="{{ static_url("app.js") }}" defer></script><img src="https://render.worldofwarcraft.com/a.jpg">'
    '<a href="https://example.org/" rel="noopener noreferrer">'
)
JINJA = jinja_of_the_product()
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def parsed(name: str) -> nodes.Template:
    return JINJA.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def unexplained_names(template: nodes.Template) -> set[str]:
    """Return what a template names and neither gets nor makes itself; blocks see what its top level makes."""
    made = {node.name for node in template.find_all(nodes.Macro)}
    made |= {node.target for node in template.find_all(nodes.Import)}
    made |= {
        name if isinstance(name, str) else name[1]
        for node in template.find_all(nodes.FromImport)
        for name in node.names
    }
    return meta.find_undeclared_variables(template) - made - OFFERED


def rendered_by_views() -> set[str]:
    return {
        str(call.args[0].value)
        for source in sources(*PRODUCT)
        for call, name in source.calls
        if (name.rpartition(".")[2] in {"render_template", "get_template"} or name == "shells.kept")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def named_by_templates() -> set[str | None]:
    return {other for name in NAMES for other in meta.find_referenced_templates(parsed(name))}


class TestContents:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_template_only_shows(self, name: str) -> None:
        text = (TEMPLATES / name).read_text(encoding="utf-8")

        assert (page_problems if name in ESCAPED_BEFORE else template_problems)(text) == []

    @pytest.mark.parametrize("planted", BAD)
    def test_a_planted_violation_is_caught(self, planted: str) -> None:
        assert template_problems(planted) != []

    def test_own_scripts_and_pictures_of_the_game_are_allowed(self) -> None:
        assert template_problems(GOOD) == []

    @pytest.mark.parametrize("name", NAMES)
    def test_a_template_knows_its_page_and_nothing_else(self, name: str) -> None:
        unexplained = unexplained_names(parsed(name)) - ALSO_OFFERED.get(name, set())

        assert unexplained == set(), "put it on the page's dataclass"

    def test_a_second_thing_beside_the_page_is_caught(self) -> None:
        planted = JINJA.parse("{% macro row(x) %}{{ x }}{% endmacro %}{{ row(page.first) }}{{ g.user }}")

        assert unexplained_names(planted) == {"g"}

    def test_own_styles_and_scripts_ask_no_other_host(self) -> None:
        ours = [path for kind in ("*.css", "*.js", "*.svg") for path in (ROOT / "static").glob(kind)]

        found = {path.name: static_problems(path.read_text(encoding="utf-8")) for path in ours}

        assert {name: problems for name, problems in found.items() if problems} == {}
        assert static_problems("@import url(https://fonts.example.org/x.css)") != []


class TestPlaces:
    def test_every_template_stands_in_the_folder_of_a_feature(self) -> None:
        features = {path.parent.name for path in (ROOT / "webapp").glob("*/__init__.py")} | SHARED_FOLDERS

        astray = [name for name in NAMES if name != SHELL and name.partition("/")[0] not in features]

        assert astray == [], "move them into templates/<feature>/"

    def test_every_template_is_rendered_or_included(self) -> None:
        used = named_by_templates() | rendered_by_views()

        assert None not in used, "name what you include: a computed name hides a missing file"
        assert set(NAMES) - used == set(), "remove what nobody shows"

    def test_every_template_that_is_named_exists(self) -> None:
        used = named_by_templates() | rendered_by_views()

        assert used - set(NAMES) == set()
