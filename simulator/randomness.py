"""Numbers that are a pure function of the seed and of what they are for."""

from typing import TypeVar

_MASK = (1 << 64) - 1
T = TypeVar("T")


def mix(seed: int, *parts: int) -> int:
    """Return 64 well-mixed bits of the seed and the parts (SplitMix64's finaliser per part)."""
    value = seed & _MASK
    for part in parts:
        value = (value + 0x9E3779B97F4A7C15 + part * 0xD1B54A32D192ED03) & _MASK
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
        value ^= value >> 31
    return value


def unit(seed: int, *parts: int) -> float:
    """Return a number in [0, 1)."""
    return (mix(seed, *parts) >> 11) / (1 << 53)


def pick(options: tuple[T, ...], number: int) -> T:
    """Return one of the options, chosen by a mixed number."""
    return options[number % len(options)]
