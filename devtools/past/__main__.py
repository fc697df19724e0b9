"""python -m devtools.past: write the demo guild's made-up past, and end."""

import sys

from devtools.environment import SIMULATED_CLIENT
from devtools.past.story import WEEKS
from devtools.past.writing import write_past
from devtools.terminal import Problem, problems_end_the_command, say
from devtools.up import DEMO
from webapp import create_app
from webapp.config import current_settings
from webapp.lib import clock


def main() -> None:
    """Write it into the database of this environment, if its Battle.net is the simulator."""
    with create_app().app_context():
        if current_settings().battlenet_client_id != SIMULATED_CLIENT:
            raise Problem("a past is made up for the simulator's guild only.")
        rows = write_past(DEMO, clock.now())
    if rows:
        say(f"The demo guild's past of {WEEKS} weeks is made up, like its people ({rows:,} rows).")


if __name__ == "__main__":
    with problems_end_the_command():
        main()
    sys.exit(0)
