"""The server's health for programs: one word for everybody, every check for those who run it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webapp.extensions import db
from webapp.operations import reading
from webapp.operations.health import Check, Health, Verdict, verdict_of
from webapp.operations.look import look_at_everything
from webapp.operations.plan import plan_of
from webapp.operations.summing_up import summed_up
from webapp.sync.places import CALLS_A_CHARACTER
from webapp.web.filters import iso

WORDS: Mapping[Health, str] = {
    Health.OK: "ok",
    Health.NEW: "ok",
    Health.PAUSED: "paused",
    Health.LATE: "degraded",
    Health.UNKNOWN: "degraded",
    Health.DOWN: "degraded",
}
"""What strangers are told. Pages work in each of these; without the database there is no answer but 503."""


def public_health(now: datetime) -> dict[str, Any]:
    """Return the one word."""
    return {"status": _word(verdict_of(look_at_everything(db.session(), None, now).checks))}


def detailed_health(now: datetime) -> dict[str, Any]:
    """Return the word, the sentence, every check, and the next hour."""
    session = db.session()
    look = look_at_everything(session, None, now)
    verdict = verdict_of(summed_up(look.checks))
    plan = plan_of(
        reading.read_plan(session, None, now),
        calls_each=CALLS_A_CHARACTER,
        per_hour=look.governor.per_hour,
        per_second=look.governor.per_second,
        now=now,
    )
    return {
        "status": _word(verdict),
        "asOf": iso(now),
        "sentence": verdict.title,
        "checks": [_check(check) for check in look.checks],
        "nextHour": {
            "load": plan.load.value,
            "dueNow": plan.due,
            "looks": plan.things,
            "calls": plan.calls,
            "allowance": plan.capacity,
        },
    }


def _word(verdict: Verdict) -> str:
    return WORDS[verdict.health]


def _check(check: Check) -> dict[str, Any]:
    return {
        "subject": check.subject,
        "health": check.health.value,
        "sentence": f"{check.subject} {check.words}.",
        "since": None if check.since is None else iso(check.since),
        "stillWorks": check.works or None,
    }
