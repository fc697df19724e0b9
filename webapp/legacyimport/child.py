"""Read pickles of an older tool without running anything that is in them: a process of its own, with limits.

Every global of a pickle becomes an inert record of its name, arguments and state, of which the process that
asks makes data. Nothing imports this file: ``python -I -S child.py`` starts it. It reads frames from its
input, four bytes of length and then a file, and answers each with a frame of JSON: ``{"value": …}`` or
``{"refused": "why"}``, with ``"is_last": true`` where this process ends behind it.
"""

import base64
import io
import json
import math
import pickle  # this is the one place, see the module's first sentences
import resource
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar, Self

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 5
MOST_NODES = 200_000
DEEPEST = 64
TOO_LARGE = 10**4300
"""A number of more digits than Python writes or reads: https://docs.python.org/3/library/stdtypes.html#int-max-str-digits."""
LENGTH = 4
"""Bytes before a frame that say how long it is."""
LATE = (
    "resource.setrlimit",
    "cpython.",
    "gc.",
    "builtins.id",
    "object.__getattr__",
    "sys.excepthook",
    "sys.unraisablehook",
)
"""What Python tells audit hooks of that opens, starts and loads nothing."""
BROKEN = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    BufferError,
    EOFError,
    ImportError,
    LookupError,
    NameError,
    RuntimeError,
    SystemError,
    TypeError,
    ValueError,
)
"""What a broken pickle may raise; anything else ends this process, and with it no more than the file."""


class Refused(Exception):
    """The file is not read; the text is a sentence that says why."""


class Inert:
    """What stands where a pickle names a class or function: its name, and what it was given."""

    global_name: ClassVar[str] = ""
    asked_of: ClassVar[tuple[Any, ...]] = ()
    """Of a class inside another: that one, and the name there."""
    is_called = False

    def __new__(cls, *args: Any, **named: Any) -> Self:
        """Keep the arguments, whoever passes them."""
        made = super().__new__(cls)
        made.args, made.named, made.state, made.items, made.pairs = args, named, None, [], []
        return made

    def __init__(self, *args: Any, **named: Any) -> None:
        self.args: tuple[Any, ...] = args
        self.named: dict[str, Any] = named
        self.state: Any = None
        self.items: list[Any] = []
        self.pairs: list[tuple[Any, Any]] = []
        self.is_called = True

    def __call__(self, *args: Any) -> "Inert":
        """Call nothing: keep who was called and with what."""
        return Inert(self, *args)

    def __setstate__(self, state: Any) -> None:
        self.state = state

    def __setitem__(self, key: Any, value: Any) -> None:
        self.pairs.append((key, value))

    def append(self, value: Any) -> None:
        """Keep an item of a list of a kind of its own."""
        self.items.append(value)

    add = append

    def extend(self, values: Iterable[Any]) -> None:
        """Keep items of a list of a kind of its own."""
        self.items.extend(values)


class Attribute(Inert):
    """What ``getattr`` gives: of a class it is a name of its own, from which an object can be made."""

    global_name = "builtins.getattr"

    def __new__(cls, *args: Any, **named: Any) -> Any:
        """Return an inert class for a class inside another, else what anything else returns."""
        of, word = args if len(args) == 2 else (None, None)  # noqa: PLR2004 - a class, and a name there
        if isinstance(of, type) and issubclass(of, Inert) and isinstance(word, str):
            name = f"{of.global_name}.{word}"
            return type("Named", (Inert,), {"global_name": name, "asked_of": args})
        return super().__new__(cls, *args, **named)


class InertUnpickler(pickle.Unpickler):  # noqa: S301 - it imports nothing
    """Imports nothing: each global is an inert class of its own."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, encoding="utf-8", errors="strict")
        self._known: dict[str, type[Inert]] = {}

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Return an inert class under that name."""
        name = f"{module_name}.{global_name}"
        if name in {"builtins.getattr", "__builtin__.getattr"}:
            return Attribute
        if name not in self._known:
            self._known[name] = type("Named", (Inert,), {"global_name": name})
        return self._known[name]


