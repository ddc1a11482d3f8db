"""Turns published OpenAPI descriptions, patched by our overlays, into an installable client.

Every step takes a value and returns a value; files are touched by the commands, by `sources`,
`documents`, `configuration` and `output`, and by those that run other programs: `git`, `upstream` and
the formatter in `rendering`. No step knows a particular API: what is special about one is in its
description, its overlays, its hand-written parts and the configuration in `pyproject.toml`.
"""
