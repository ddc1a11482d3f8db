# Copied from generator/client/runtime/__init__.py by "make generate"; change that, not this.
"""The hand-written core that every generated client stands on; it knows HTTP and JSON, no particular API."""
