"""What keeps everybody from being looked at again, as pages of cache health tell it."""

import pytest

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.sync.seen import BATTLENET, NO_ANSWER, REDIS, worker_of
from webapp.sync.sightings import write_down


def hindrances(cast: Cast) -> list[str]:
    """Return what the pages of the server and of a guild say before "Sync status", if they do."""
    pages = (("Khadgar", "/operations/cache/"), ("Jaina", f"{PAGE}cache/"))
    texts = [cast.browser(who).get(path).text.partition("Nobody looks again while ") for who, path in pages]
    return [rest.partition(". <a")[0] for _, found, rest in texts if found]


class TestWhatHinders:
    @pytest.mark.parametrize(
        ("name", "words"),
        [(REDIS, "Redis does not answer"), (worker_of(Queue.SYNC), "the queue “sync” has no worker")],
    )
    def test_it_is_said_on_both_pages_as_soon_as_it_is_written_down(
        self, cast: Cast, name: str, words: str
    ) -> None:
        assert hindrances(cast) == []

        with cast.app.app_context():
            write_down({name: NO_ANSWER}, clock.now())

        assert hindrances(cast) == [words, words]

    def test_a_source_that_does_not_answer_is_asked_again_all_the_same(self, cast: Cast) -> None:
        with cast.app.app_context():
            write_down({BATTLENET: NO_ANSWER}, clock.now())

        assert hindrances(cast) == []
