"""Who may touch the database, the clock, the environment, the log, and errors that nobody expected."""

import ast
import re
from pathlib import PurePosixPath

from tests.architecture.sources import Source, dotted

WALL_CLOCKS = re.compile(r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns)")
LOG_METHODS = re.compile(r"_?log\.(debug|info|warning|error|exception|critical)")
OF_PERSON = re.compile(r".*(user|person|actor|viewer|bnet|asked_by|made_by|battletag|name).*")


def broad_excepts(source: Source) -> list[str]:
    """Find handlers of everything; ``except BaseException`` may clean up when it ends in a bare raise."""
    found: list[ast.AST] = [
        node
        for node in source.nodes
        if isinstance(node, ast.ExceptHandler)
        and _catches_everything(node.type)
        and not _cleans_up_and_goes_on(node)
    ]
    found += [
        call
        for call, name in source.calls
        if name.endswith(("suppress", "register_error_handler", "errorhandler"))
        and any(_catches_everything(argument) for argument in call.args)
    ]
    return [source.say(node, "name the exceptions that you expect") for node in found]


def _catches_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_catches_everything(element) for element in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


def _cleans_up_and_goes_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    is_base = isinstance(handler.type, ast.Name) and handler.type.id == "BaseException"
    return is_base and isinstance(last, ast.Raise) and last.exc is None


def session_uses(source: Source) -> list[str]:
    """Find uses of the database session, a write transaction included."""
    return [
        source.say(node, "move the database work into queries.py or actions.py")
        for node in source.nodes
        if (isinstance(node, ast.Attribute) and dotted(node) == "db.session")
        or (isinstance(node, ast.ImportFrom) and _imports(node, "webapp.database", "transaction"))
    ]


def _imports(node: ast.ImportFrom, module: str, name: str) -> bool:
    return node.module == module and any(alias.name == name for alias in node.names)


def commits(source: Source) -> list[str]:
    """Find commits that are not the end of ``database.transaction``."""
    return [
        source.say(call, "use `with database.transaction()`: it commits once, at its end")
        for call, name in source.calls
        if name.endswith(".commit")
    ]


def wall_clocks(source: Source) -> list[str]:
    """Find readings of the wall clock; ``time.monotonic`` may be read anywhere."""
    return [
        source.say(call, f"take the time as an argument, or from the clock module, not from {name}()")
        for call, name in source.calls
        if WALL_CLOCKS.fullmatch(name)
    ]


def untold_times(source: Source) -> list[str]:
    """Find queries that look at the clock themselves; they are told what time it is."""
    if PurePosixPath(source.path).name != "queries.py":
        return []
    return [
        source.say(call, "take `now` as an argument") for call, name in source.calls if name == "clock.now"
    ]


def environment_readings(source: Source) -> list[str]:
    """Find readings of the environment beside the settings."""
    return [
        source.say(node, "make it a setting in webapp/config.py")
        for node in source.nodes
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    ]


def prints(source: Source) -> list[str]:
    """Find prints in the product; commands use ``click.echo``."""
    return [
        source.say(call, "log it with structlog; a command uses click.echo")
        for call, name in source.calls
        if name in {"print", "pprint"}
    ]


def moving_log_events(source: Source) -> list[str]:
    """Find log lines whose event is not a constant."""
    return [
        source.say(call, "make the event a constant, and pass what varies as fields")
        for call, name in source.calls
        if LOG_METHODS.fullmatch(name) and not (call.args and isinstance(call.args[0], ast.Constant))
    ]


def people_in_logs(source: Source) -> list[str]:
    """Find log lines that say whose account it is: a log outlives whoever has everything deleted."""
    return [
        source.say(call, f"leave {field.arg} out of the log")
        for call, name in source.calls
        if LOG_METHODS.fullmatch(name) or name.endswith("bound_contextvars")
        for field in call.keywords
        if field.arg is not None and OF_PERSON.fullmatch(field.arg)
    ]
