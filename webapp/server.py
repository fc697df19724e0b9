"""Gunicorn's settings (``gunicorn -c python:webapp.server``); refuses a bad start in one line each."""

import os
import sys
from typing import Any

from webapp.config import ConfigError, Settings

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 5
wsgi_app = "webapp:create_app()"
control_socket_disable = True


def on_starting(_server: Any) -> None:
    """Check the settings before the first worker is forked."""
    try:
        Settings.from_environment(os.environ)
    except ConfigError as error:
        sys.stderr.write("".join(f"{problem}\n" for problem in error.problems))
        raise SystemExit(2) from error
