"""Whether the committed package is what its inputs make: the lock that says so, and the check that asks it."""
