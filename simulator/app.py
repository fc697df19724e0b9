"""The simulator's front door: every request is counted, limited, perhaps spoiled, and answered."""

from dataclasses import replace

from simulator.access import TokenBook
from simulator.battlenet import BattleNet
from simulator.routes import Kind, route
from simulator.wire import Answer, Delivery, Request
from simulator.world import World


class App:
    """Hands requests to the part that answers them."""

    def __init__(self, world: World, *, token_seconds: int, latency_ms: float) -> None:
        self.world = world
        self.tokens = TokenBook(token_seconds)
        self.battlenet = BattleNet(world, self.tokens)
        self.latency_ms = latency_ms

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        where = route(request.path)
        answer = (
            self.tokens.grant(request) if where.kind is Kind.TOKEN else self.battlenet.answer(request, where)
        )
        if self.latency_ms:
            return replace(answer, delivery=Delivery(delay_seconds=self.latency_ms / 1_000))
        return answer
