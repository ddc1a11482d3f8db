"""The hand-written core that every generated client stands on; it knows HTTP and JSON, no particular API."""
