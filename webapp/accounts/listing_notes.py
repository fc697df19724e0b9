"""What somebody who has signed in is told about the list of their characters. Pure."""

from enum import StrEnum


class Note(StrEnum):
    """Why the list changed nothing."""

    NOT_SHARED = "not_shared"
    NOT_READ = "not_read"
    NONE_HERE = "none_here"
    FORGOTTEN = "forgotten"
