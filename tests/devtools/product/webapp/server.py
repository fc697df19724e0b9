"""Gunicorn's settings of the smallest product."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
workers = 1
worker_class = "gthread"
wsgi_app = "webapp:create_app()"
control_socket_disable = True
