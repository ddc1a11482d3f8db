"""Turns published OpenAPI descriptions, patched by our overlays, into an installable client.

Every step takes a value and returns a value; only the command line (`__main__`) and the modules
that say so touch files. No step knows a particular API: what is special about one lives in its
description, its overlays, its hand-written parts and the configuration in `pyproject.toml`.
"""
