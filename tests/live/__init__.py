"""Compares the description, the sandbox and the real service: `make test-live`, never part of `make test`."""
