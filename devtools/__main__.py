"""Start of every ./dev command; a package that is missing is said in one line."""

import sys

try:
    from devtools.commands import main
except ModuleNotFoundError as error:
    print(
        f"dev: the Python module {error.name} is missing: remove .venv, then run ./dev again.",
        file=sys.stderr,
    )
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
