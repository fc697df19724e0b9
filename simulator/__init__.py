"""The outside world for demo, development and tests: a real HTTP server that stands in for Battle.net."""

from simulator.control import Control, ControlError
from simulator.process import Simulator

__all__ = ["Control", "ControlError", "Simulator"]
