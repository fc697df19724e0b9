"""Gunicorn's settings (``gunicorn -c python:webapp.server``)."""

import os

from webapp.lib import garbage

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 5
wsgi_app = "webapp:create_app()"
control_socket_disable = True
forwarder_headers = ""  # no header of a request says below which path we are


def post_worker_init(_worker: object) -> None:
    """Let no request pay for a look at what was loaded before it, as no job of a worker does."""
    garbage.settle_memory()
