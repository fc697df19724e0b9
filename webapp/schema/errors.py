"""Why a schema cannot be used or changed.

SchemaError
├── SchemaNewer       the database is ahead of this program     update the program
├── SchemaBusy        somebody else holds what we need          try again later
├── SchemaUnfinished  a restore has not come to its end        end it by another one
└── SchemaDamaged     rows or pages are broken                  mend, or restore the copy
"""

import sys
from typing import NoReturn


class SchemaError(Exception):
    """The schema cannot be used or changed; the text is a sentence for the operator."""


class SchemaNewer(SchemaError):
    """The database has a revision that this program does not know."""

    def __init__(self, revision: str, head: str) -> None:
        super().__init__(
            f"The database was made by a newer Muster (revision {revision}, this program knows {head}): "
            "update the program; it never downgrades a database by itself."
        )


class SchemaBusy(SchemaError):
    """Another migration, or a query that holds a table, did not end in time."""


class SchemaUnfinished(SchemaError):
    """What is in the database was put back, and what was decided since is not."""


class SchemaDamaged(SchemaError):
    """The database does not pass its own checks."""


def stop(error: SchemaError, *, code: int) -> NoReturn:
    """Say the sentence on standard error and end the process, without a traceback."""
    sys.stderr.write(f"{error}\n")
    raise SystemExit(code)
