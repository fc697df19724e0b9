"""Read the form that says what is told where and when. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.lib.forms import BadForm, FieldProblem
from webapp.notifications import mail_text, webhook
from webapp.notifications.delivering.timing import HOUR, Rhythm, Times, zone_of
from webapp.notifications.kinds import Kind, Medium

Form = Mapping[str, Sequence[str]]
NO_KIND = "Choose what is told: at least one kind."
UNKNOWN = "Choose among the kinds of this page."
NO_RHYTHM = "Choose how often: at once, daily or weekly."
NO_ZONE = "Type a time zone such as Europe/Berlin or UTC."
NO_HOURS = "Type both hours, such as 22:00 and 08:00, or neither."
TYPED = ("rhythm", "timezone", "quiet_from", "quiet_until")
LONGEST = 64
_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChannel:
    """What an officer wants told where; ``address`` is None where it stays as it is."""

    address: str | None
    shown: str
    kinds: Sequence[Kind]
    times: Times


def read_channel(form: Form, medium: Medium, *, has_address: bool) -> WantedChannel:
    """Return what a form asks for; raise BadForm for every field that is wrong."""
    problems: list[FieldProblem] = []

    def wrong(field: str, sentence: str) -> None:
        problems.append(FieldProblem(f"{medium}-{field}", sentence))

    typed, kinds = _first(form, "address"), form.get("kind", ())
    address, shown = _address(typed, medium)
    if address is None and (typed or not has_address):
        wrong("address", webhook.WRONG if medium is Medium.DISCORD else mail_text.WRONG)
    if not kinds:
        wrong("kind", NO_KIND)
    elif not set(kinds) <= set(Kind):
        wrong("kind", UNKNOWN)
    times = _times(form, wrong)
    if problems:
        raise BadForm(*problems)
    chosen = [kind for kind in Kind if kind in kinds]
    return WantedChannel(address=address, shown=shown, kinds=chosen, times=times)


def typed_of(form: Form) -> Mapping[str, str]:
    """Return what was typed, to be shown again; never an address."""
    return {field: _first(form, field)[:LONGEST] for field in TYPED if field in form}


def clock_of(minute: int | None) -> str:
    """Return a minute of the day as forms have it."""
    return "" if minute is None else f"{minute // HOUR:02}:{minute % HOUR:02}"


def _first(form: Form, field: str) -> str:
    return next(iter(form.get(field, ())), "").strip()


def _address(typed: str, medium: Medium) -> tuple[str | None, str]:
    """Return an address as it is kept, and as it is shown."""
    if medium is Medium.DISCORD:
        path = webhook.path_of(typed)
        return path, "" if path is None else webhook.shown(path)
    addresses = mail_text.addresses_of(typed)
    return (None, "") if addresses is None else (",".join(addresses), mail_text.shown(addresses))


def _times(form: Form, wrong: Callable[[str, str], None]) -> Times:
    rhythm, timezone = _first(form, "rhythm") or Rhythm.AT_ONCE, _first(form, "timezone") or "UTC"
    if rhythm not in set(Rhythm):
        wrong("rhythm", NO_RHYTHM)
    if len(timezone) > LONGEST or zone_of(timezone) is None:
        wrong("timezone", NO_ZONE)
    hours = [_first(form, field) for field in ("quiet_from", "quiet_until")]
    found = [_HOUR.fullmatch(hour) for hour in hours]
    begin, end = (None if one is None else int(one[1]) * HOUR + int(one[2]) for one in found)
    if any(hours) and (begin is None or end is None):
        wrong("quiet", NO_HOURS)
    return Times(rhythm=rhythm, timezone=timezone, quiet_from=begin, quiet_until=end)
