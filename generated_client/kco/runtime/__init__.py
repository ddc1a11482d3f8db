# Copied from generator/client/runtime/__init__.py by "make generate"; change that, not this.
"""The hand-written core that every generated client stands on; it knows HTTP and JSON, no particular API.

A call passes through six rooms: 1 client (the call arrives), 2 request (arguments become bytes), 3 attempts (one call
over its attempts, and what became of it), 4 transport (a request goes out, an answer comes in), 5 response (an answer
becomes a value or an error), 6 models (JSON becomes models). The other modules are what these share.
"""
