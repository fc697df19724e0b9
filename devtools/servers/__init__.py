"""Servers that run beside the app on a bare machine: a Redis-compatible one and PostgreSQL."""

from devtools.servers.postgresql_server import start_postgresql
from devtools.servers.redis_server import start_redis
from devtools.servers.running import RunningServer, ServerUnavailable, free_port, is_free

__all__ = ["RunningServer", "ServerUnavailable", "free_port", "is_free", "start_postgresql", "start_redis"]
