"""Which cases Hypothesis makes up: the same in each run, and as slowly as a machine will."""

from hypothesis import HealthCheck, settings


def same_cases() -> None:
    """Make up the same cases in each run; ``--hypothesis-profile=explore`` looks for others.

    How long a case takes is the machine's affair: a busy one is no failure.
    """
    settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("same", settings.get_profile("explore"), derandomize=True, database=None)
    settings.load_profile("same")
