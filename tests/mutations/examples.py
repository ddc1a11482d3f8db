"""A plugin for pytest: how Hypothesis looks for examples while faults are tried.

Every fault is tried on the same examples, and the first that fails is enough: nobody reads it, so the time
that making it small would take is better spent on the next fault.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

__all__ = ["PROFILE"]

PROFILE = "mutations"

settings.register_profile(
    PROFILE,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
