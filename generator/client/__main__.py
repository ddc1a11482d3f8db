"""``python -m kco``: what the package has, and where to go on."""

from __future__ import annotations

from typing import Final

from . import __version__

__all__ = ["main"]

_TEXT: Final = """\
kco {version}: the client for the Order Management API of Kustom and of Klarna

  import kco               clients: kco.Kustom, kco.Klarna, kco.AsyncKustom, kco.AsyncKlarna;
                           with environment="sandbox" they need no account and no network
  python -m kco.sandbox    the sandbox over HTTP, for curl and for other languages
                           (pip install 'kco[sandbox]'; --help has the options)
  pytest                   the fixtures kco_sandbox, kco_client and kco_async_client
                           (pytest --fixtures describes them)
  python -m pydoc kco      the documentation of every public name
"""


def main() -> None:
    """Print what there is."""
    print(_TEXT.format(version=__version__), end="")


if __name__ == "__main__":
    main()
