"""Read the form that says what is told where. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.lib.forms import BadForm, FieldProblem
from webapp.notifications.kinds import Kind
from webapp.notifications.webhook import WRONG, path_of

Form = Mapping[str, Sequence[str]]
NO_KIND = "Choose what is told: at least one kind."
UNKNOWN = "Choose among the kinds of this page."


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChannel:
    """What an officer wants told where; ``path`` is None where the address stays as it is."""

    path: str | None
    kinds: Sequence[Kind]


def read_channel(form: Form, *, has_address: bool) -> WantedChannel:
    """Return what a form asks for; raise BadForm for every field that is wrong."""
    typed, kinds, problems = next(iter(form.get("address", ())), "").strip(), form.get("kind", ()), []
    path = path_of(typed)
    if path is None and (typed or not has_address):
        problems.append(FieldProblem("address", WRONG))
    if not kinds:
        problems.append(FieldProblem("kind", NO_KIND))
    elif not set(kinds) <= set(Kind):
        problems.append(FieldProblem("kind", UNKNOWN))
    if problems:
        raise BadForm(*problems)
    return WantedChannel(path=path, kinds=[kind for kind in Kind if kind in kinds])
