"""Read the text of a setting into what it stands for; ValueError says what would be right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TOO_BIG = 2**63
_HOST = re.compile(
    r"(?=.{1,253}(?::|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?"
)
_MAIL_USER = re.compile(r"[A-Za-z0-9._+-]{1,64}")


class ConfigError(Exception):
    """The environment cannot be used; ``problems`` has one sentence for each variable that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def setting(
    variable: str,
    about: str,
    *,
    read: Callable[[str], Any] | None = None,
    default: Any = MISSING,
    secret: bool = False,
) -> Any:
    """Declare a field of the settings: its variable, what it is about, and what reads its text."""
    metadata = {"variable": variable, "about": about, "read": read or text, "secret": secret}
    return field(default=default, repr=not secret, metadata=metadata)


def text(value: str) -> str:
    """Return the text as it is."""
    return value


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of one of these words."""

    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value

    return read


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from ``lowest`` to ``highest``."""

    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(value)

    return read


def web_address(value: str) -> str:
    """Return an address without its last slash; plain http only of this machine."""
    parts = urlsplit(value.replace("{region}", "eu"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
        raise ValueError("must be an address such as https://oauth.battle.net")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("must begin with https:// (plain http is for this machine only)")
    return value.rstrip("/")


def site(value: str) -> str:
    """Return the address of a whole site: scheme and host, no path."""
    address = web_address(value)
    parts = urlsplit(address)
    if parts.path or parts.fragment:
        raise ValueError("must end with the host, such as https://muster.example")
    return address


def numbers(value: str) -> frozenset[int]:
    """Return account numbers that were separated by commas."""
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not all(word.isascii() and word.isdigit() and 0 < int(word) < TOO_BIG for word in words):
        raise ValueError("must be account numbers, separated by commas")
    return frozenset(int(word) for word in words)


def starting_with(*beginnings: str) -> Callable[[str], str]:
    """Return a reader of texts with one of these beginnings."""

    def read(value: str) -> str:
        if not value.startswith(beginnings):
            raise ValueError(f"must begin with {' or '.join(beginnings)}")
        return value

    return read


def keys(value: str) -> tuple[str, ...]:
    """Return keys that were separated by spaces, which no key holds."""
    return tuple(value.split())


def hosts(value: str) -> tuple[str, ...]:
    """Return host names, with a port where they have one, that were separated by commas."""
    names = tuple(word.strip().lower() for word in value.split(",") if word.strip())
    if not all(_HOST.fullmatch(name) for name in names):
        raise ValueError("must be host names such as muster.example, separated by commas")
    return names


def host_name(value: str) -> str:
    """Return one host name or address, without a port."""
    if not _HOST.fullmatch(value.lower()) or ":" in value:
        raise ValueError("must be a host name such as smtp.muster.example")
    return value.lower()


def mail_address(value: str) -> str:
    """Return one plain mail address."""
    user, _, host = value.rpartition("@")
    if not _MAIL_USER.fullmatch(user) or not _HOST.fullmatch(host.lower()) or ":" in host:
        raise ValueError("must be an address such as muster@muster.example")
    return value


def raw_value(environment: Mapping[str, str], variable: str) -> str | None:
    """Return the variable's text, or that of the file which ``<variable>_FILE`` names; blank is not set."""
    path, value = (environment.get(name, "").strip() for name in (f"{variable}_FILE", variable))
    if path and value:
        raise ValueError(f"and {variable}_FILE are both set; keep one")
    if path:
        value = Path(path).read_text(encoding="utf-8").strip()
    return value or None


def reason_of(error: Exception) -> str:
    """Return what is wrong with a value, as the rest of a sentence that begins with its variable."""
    if isinstance(error, OSError):
        return f"names a file in {error.filename!r} that cannot be read: {error.strerror}"
    return str(error)
