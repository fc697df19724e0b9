"""The words for a run that pages share: what it does, how fast, and what went wrong in it. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from webapp.clients.warcraftlogs.sentences import SENTENCES as OF_LOGS
from webapp.freshness.telling import duration
from webapp.freshness.why import CAUSES, error_word
from webapp.sync.facts import RunFacts
from webapp.web.failure_words import failure_label
from webapp.words import RunKind

TITLES = {
    RunKind.ROSTER: "Reading the roster",
    RunKind.CHARACTERS: "Updating characters",
    RunKind.GAME_DATA: "Reading game data",
    RunKind.LOGS: "Reading logs",
}


def run_sentence(run: RunFacts) -> str:
    """Return how a run ended, in numbers."""
    parts = [f"{run.done:,} checked", f"{run.changed:,} changed"]
    parts += [f"{run.failed:,} failed"] if run.failed else []
    return ", ".join([*parts, _calls(run)])


def _calls(run: RunFacts) -> str:
    return "1 call" if run.calls == 1 else f"{run.calls:,} calls"


def figures(run: RunFacts) -> Iterator[str]:
    """Yield how fast a run is, how long it still takes, and what it has cost."""
    if run.calls_per_second is not None:
        yield f"{run.calls_per_second:g} calls a second"
    if run.seconds_left is not None:
        yield f"about {duration(timedelta(seconds=run.seconds_left))} left"
    if run.calls:
        yield _calls(run)
    if run.not_modified:
        yield f"{run.not_modified:,} not changed at Blizzard"


def remarks(run: RunFacts) -> Iterator[str]:
    """Yield why a run waits, and what failed in it by its cause."""
    if run.message:
        yield run.message
    causes = OF_LOGS if run.kind is RunKind.LOGS else CAUSES
    for outcome, number in sorted(run.failed_by_class.items()):
        word = error_word(outcome)
        whose = "1 character" if number == 1 else f"{number:,} characters"
        yield f"{whose}: {causes[word] if word else failure_label(outcome)}"
