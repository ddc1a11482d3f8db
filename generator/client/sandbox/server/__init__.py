"""The sandbox as a real HTTP server, for other languages, other processes, and ``curl``.

It needs the extra ``kco[sandbox]``: uvicorn, which speaks HTTP/1.1, and jsonschema, which checks
request bodies against the description. This package carries bytes to and from the service, which has the
rules. `kco.sandbox` imports nothing of it.

    sandbox = new_sandbox("kustom")
    with Server(sandbox) as server:
        client = kco.Kustom(api_key=sandbox.api_key, base_url=server.url, environment="playground")

``python -m kco.sandbox`` runs the same from a command line.
"""

from .running import Server, new_sandbox

__all__ = ["Server", "new_sandbox"]
