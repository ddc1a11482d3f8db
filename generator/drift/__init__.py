"""Detects drift of the committed package from its inputs: the lock, and the check that reads it."""
