"""How many calls a client id may make, shared by all of its processes."""

from webapp.lib.governor.governor import Governor
from webapp.lib.governor.limits import Capacity, GovernorBusy, GovernorState, Limits, Reason, Slot
from webapp.lib.governor.retry_after import parse_retry_after

__all__ = [
    "Capacity",
    "Governor",
    "GovernorBusy",
    "GovernorState",
    "Limits",
    "Reason",
    "Slot",
    "parse_retry_after",
]