class Teller:
    """Tells what a pickle holds in words of JSON, up to a number of nodes and a depth.

    What JSON has no word for is an object with one key that begins with ``$``; so no key of a dict does.
    """

    def __init__(self) -> None:
        self._nodes = 0

    def told(self, value: Any, depth: int = 0) -> Any:
        """Return a value as JSON can say it."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise Refused(f"it holds more than {MOST_NODES:,} values")
        if depth > DEEPEST:
            raise Refused(f"it is nested deeper than {DEEPEST} levels, or holds itself")
        if isinstance(value, int) and not -TOO_LARGE < value < TOO_LARGE:
            raise Refused("it holds a number with too many digits")
        if value is None or isinstance(value, bool | int | str):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else str(value)
        if isinstance(value, bytes | bytearray):
            return {"$bytes": base64.b64encode(value).decode()}
        return self._told_many(value, depth + 1)

    def _told_many(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return self._mapping(value, depth)
        if isinstance(value, list | tuple):
            return [self.told(one, depth) for one in value]
        if isinstance(value, set | frozenset):
            return {"$set": [self.told(one, depth) for one in value]}
        if isinstance(value, Inert):
            return {"$object": self._object(value, depth)}
        if isinstance(value, type) and issubclass(value, Inert):
            return self._named(value, depth)
        raise Refused(f"it holds a {type(value).__name__}, which is no data")

    def _named(self, value: type[Inert], depth: int) -> dict[str, Any]:
        if not value.asked_of:
            return {"$global": value.global_name}
        args = [self.told(one, depth) for one in value.asked_of]
        return {"$object": {"name": Attribute.global_name, "is_called": True, "args": args}}

    def _mapping(self, value: dict[Any, Any], depth: int) -> dict[str, Any]:
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: self.told(one, depth) for key, one in value.items()}
        return {"$pairs": [[self.told(key, depth), self.told(one, depth)] for key, one in value.items()]}

    def _object(self, one: Inert, depth: int) -> dict[str, Any]:
        parts = {
            "args": one.args,
            "named": one.named,
            "state": one.state,
            "items": one.items,
            "pairs": one.pairs,
        }
        told = {key: self.told(value, depth) for key, value in parts.items() if value not in (None, (), [])}
        return {"name": type(one).global_name, "is_called": one.is_called, **told}


def answer(raw: bytes) -> dict[str, Any]:
    """Return what a pickle holds as data, or why it is refused."""
    try:
        return {"value": _whole(raw)}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "it asks for more memory than a file may have", "is_last": True}
    except BROKEN as error:
        return {"refused": f"it is no pickle that can be read ({type(error).__name__})"}


def _whole(raw: bytes) -> Any:
    file = io.BytesIO(raw)
    held = InertUnpickler(file).load()
    if file.read(1):
        raise Refused("there is something behind the end of its pickle")
    return Teller().told(held)


def confine() -> None:
    """Take from this process what reading needs not: memory, files, and whatever audit hooks are told of."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in ("latin-1", "ascii", "utf-8"):
        "".encode(name)
    json.dumps(json.loads('{"a": [1.5, null]}'), sort_keys=True)

    def refuse(event: str, _args: tuple[Any, ...]) -> None:
        if not event.startswith(LATE):
            raise Refused(f"it would have run something ({event})")

    sys.addaudithook(refuse)


def main() -> None:
    """Answer frame after frame until there is none."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    limit, used = resource.setrlimit, resource.getrusage
    confine_cpu = resource.RLIMIT_CPU
    confine()
    while len(head := source.read(LENGTH)) == LENGTH:
        raw = source.read(int.from_bytes(head, "big"))
        spent = used(resource.RUSAGE_SELF)
        limit(confine_cpu, (int(spent.ru_utime + spent.ru_stime) + CPU_SECONDS + 1, resource.RLIM_INFINITY))
        said = answer(raw)
        body = json.dumps(said).encode()
        sink.write(len(body).to_bytes(LENGTH, "big") + body)
        sink.flush()
        if "is_last" in said:
            return


if __name__ == "__main__":
    main()
