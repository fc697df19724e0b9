"""Structured logs: one JSON object a line, secrets struck out; of commands beside what they print."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_KEYS = re.compile(r"secret|token|password|authorization|cookie|api_key", re.IGNORECASE)
_SECRET_TEXT = re.compile(
    r"(?i)(bearer\s+|access_token=|client_secret=|[?&]code=|[?&]state=|/webhooks/[0-9]{1,25}/|://[^/\s:@]*:)[^\s&\"'@]+"
)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Strike out values whose key or text looks like a secret."""
    for key, value in event.items():
        if _SECRET_KEYS.search(key):
            event[key] = "***"
        elif isinstance(value, str):
            event[key] = struck_out(value)
    return event


def struck_out(text: str) -> str:
    """Return a text without what looks like a secret."""
    return _SECRET_TEXT.sub(r"\1***", text)


_SHARED_CHAIN: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.format_exc_info,
    redact,
]
_LOGGERS_CHAIN: list[Any] = [*_SHARED_CHAIN, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
"""One list however often logs are configured: a logger keeps to the list that it met at its first line."""


def level_of_command(level: str, *, is_terminal: bool) -> str:
    """Return what a command logs: of what its sentences do not tell, at a terminal only what broke.

    Whoever wants to see everything says so with ``DEBUG``.
    """
    if level in {"DEBUG", "ERROR"}:
        return level
    return "ERROR" if is_terminal else "WARNING"


def configure(level: str, *, is_command: bool = False) -> None:
    """Send structlog and the standard library's logging through one chain.

    Servers log to standard output, commands to standard error: their output is for people and for pipes.
    """
    structlog.configure(
        processors=_LOGGERS_CHAIN,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    stream = sys.stderr if is_command else sys.stdout
    handler = logging.StreamHandler(stream)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED_CHAIN, structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level_of_command(level, is_terminal=stream.isatty()) if is_command else level)
    logging.getLogger("authlib").setLevel(logging.INFO)  # its debug lines tell the proof of a sign-in
