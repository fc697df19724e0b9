"""A running simulator: world, application and server, started and stopped together."""

from types import TracebackType
from typing import Self

from simulator.activity import DAY_SECONDS
from simulator.app import App
from simulator.clock import WorldClock
from simulator.server import Server
from simulator.world import World

DEFAULT_SEED, DEFAULT_MEMBERS, DEFAULT_TOKEN_SECONDS = 7, 60, 86_399
_SPARE_CHARACTERS = 440


class Simulator:
    """Runs a simulator in a thread of this process; use as a context manager."""

    def __init__(
        self,
        *,
        members: int = DEFAULT_MEMBERS,
        characters: int | None = None,
        seed: int = DEFAULT_SEED,
        latency_ms: float = 0.0,
        token_seconds: int = DEFAULT_TOKEN_SECONDS,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        clock = WorldClock()
        anchor = int(clock.now() // DAY_SECONDS) * DAY_SECONDS
        everybody = characters if characters is not None else members + _SPARE_CHARACTERS
        self.world = World(seed=seed, members=members, characters=everybody, clock=clock, anchor=anchor)
        self.app = App(self.world, token_seconds=token_seconds, latency_ms=latency_ms)
        self._server = Server(self.app.answer, host=host, port=port)
        self.host, self.port = self._server.host, self._server.port
        self.url = f"http://{self.host}:{self.port}"

    def start(self) -> Self:
        """Begin to answer."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop answering and close every connection."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
