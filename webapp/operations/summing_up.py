"""Checks that say the same thing, said once: for a verdict, not for whoever counts checks. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from webapp.operations.health import Check, Health

WITHOUT_WORKERS = (
    "Every page works, and wishes are kept as rows. Nothing is fetched until workers run: one for each queue."
)
_A_QUEUE = "The queue "


def summed_up(checks: Sequence[Check]) -> Sequence[Check]:
    """Return what a verdict is made of: where no queue has a worker there are none, and that is one trouble.

    Nobody knows of any queue while Redis is away; that is no trouble besides.
    """
    queues = [check for check in checks if check.subject.startswith(_A_QUEUE)]
    if len({(check.health, check.words) for check in queues}) != 1:
        return checks
    if queues[0].health is Health.UNKNOWN:
        return [check for check in checks if check not in queues]
    if queues[0].health is not Health.DOWN:
        return checks
    since = min((check.since for check in queues if check.since is not None), default=None)
    none = replace(queues[0], subject="The workers", words="do not run", since=since, works=WITHOUT_WORKERS)
    return [none if check is queues[0] else check for check in checks if check not in queues[1:]]
