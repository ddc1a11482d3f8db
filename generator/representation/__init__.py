"""An API in values that are ready to be written as Python.

openapi-python-client parses the patched description and decides the names of classes; the modules
here turn its result, together with what it does not pass on (constraints, headers, our extensions),
into the values of `api`.
"""

from .api import ApiRepresentation
from .build import represent
from .shared import share

__all__ = ["ApiRepresentation", "represent", "share"]
