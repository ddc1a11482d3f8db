"""Whose clients there are, known without patching a description and without importing kco.

A pipeline that is broken is then told by the tests that are about it, and not by a plugin that cannot be
loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.configuration import Api, load_configuration

__all__ = ["APIS", "MODES", "ROOT", "VENDORS"]

ROOT = Path(__file__).parents[2]

APIS: Mapping[str, Api] = {api.name: api for api in load_configuration(ROOT).apis}
"""What a client is generated for, by the names of the sub-packages."""

VENDORS: tuple[str, ...] = tuple(APIS)

MODES = ("sync", "async")
