"""Streams have room of their own, so that slow readers leave threads to everybody else."""

import socket
from datetime import timedelta

import pytest

from tests.rights.cast import Cast
from webapp import server
from webapp.search.everybody.room import HUNG_UP_AFTER, MOST_AT_ONCE, ROOM, Room
from webapp.search.everybody.streaming import LONGEST

QUERY = "/search/characters/?q=rank<=9"


class TestRoom:
    def test_most_threads_of_a_process_are_for_other_pages(self) -> None:
        assert server.threads >= 2 * MOST_AT_ONCE
        assert HUNG_UP_AFTER > LONGEST

    def test_a_place_is_given_back_once(self) -> None:
        room = Room(1)
        leave = room.enter(None)
        assert leave is not None
        assert room.enter(None) is None

        leave()
        leave()

        again = room.enter(None)
        assert again is not None
        again()

    def test_who_reads_too_slowly_is_hung_up_on(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            leave = Room(1).enter(ours, longest=timedelta(seconds=0.2))

            with pytest.raises(BrokenPipeError):
                ours.sendall(b"x" * 50_000_000)

            assert leave is not None
            leave()

    def test_who_is_gone_is_hung_up_on_without_harm(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            leave = Room(1).enter(ours)
            assert leave is not None
            leave()

            theirs.sendall(b"y")
            assert ours.recv(1) == b"y"


class TestStreams:
    def test_one_more_is_told_to_wait_and_a_place_is_free_behind_each(self, cast: Cast) -> None:
        browser = cast.browser("Thrall")
        places = [ROOM.enter(None) for _ in range(MOST_AT_ONCE)]

        refused = browser.get(QUERY)
        for leave in places:
            assert leave is not None
            leave()

        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
        assert "Others search through all guilds" in refused.text
        assert 'value="rank&lt;=9"' in refused.text
        for _ in range(MOST_AT_ONCE + 1):
            browser.head(QUERY).close()
            answer = browser.get(QUERY)
            assert "these are all" in answer.text
            answer.close()
