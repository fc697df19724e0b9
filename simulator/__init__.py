"""The outside world for demo, development and tests: a real HTTP server that stands in for Battle.net."""

from simulator.process import Simulator

__all__ = ["Simulator"]
