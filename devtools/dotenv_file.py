"""Read .env, and say which line is wrong instead of guessing; values are never printed."""

from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from devtools.terminal import Problem


def read_dotenv(path: Path) -> dict[str, str]:
    """Return the settings of a file, none when it is absent. Raises Problem with the number of a bad line."""
    if not path.exists():
        return {}
    try:
        bad_line = _bad_line(path)
    except IsADirectoryError as error:
        raise Problem(f"{path} is a folder; it should be a file of lines NAME=value.") from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path} cannot be read as UTF-8: save it with that encoding.") from error
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error
    if bad_line is not None:
        raise Problem(f"{path} line {bad_line} is not of the form NAME=value.")
    return {name: value for name, value in dotenv_values(path).items() if value}


def _bad_line(path: Path) -> int | None:
    """Return the number of the first line that says nothing."""
    with path.open(encoding="utf-8") as stream:
        bad = (one for one in parse_stream(stream) if one.error or (one.key and one.value is None))
        first = next(bad, None)
    return None if first is None else first.original.line
