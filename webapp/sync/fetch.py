"""A streaming pipeline: threads ask Battle.net, the job's thread alone has the database."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event

from webapp.clients.battlenet import BattleNet
from webapp.sync.character_fetch import fetch_character
from webapp.sync.results import CharacterFetch
from webapp.sync.subjects import Subject

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Task:
    subject: Subject
    future: "Future[CharacterFetch]"


class Pipeline:
    """Characters go in, looks come out in whatever order they end; nothing waits for a whole batch."""

    def __init__(self, client: BattleNet, *, threads: int, clock: Clock) -> None:
        self._client, self._clock = client, clock
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sync")
        self._tasks: dict[int, _Task] = {}
        self._ended: SimpleQueue[int] = SimpleQueue()
        self._stopping = Event()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._tasks

    @property
    def wants_more(self) -> bool:
        """Whether fewer characters wait than would keep every thread busy."""
        return len(self._tasks) < 2 * self._threads

    @property
    def is_stopping(self) -> bool:
        """Whether looks are being cut short."""
        return self._stopping.is_set()

    def submit(self, subjects: Iterable[Subject]) -> None:
        """Queue characters for the threads."""
        for subject in subjects:
            future = self._pool.submit(self._fetch, subject)
            self._tasks[subject.target_id] = _Task(subject, future)
            future.add_done_callback(lambda _done, key=subject.target_id: self._ended.put(key))  # type: ignore[misc]

    def take(self, *, seconds: float) -> list[CharacterFetch]:
        """Return the looks that have ended; waits at most so long for the first."""
        looks: list[CharacterFetch] = []
        wait = seconds
        while self._tasks:
            try:
                key = self._ended.get(timeout=wait) if wait else self._ended.get_nowait()
            except Empty:
                break
            wait = 0.0
            task = self._tasks.pop(key, None)
            if task is not None and not task.future.cancelled():
                looks.append(task.future.result())
        return looks

    def stop(self) -> None:
        """Let every look end after the call that it is in."""
        self._stopping.set()

    def abandon(self, concerns: Callable[[Subject], bool] = lambda _: True) -> list[Subject]:
        """Take back what no thread has begun, of all characters or of those that it concerns."""
        backlog = [task for task in self._tasks.values() if concerns(task.subject) and task.future.cancel()]
        for task in backlog:
            del self._tasks[task.subject.target_id]
        return [task.subject for task in backlog]

    def unfinished(self) -> list[Subject]:
        """Return what is under way still."""
        return [task.subject for task in self._tasks.values()]

    def close(self) -> None:
        """Let the threads go; one in a call ends by itself at the call's deadline."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _fetch(self, subject: Subject) -> CharacterFetch:
        return fetch_character(self._client, subject, self._clock(), is_stopping=self._stopping.is_set)
