"""Ask about many at once; a question that one character makes fail is cut until that one is alone."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from webapp.clients.upstream.errors import RateLimited, Unauthorised, UpstreamError
from webapp.clients.warcraftlogs import CharacterLogs, LogsSubject

Ask = Callable[[Sequence[LogsSubject]], Sequence[CharacterLogs]]

MOST_QUESTIONS = 26
"""For one handful: enough to find two of 50 who make every question about them fail."""
HOPELESS_AFTER = 5
"""Questions without any answer, the whole, its halves and two quarters: it is nobody's fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of asking: answers by place, the trouble of who was not to be asked, and what ended it."""

    answers: Mapping[int, CharacterLogs]
    questions: int
    failure: UpstreamError | None = None
    """Nobody was answered: Warcraft Logs is in trouble."""
    halt: RateLimited | Unauthorised | None = None
    """Nothing more may be asked now; who has no answer was not asked about."""


def nobody(subjects: Sequence[LogsSubject], error: UpstreamError) -> Found:
    """Return what is found when no question could be asked, or none was answered."""
    if isinstance(error, RateLimited | Unauthorised):
        return Found(answers={}, questions=1, halt=error)
    failed = {place: CharacterLogs(subject=one, error=error) for place, one in enumerate(subjects)}
    return Found(answers=failed, questions=1, failure=error)


def ask_apart(ask: Ask, subjects: Sequence[LogsSubject]) -> Found:
    """Ask about all; what fails is asked again in halves, as long as that promises anything."""
    search = _Search(subjects)
    while search.waiting:
        places = search.waiting.popleft()
        search.questions += 1
        try:
            search.note_answers(places, ask([subjects[place] for place in places]))
        except (RateLimited, Unauthorised) as error:
            return Found(answers=search.answers, questions=search.questions, halt=error)
        except UpstreamError as error:
            search.note_failure(places, error)
    if search.failure is not None and not search.is_served:
        return replace(nobody(subjects, search.failure), questions=search.questions)
    return Found(answers=search.answers, questions=search.questions)


class _Search:
    """How far one asking is: whom nobody asked about yet, by their places, and what came of the others."""

    def __init__(self, subjects: Sequence[LogsSubject]) -> None:
        self.subjects = subjects
        self.waiting = deque([range(len(subjects))])
        self.questions = 0
        self.answers: dict[int, CharacterLogs] = {}
        self.is_served = False
        self.failure: UpstreamError | None = None

    def note_answers(self, places: range, found: Sequence[CharacterLogs]) -> None:
        """Keep what was answered about the characters at these places."""
        self.is_served = True
        self.answers |= dict(zip(places, found, strict=True))

    def note_failure(self, places: range, error: UpstreamError) -> None:
        """Have halves asked about instead; give these up where that promises nothing, and all in the end."""
        is_over = self.questions >= (MOST_QUESTIONS if self.is_served else HOPELESS_AFTER)
        if not is_over and (halves := _halves(places, error)):
            self.waiting.extend(halves)
            return
        lost = [places, *self.waiting] if is_over else [places]
        if is_over:
            self.waiting.clear()
        self.answers |= {at: CharacterLogs(subject=self.subjects[at], error=error) for at in chain(*lost)}
        self.failure = error


def _halves(places: range, error: UpstreamError) -> list[range]:
    """Return what is worth asking instead; silence is nobody's fault, and waiting for it costs others."""
    if len(places) == 1 or error.status is None:
        return []
    middle = len(places) // 2
    return [places[:middle], places[middle:]]
