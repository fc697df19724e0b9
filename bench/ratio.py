"""What a benchmark returns, and how two things are timed fairly: in turns, median of several."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

TURNS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One figure to hold: ``value`` has to stay at or under ``limit``, or over it where more is better."""

    name: str
    value: float
    limit: float
    detail: str = ""
    more_is_better: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value >= self.limit if self.more_is_better else self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Timing:
    """Median CPU seconds of two ways that did the same work in turns."""

    ours: float
    baseline: float

    @property
    def ratio(self) -> float:
        """How many times the baseline's CPU ours takes."""
        return self.ours / self.baseline


def compare_cpu(ours: Callable[[], object], baseline: Callable[[], object], *, turns: int = TURNS) -> Timing:
    """Run both in turns after one warm-up each and return the medians of CPU time."""
    ours()
    baseline()
    pairs = [(_cpu_seconds(ours), _cpu_seconds(baseline)) for _ in range(turns)]
    return Timing(statistics.median(ours for ours, _ in pairs), statistics.median(base for _, base in pairs))


def _cpu_seconds(run: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    run()
    return time.process_time() - started
