"""What views, jobs, templates and tests are made of."""

import ast
import re
from pathlib import PurePosixPath

from tests.architecture.sources import Function, Source, body_lines, dotted

LONGEST_JOB = 10
LONGEST_VIEW = 15
READ_AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "count",
    "get_attribute",
    "inner_text",
    "input_value",
    "is_checked",
    "is_hidden",
    "is_visible",
    "text_content",
    "url.endswith",
}
"""What tells how a page stands this instant, whether or not the answer to a click has come."""
ENQUEUERS = re.compile(r".*\.(enqueue|enqueue_in|enqueue_at|enqueue_call|enqueue_many|enqueue_job)")


def enqueues(source: Source) -> list[str]:
    """Find jobs put on a queue past the bell, which is unique, soft and after the commit."""
    return [
        source.say(call, "use jobs.bells.ring") for call, name in source.calls if ENQUEUERS.fullmatch(name)
    ]


def job_functions(source: Source) -> list[Function]:
    """Return the functions that workers run."""
    return [
        function
        for function in source.functions()
        if any(isinstance(mark, ast.Call) and dotted(mark.func) == "job" for mark in function.decorator_list)
    ]


def thick_jobs(source: Source) -> list[str]:
    """Find jobs that do more than call an action, take arguments, or live outside of jobs.py."""
    complaints = []
    for function in job_functions(source):
        if body_lines(function) > LONGEST_JOB:
            complaints.append(
                source.say(function, f"let {function.name} call an action, in {LONGEST_JOB} lines")
            )
        if ast.unparse(function.args):
            complaints.append(source.say(function, f"{function.name} is a bell: it takes no arguments"))
        if PurePosixPath(source.path).name != "jobs.py":
            complaints.append(source.say(function, f"move {function.name} into the feature's jobs.py"))
    return complaints


def thick_views(source: Source) -> list[str]:
    """Find views that do more than allow, read input, call one thing and answer."""
    if PurePosixPath(source.path).name != "views.py":
        return []
    reaches = [
        source.say(node, f"a view asks queries.py or actions.py, not {node.module}")
        for node in source.nodes
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(
            ("sqlalchemy", "webapp.models", "webapp.database", "webapp.extensions")
        )
    ]
    return reaches + [
        source.say(function, f"shorten {function.name}, {body_lines(function)} lines")
        for function in source.functions()
        if body_lines(function) > LONGEST_VIEW
    ]


def trusted_markup(source: Source) -> list[str]:
    """Find text declared safe by hand, and templates written in Python."""
    return [
        source.say(call, "let a template escape it")
        for call, name in source.calls
        if name.rpartition(".")[2] in {"Markup", "render_template_string", "from_string"}
    ]


def crowded_templates(source: Source) -> list[str]:
    """Find templates that get anything else than one ``page``."""
    return [
        source.say(call, "pass a template one object, page=…")
        for call, name in source.calls
        if name.rpartition(".")[2] == "render_template"
        and (len(call.args) != 1 or [keyword.arg for keyword in call.keywords] != ["page"])
    ]


def mocks(source: Source) -> list[str]:
    """Find tests that replace our code instead of using a real server."""
    imported = [
        node
        for node in source.nodes
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("unittest.mock", "mock")))
        or (isinstance(node, ast.Import) and any(alias.name == "unittest.mock" for alias in node.names))
    ]
    patched = [call for call, name in source.calls if name == "monkeypatch.setattr"]
    return [source.say(node, "use the simulator or a real server") for node in (*imported, *patched)]


def impatient_asserts(source: Source) -> list[str]:
    """Find assertions on what a page shows this instant: on a busy machine it shows what was before."""
    asserted = (node for one in source.nodes if isinstance(one, ast.Assert) for node in ast.walk(one.test))
    return [
        source.say(node, "wait for it with playwright's expect(...)")
        for node in asserted
        if isinstance(node, ast.Call)
        and dotted(node.func).endswith(tuple(f".{name}" for name in READ_AT_ONCE))
    ]
