"""Two processes watch each other, so that killing either of them still ends everything that was started.

The front is what a person started and what Ctrl-C reaches. The supervisor is its child and starts the rest.
Front killed: the kernel asks the supervisor to stop in order. Supervisor killed: the front, as the adopter of
orphans, ends what is left.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from devtools.processes import adopt_orphans, die_with_parent, end_descendants

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 3.0  # seconds for what a killed supervisor left behind


def run_guarded(supervise: Callable[[], int]) -> int:
    """Run `supervise` in a child process; return its exit code when nothing of what it started is left."""
    adopt_orphans()
    watch_front = die_with_parent(signal.SIGTERM)
    sys.stdout.flush()
    supervisor = os.fork()
    if supervisor == 0:
        os.setsid()  # Ctrl-C is for the front alone, which passes it on once
        watch_front()
        adopt_orphans()
        try:
            raise SystemExit(supervise())
        finally:
            end_descendants(grace=1)
    _pass_on_stop_signals(supervisor)
    _, status = os.waitpid(supervisor, 0)
    end_descendants(grace=GRACE)
    return exit_code(status)


def exit_code(status: int) -> int:
    """Return the exit code in the manner of shells: 128 + signal for a killed process."""
    code = os.waitstatus_to_exitcode(status)
    return 128 - code if code < 0 else code


def _pass_on_stop_signals(supervisor: int) -> None:
    def pass_on(_number: int, _frame: FrameType | None) -> None:
        os.kill(supervisor, signal.SIGTERM)

    for number in STOP_SIGNALS:
        # nohup asks us to ignore SIGHUP; a script's & ignores SIGINT too, but whoever sends that means it.
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, pass_on)
