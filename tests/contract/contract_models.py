"""Makes pydantic models of the patched descriptions: the same text, read by another hand.

datamodel-code-generator shares no line with our generator. Where its strict models and ours judge a
payload differently, one of the two has misread the description, unless the difference is meant. The
models are made once for each state of a description, beside the tests and never committed:
``make contract-models``, or the first test that asks for them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import frozen
from pydantic import BaseModel

from .descriptions import ROOT, VENDORS, description

__all__ = ["ContractModels", "contract_models", "make_contract_models"]

FOLDER = ROOT / "build/contract-models"

_GENERATOR = "datamodel-code-generator"
_MODELS = "models.py"
_METADATA = "metadata.json"
# Strict types, because the default reads "1" and 1.0 as the integer 1.
_OPTIONS = (
    "--input-file-type=openapi",
    "--openapi-scopes=schemas",
    "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11",
    "--use-annotated",
    "--field-constraints",
    "--enum-field-as-literal=all",
    "--extra-fields=allow",
    "--disable-timestamp",
    *("--strict-types", "str", "int", "bool"),
    *("--formatters", "black", "isort"),
)


@frozen(kw_only=True)
class ContractModels:
    """The second reading of one description.

    Attributes:
        module: the module that was made.
        classes: the model of each component schema, by the schema's name.
    """

    module: ModuleType
    classes: Mapping[str, type[BaseModel]]


@cache
def contract_models(vendor: str) -> ContractModels:
    """Return the second reading of a vendor's patched description; make it where it is not made yet."""
    folder = make_contract_models(description(vendor), FOLDER / vendor)
    name = f"contract_models_{vendor}"
    specification = importlib.util.spec_from_file_location(name, folder / _MODELS)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module  # pydantic looks up annotations there.
    specification.loader.exec_module(module)
    metadata = json.loads((folder / _METADATA).read_text("utf-8"))
    return ContractModels(
        module=module,
        classes={
            model["source_path"][-1]: getattr(module, model["class_name"])
            for model in metadata["models"]
            if model["source_path"][:-1] == ["components", "schemas"]
        },
    )


def make_contract_models(document: Mapping[str, Any], folder: Path) -> Path:
    """Make the models of a description, unless they are made already.

    Several processes may call this at once: each makes its own in a temporary folder, and the first to
    be done gives it its name.

    Args:
        document: an OpenAPI 3.0 description.
        folder: where the models of all states of this description are kept.

    Returns:
        The folder of the models: ``models.py``, and ``metadata.json``, which says what each was made of.

    Raises:
        RuntimeError: the description cannot be read; the message is the generator's.
    """
    content = json.dumps(document, ensure_ascii=False, indent=1)
    recipe = json.dumps([version(_GENERATOR), _OPTIONS, content])
    made = folder / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    if made.is_dir():
        return made
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as temporary:
        ours = Path(temporary) / made.name
        ours.mkdir()
        _make(content, ours)
        try:
            os.rename(ours, made)
        except OSError:
            if not made.is_dir():
                raise
    return made


def _make(content: str, folder: Path) -> None:
    (folder / "description.json").write_text(content, "utf-8")
    places = ("--input=description.json", f"--output={_MODELS}", f"--emit-model-metadata={_METADATA}")
    done = subprocess.run(
        [sys.executable, "-m", "datamodel_code_generator", *places, *_OPTIONS],
        cwd=folder,  # Where no settings of the project are found.
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{_GENERATOR} cannot read the description: {done.stderr.strip()[-1000:]}")


if __name__ == "__main__":
    for each in VENDORS:
        place = make_contract_models(description(each), FOLDER / each)
        print(f"{place.relative_to(ROOT)}: pydantic models of {len(contract_models(each).classes)} schemas")
