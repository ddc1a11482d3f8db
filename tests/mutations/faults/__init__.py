"""Every fault that is seeded, by the room of the pipeline that it sits in."""

from __future__ import annotations

from pathlib import Path

from ..seeding import Fault
from . import (
    delivery,
    descriptions,
    ensure,
    generator,
    lines,
    order_management,
    overlays,
    package,
    runtime,
    transport,
)

__all__ = ["all_faults"]


def all_faults(project: Path) -> tuple[Fault, ...]:
    """Return the faults to seed in a project, those of its overlay files found by looking.

    Args:
        project: the project's root.
    """
    return (
        *descriptions.FAULTS,
        *overlays.reverted(project),
        *overlays.FAULTS,
        *generator.FAULTS,
        *runtime.FAULTS,
        *delivery.FAULTS,
        *transport.FAULTS,
        *order_management.FAULTS,
        *lines.FAULTS,
        *ensure.FAULTS,
        *package.FAULTS,
    )
