"""A running simulator: world, application and server, started and stopped together."""

from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator import state
from simulator.activity import DAY_SECONDS
from simulator.app import App
from simulator.clock import WorldClock
from simulator.control import Control
from simulator.server import Server
from simulator.world import World

DEFAULT_SEED, DEFAULT_MEMBERS, DEFAULT_TOKEN_SECONDS = 7, 60, 86_399
_SPARE_CHARACTERS = 440


class Simulator:
    """Runs a simulator in a thread of this process; use as a context manager."""

    def __init__(  # noqa: PLR0913 - one keyword for each flag of the command
        self,
        *,
        members: int = DEFAULT_MEMBERS,
        characters: int | None = None,
        seed: int = DEFAULT_SEED,
        latency_ms: float = 0.0,
        token_seconds: int = DEFAULT_TOKEN_SECONDS,
        host: str = "127.0.0.1",
        port: int = 0,
        state_file: Path | None = None,
        has_warcraftlogs: bool = True,
    ) -> None:
        everybody = characters if characters is not None else members + _SPARE_CHARACTERS
        self.world = _world(seed=seed, members=members, characters=everybody, state_file=state_file)
        self.app = App(self.world, token_seconds=token_seconds, latency_ms=latency_ms)
        self.app.warcraftlogs.is_down = not has_warcraftlogs
        if state_file is not None:
            self.app.control.on_change = partial(state.save, self.world, state_file)
        self._server = Server(self.app.answer, host=host, port=port)
        self.host, self.port = self._server.host, self._server.port
        self.url = f"http://{self.host}:{self.port}"
        self.control = Control(self.url)

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


def _world(*, seed: int, members: int, characters: int, state_file: Path | None) -> World:
    """Make the world, as a state file left it if that fits."""
    saved = state.load(state_file) if state_file is not None else {}
    if not state.fits(saved, seed=seed, members=min(members, characters), characters=characters):
        saved = {}
    clock = WorldClock(**saved.get("clock", {}))
    today = int(clock.now() // DAY_SECONDS) * DAY_SECONDS
    world = World(
        seed=seed, members=members, characters=characters, clock=clock, anchor=saved.get("anchor", today)
    )
    state.apply(world, saved)
    if state_file is not None:
        state.save(world, state_file)
    return world
