"""Every regular expression of the product, found in its code, and texts on which bad ones never end."""

import ast
import importlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.architecture.sources import Source, sources

parser: Any = importlib.import_module("re._parser")
words: Any = importlib.import_module("re._constants")
MAKERS = frozenset({"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
Text = str | bytes


@dataclass(frozen=True, slots=True)
class Found:
    """An expression, where it stands, and how it is used; None where it is made of what somebody typed."""

    place: str
    pattern: "re.Pattern[Any] | None"
    is_anchored: bool = False
    """Whether it is only ever tried at the beginning of a text."""


def patterns() -> list[Found]:
    """Return every one; a text that is put together from constants of its module is put together here too."""
    return [
        Found(f"{source.path}:{call.lineno}", _made(source, call), _is_anchored(source, call))
        for source in sources("webapp", "worker.py")
        for call, name in source.calls
        if name in {f"re.{maker}" for maker in MAKERS}
    ]


def _is_anchored(source: Source, call: ast.Call) -> bool:
    """Say whether a named expression is used by nothing but match and fullmatch, as far as names tell."""
    named = [node for node in source.tree.body if isinstance(node, ast.Assign) and node.value is call]
    if not named or not isinstance(named[0].targets[0], ast.Name):
        return False
    name = named[0].targets[0].id
    using = [source] if name.startswith("_") else list(sources("webapp", "worker.py"))
    told = {one for place in using for _, one in place.calls if one.rpartition(".")[0] == name}
    return bool(told) and {one.rpartition(".")[2] for one in told} <= {"match", "fullmatch"}


def _made(source: Source, call: ast.Call) -> "re.Pattern[Any] | None":
    maker = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    flags = next((one.value for one in call.keywords if one.arg == "flags"), None)
    if maker == "compile" and len(call.args) > 1:
        flags = call.args[1]
    names = vars(importlib.import_module(source.path.removesuffix(".py").replace("/", ".")))
    try:
        made = re.compile(_value(call.args[0], names), 0 if flags is None else _value(flags, names))
    except NameError:
        return None
    return made


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), dict(names))  # noqa: S307 - our own code


def texts(pattern: "re.Pattern[Any]", size: int) -> Iterator[Text]:
    """Yield texts of a size: each repeat of the expression drawn out, and then what does not fit.

    Also beginnings that fit again and again, which make a search begin anew at each letter.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    chance, made = random.Random(45), list[str]()
    for before, body in [*_repeats(tree, "", chance), ("", _sample(tree, chance))]:
        for one in {body, body[:1], body[:-1], body + body[:1], " ", "a"}:
            for end in ("", "\0", "!", "a"):
                made.append((before + one * (size // len(one)))[:size] + end if one else before + end)
            made.append(((before + one) * (size // len(before + one) + 1))[:size] if before + one else "")
    for text in dict.fromkeys(made):
        yield text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text


def _repeats(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield each repeat of a tree: a text that leads to it, and one that it takes."""
    for kind, value in tree:
        if kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
            yield before, _sample(value[2], chance)
            yield from _repeats(value[2], before, chance)
        elif kind is words.SUBPATTERN:
            yield from _repeats(value[3], before, chance)
        elif kind is words.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before, chance)
        before += _sample([(kind, value)], chance)


def _sample(tree: Any, chance: random.Random) -> str:
    """Return a text that a tree takes, more or less: where it looks around, nothing."""
    return "".join(_one(kind, value, chance) for kind, value in tree)


def _one(kind: Any, value: Any, chance: random.Random) -> str:  # noqa: PLR0911 - a line for each kind
    if kind is words.LITERAL:
        return chr(value)
    if kind is words.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if kind is words.ANY:
        return "x"
    if kind is words.IN:
        return _letter(value, chance)
    if kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
        return _sample(value[2], chance) * max(1, min(int(value[0]), 50))
    if kind is words.SUBPATTERN:
        return _sample(value[3], chance)
    if kind is words.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    return ""


def _letter(value: Any, chance: random.Random) -> str:
    """Return a letter of a set, or one that is not in it where the set is turned around."""
    if value[0][0] is words.NEGATE:
        banned = re.compile("[" + "".join(_spelled(one) for one in value[1:]) + "]")
        return next(one for one in "xy1 .é\n" if not banned.match(one))
    kind, what = chance.choice(value)
    if kind is words.LITERAL:
        return chr(what)
    if kind is words.RANGE:
        return chr(what[0])
    return {words.CATEGORY_DIGIT: "1", words.CATEGORY_SPACE: " ", words.CATEGORY_NOT_WORD: "!"}.get(what, "x")


def _spelled(one: Any) -> str:
    kind, what = one
    if kind is words.LITERAL:
        return re.escape(chr(what))
    if kind is words.RANGE:
        return f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
    return {words.CATEGORY_SPACE: r"\s", words.CATEGORY_DIGIT: r"\d", words.CATEGORY_NOT_WORD: r"\W"}.get(
        what, r"\w"
    )
