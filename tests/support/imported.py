"""The product with its libraries, as a fork server imports it before its first fork."""

import gc
import os
import signal
from importlib import import_module
from typing import Final

from sqlalchemy.orm import configure_mappers

from devtools.processes import die_with_parent

WANTED = (
    *(
        "worker",
        "simulator.process",
        "flask.cli",
        "pytest",
        "gunicorn.app.wsgiapp",
        "gunicorn.workers.gthread",
    ),
    *("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.pysqlite"),
)
"""Nothing that reads the environment or starts a thread when it is imported, as webapp.server does."""
BY: Final = os.getpid()
be_bound = die_with_parent(signal.SIGKILL)
"""What a fork calls: the kernel then kills it when the fork server ends, which ends with us."""

for name in WANTED:
    import_module(name)
configure_mappers()
gc.collect()
gc.freeze()
