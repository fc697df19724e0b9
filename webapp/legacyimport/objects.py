"""Make data of what the child process told of a pickle: dates, UUIDs, enums, sets and objects of classes."""

import base64
import builtins
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from webapp.legacyimport.documents import Unreadable

WRONG = (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError, ArithmeticError)


def data_of(told: Any) -> Any:
    """Return data that JSON can say, or raise Unreadable."""
    if isinstance(told, list):
        return [data_of(one) for one in told]
    if not isinstance(told, dict):
        return told
    if "$object" in told:
        return _object(told["$object"])
    if "$pairs" in told:
        return _mapping(told["$pairs"])
    if "$set" in told:
        return _sorted(told["$set"])
    return {key: data_of(value) for key, value in told.items()}


def _mapping(pairs: list[list[Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        made = data_of(key)
        name = made if isinstance(made, str) else json.dumps(made, sort_keys=True)
        if name in found:
            raise Unreadable("two keys of a dict in it would be the same in JSON")
        found[name] = data_of(value)
    return found


def _sorted(values: list[Any]) -> list[Any]:
    return sorted((data_of(one) for one in values), key=lambda one: json.dumps(one, sort_keys=True))


def _object(one: Mapping[str, Any]) -> Any:
    name, args = _called(one)
    try:
        if name in SCALARS:
            return SCALARS[name](args, one.get("state"))
        if name in MANY:
            return MANY[name](args, one)
    except Unreadable:
        raise
    except WRONG as error:
        raise Unreadable(f"a {name} in it cannot be read") from error
    if _is_like_an_enum(name, args, one):
        return args[0]
    _refuse_call(name, one)
    return _described(name, args, one)


def _refuse_call(name: str, one: Mapping[str, Any]) -> None:
    """Refuse what of Python's own would be called and makes no data."""
    if one["is_called"] and name.partition(".")[0] in sys.stdlib_module_names and name not in HARMLESS:
        raise Unreadable(f"it would have Python call {name}, which no character needs")


def _called(one: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return who was called and with what; methods and old protocols of pickle write it otherwise."""
    name, args = str(one["name"]).replace("__builtin__.", "builtins."), list(one.get("args", ()))
    if not name and args:
        return _name_of(args[0]), args[1:]
    if name in {"copyreg._reconstructor", "copy_reg._reconstructor"} and args:
        return _name_of(args[0]), [] if args[2:] == [None] else args[2:]
    return name, args


def _name_of(told: Any) -> str:
    """Return the name of a class or function; one inside another is told as an attribute of that."""
    if not isinstance(told, dict) or "$object" not in told:
        return str(told["$global"]) if isinstance(told, dict) and "$global" in told else str(told)
    name, args = _called(told["$object"])
    return ".".join(map(_name_of, args)) if name == "builtins.getattr" else name


def _is_like_an_enum(name: str, args: list[Any], one: Mapping[str, Any]) -> bool:
    """Say whether a class of somebody was called with one word, as members of an enum are pickled."""
    root, _, last = name.partition(".")[0], *name.rpartition(".")[1:]
    is_alone = not any(key in one for key in ("state", "items", "pairs")) and not one.get("named")
    is_class = last[:1].isupper() and root not in sys.stdlib_module_names
    is_word = len(args) == 1 and isinstance(args[0], str | int | float)
    return bool(one["is_called"]) and is_alone and is_class and is_word


def _described(name: str, args: list[Any], one: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"$type": name}
    state = one.get("state")
    if isinstance(state, list) and len(state) == 2 and isinstance(state[1], dict):  # noqa: PLR2004 - dict, slots
        state = {**(state[0] if isinstance(state[0], dict) else {}), **state[1]}
    made = data_of(state)
    if isinstance(made, dict):
        found = {**made, **found}
    elif made is not None:
        found["$state"] = made
    given = {"$args": args, "$named": one.get("named"), "$items": one.get("items")}
    found |= {key: data_of(value) for key, value in given.items() if value}
    if "pairs" in one:
        found["$pairs"] = _mapping(one["pairs"])
    return found


def _packed(value: Any) -> bytes | None:
    """Return the bytes in which Python packs a moment; some protocols write them as text."""
    made = data_of(value)
    if isinstance(made, dict) and "$bytes" in made:
        return base64.b64decode(made["$bytes"])
    return made.encode("latin-1") if isinstance(made, str) else None


def _zone(told: Any) -> tuple[tzinfo | None, str]:
    """Return a zone, and its name in brackets unless it is a fixed one."""
    if told is None:
        return None, ""
    name, args = _called(told["$object"])
    if name == "datetime.timezone":
        return timezone(_delta(_called(args[0]["$object"])[1])), ""
    if name not in SCALARS:
        _refuse_call(name, told["$object"])
    if name.lower().endswith(("_utc", "tzutc")):
        return timezone(timedelta(0)), ""
    key = args[0] if args and isinstance(args[0], str) else name
    try:
        return ZoneInfo(key), f"[{key}]"
    except (*WRONG, OSError):
        return None, f"[{key}]"


def _delta(args: list[Any]) -> timedelta:
    return timedelta(*args)


def _datetime(args: list[Any], _state: Any) -> str:
    packed = _packed(args[0])
    naive = datetime(*args[:7]) if packed is None else datetime(packed)  # type: ignore[arg-type,call-arg] # noqa: DTZ001
    zone, name = _zone(args[1] if packed is not None and len(args) > 1 else None)
    return datetime.fromisoformat(naive.isoformat()).replace(tzinfo=zone, fold=naive.fold).isoformat() + name


def _date(args: list[Any], _state: Any) -> str:
    packed = _packed(args[0])
    read = date(*args) if packed is None else date(packed)  # type: ignore[arg-type,call-arg]
    return date.fromisoformat(read.isoformat()).isoformat()


def _time(args: list[Any], _state: Any) -> str:
    packed = _packed(args[0])
    naive = time(*args[:4]) if packed is None else time(packed)  # type: ignore[arg-type]
    zone, name = _zone(args[1] if packed is not None and len(args) > 1 else None)
    return time.fromisoformat(naive.isoformat()).replace(tzinfo=zone).isoformat() + name


def _uuid(args: list[Any], state: Any) -> str:
    return str(UUID(int=state["int"])) if isinstance(state, dict) else str(UUID(args[0]))


def _bytes(args: list[Any], _state: Any) -> dict[str, str]:
    raw = args[0].encode("latin-1") if args else b""
    return {"$bytes": base64.b64encode(raw).decode()}


def _pairs(args: list[Any], one: Mapping[str, Any]) -> dict[str, Any]:
    last = args[-1] if args else None
    if isinstance(last, dict) and "$object" in last:
        last = data_of(last)
    given = last.get("$pairs") or list(map(list, last.items())) if isinstance(last, dict) else last
    return _mapping([*(given or []), *one.get("pairs", ())])


def _defaults(args: list[Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a defaultdict holds; what makes its values is no data, and must call nothing."""
    for maker in args:
        inner = maker.get("$object", {}) if isinstance(maker, dict) else {}
        is_partial = inner.get("name") == "functools.partial"
        data_of([inner.get("args"), inner.get("state")] if is_partial else maker)
    return _pairs([], one)


def _attribute(args: list[Any], _state: Any) -> str:
    """Return the name of an attribute, as members of an enum are pickled by some versions."""
    data_of(args[0])
    return str(args[1])


SCALARS: Mapping[str, Callable[[list[Any], Any], Any]] = {
    "datetime.datetime": _datetime,
    "datetime.date": _date,
    "datetime.time": _time,
    "datetime.timedelta": lambda args, _state: _delta(args).total_seconds(),
    "datetime.timezone": lambda args, _state: str(timezone(_delta(_called(args[0]["$object"])[1]))),
    "zoneinfo.ZoneInfo._unpickle": lambda args, _state: str(args[0]),
    "uuid.UUID": _uuid,
    "decimal.Decimal": lambda args, _state: str(Decimal(args[0])),
    "builtins.getattr": _attribute,
    "builtins.bytes": _bytes,
    "_codecs.encode": _bytes,
    **{
        f"pathlib.{word}Path": lambda args, _state: str(PurePosixPath(*args))
        for word in ("", "Posix", "PurePosix")
    },
    **{
        f"pathlib.{word}Path": lambda args, _state: str(PureWindowsPath(*args))
        for word in ("Windows", "PureWindows")
    },
}
"""Objects that JSON says in a word: by their name, from arguments and state."""
MANY: Mapping[str, Callable[[list[Any], Mapping[str, Any]], Any]] = {
    "builtins.set": lambda args, _one: _sorted(args[0] if args else []),
    "builtins.frozenset": lambda args, _one: _sorted(args[0] if args else []),
    "collections.OrderedDict": _pairs,
    "collections.defaultdict": _defaults,
    "collections.Counter": _pairs,
    "collections.deque": lambda args, one: data_of([*(args[0] if args else ()), *one.get("items", ())]),
}
"""Collections by their name."""
HARMLESS = frozenset(
    {
        *(f"builtins.{name}" for name in ("bytearray", "complex", "object", "range", "slice", "xrange")),
        *(
            f"ipaddress.IPv{version}{name}"
            for version in (4, 6)
            for name in ("Address", "Network", "Interface")
        ),
        *(
            f"builtins.{name}"
            for name, one in vars(builtins).items()
            if isinstance(one, type) and issubclass(one, BaseException)
        ),
        *("array.array", "array._array_reconstructor", "collections.ChainMap", "fractions.Fraction"),
        *("http.HTTPStatus", "re._compile", "time.struct_time", "types.SimpleNamespace"),
    }
)
"""What of Python's own is called to make data, and is told as what it was called with."""
