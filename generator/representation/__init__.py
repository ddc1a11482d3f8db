"""What an API is, in values that are ready to be written down as Python.

openapi-python-client parses the patched description and decides the names of classes; the modules
here turn its result, together with what it does not pass on (constraints, headers, our extensions),
into the values of `values`.
"""

from .api import (
    ApiRepresentation,
    Created,
    Enumeration,
    Field,
    Model,
    Operation,
    Parameter,
    Resource,
    Server,
    ValueType,
)
from .build import represent
from .shared import share

__all__ = [
    "ApiRepresentation",
    "Created",
    "Enumeration",
    "Field",
    "Model",
    "Operation",
    "Parameter",
    "Resource",
    "Server",
    "ValueType",
    "represent",
    "share",
]
