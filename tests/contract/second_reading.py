"""Has payloads judged by the client and by pydantic, and says where they disagree.

Either is asked which places it objects to, what it reads, and which JSON it gives back. Where neither
objects the values must be equal; what the client gives back must be what came in, whoever objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Literal, TypeAlias

from attrs import field, frozen
from kco.runtime.encoding import to_bytes
from kco.runtime.errors import ResponseError
from kco.runtime.messages import Answer, Headers
from kco.runtime.models import Model
from kco.runtime.operation import Operation
from kco.runtime.response import UnreadableAnswerError, response_error
from pydantic import TypeAdapter, ValidationError

from .comparing import aligned, located, path_of, plain, unequal, wholes
from .contract_models import contract_models
from .descriptions import Described, Json, Schema
from .places import ABSENT

__all__ = ["Disagreement", "Part", "Reading", "Subject", "subjects"]

Part: TypeAlias = Literal["request", "answer", "error"]
_ERROR_FIELDS = ("correlation_id", "error_code", "error_messages")


@frozen(kw_only=True)
class Disagreement:
    """One place of one payload, of which two readings say different things.

    Args:
        about: ``verdict``, whether the place is as described; ``value``, what is read; ``JSON``, what is
            given back; ``loss``, what the client gives back against what came in.
        part: what the payload is: the body of a request, of an answer, or of an error.
        path: the place, e.g. ``order_lines[3].quantity``.
        found: what stands there; `ABSENT` if nothing does.
        schema: what the description says of the place; empty if nothing.
        kco: the client's objection, value or JSON; ``None`` for no objection.
        pydantic: the same of pydantic, or what came in.
        read: what the client made of the place.
    """

    about: Literal["verdict", "value", "JSON", "loss"]
    part: Part
    path: str
    found: Json
    schema: Schema = field(repr=False)
    kco: Any
    pydantic: Any
    read: Any

    def __str__(self) -> str:
        found = "nothing" if self.found is ABSENT else _short(self.found)
        return (
            f"{self.part} at {self.path or 'the whole'}, where {found} stands: the {self.about} "
            f"is {_short(self.kco)} of kco and {_short(self.pydantic)} of pydantic"
        )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:150]}…{text[-50:]}"


@frozen(kw_only=True)
class Reading:
    """What one of the two makes of a payload.

    Args:
        objections: what is wrong, by path.
        value: what was read, as plain data by the names in JSON; `ABSENT` if nothing can be.
        json: what is given back; `ABSENT` if nothing can be.
        raised: of an error, what the caller sees, as plain data.
    """

    objections: Mapping[str, str]
    value: Any = ABSENT
    json: Json = ABSENT
    raised: Any = ABSENT


@frozen(kw_only=True)
class Subject:
    """A body of an operation: of its request, of its answer, or of its errors.

    Args:
        described: the operation, as the description has it.
        part: which of its bodies.
        schema: what the description says of the body.
        statuses: what it comes with.
    """

    described: Described
    part: Part
    schema: Schema = field(repr=False)
    statuses: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.described} {self.part}"

    def disagreements(
        self, payload: Json, *, operation: Operation[Any] | None = None
    ) -> Iterator[Disagreement]:
        """Yield every place of a payload in which the readings differ.

        Args:
            payload: a body, as decoded JSON.
            operation: what reads it for the client, in place of its own operation.
        """
        content = json.dumps(payload).encode()
        kco = self._by_kco(content, operation or self._operation())
        pydantic = self._by_pydantic(content)
        for path, ours, theirs in _verdicts(kco.objections, pydantic.objections):
            yield self._at(path, payload, kco, about="verdict", kco=ours, pydantic=theirs)
        for path, ours, source in unequal(kco.json, payload):
            yield self._at(path, payload, kco, about="loss", kco=ours, pydantic=source)
        for path, ours, theirs in unequal(kco.json, pydantic.json):
            yield self._at(path, payload, kco, about="JSON", kco=ours, pydantic=theirs)
        for value in (kco.value, kco.raised):
            for path, ours, theirs in unequal(value, pydantic.value):
                if path not in kco.objections:
                    yield self._at(path, payload, kco, about="value", kco=ours, pydantic=theirs)

    def _at(self, path: str, payload: Json, reading: Reading, **said: Any) -> Disagreement:
        found, schema = located(self.described.vendor, self.schema, payload, path)
        read, _ = located(self.described.vendor, self.schema, reading.value, path)
        return Disagreement(part=self.part, path=path, found=found, schema=schema, read=read, **said)

    def _operation(self) -> Operation[Any]:
        operations: Mapping[str, Operation[Any]]
        operations = import_module(f"kco.{self.described.vendor}.operations").OPERATIONS
        return operations[self.described.name]

    def _by_kco(self, content: bytes, operation: Operation[Any]) -> Reading:
        match self.part:
            case "request":
                return _checked(content, operation)
            case "answer":
                return _answered(content, operation, self.statuses[0])
            case "error":
                models = import_module(f"kco.{self.described.vendor}.models")
                return _raised(content, models.ErrorMessage, self.statuses[len(content) % len(self.statuses)])

    def _by_pydantic(self, content: bytes) -> Reading:
        adapter = _adapter(self.described.vendor, self.schema)
        try:
            read = adapter.validate_json(content, strict=True)
        except ValidationError as error:
            objections: dict[str, str] = {}
            for found in error.errors(include_url=False, include_context=False, include_input=False):
                objections.setdefault(path_of(found["loc"]), found["type"])
            return Reading(objections=objections)
        dumped = adapter.dump_python(read, mode="json", by_alias=True, exclude_unset=True)
        return Reading(objections={}, value=plain(read), json=dumped)


def _verdicts(
    ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield every place to which one objects and the other does not.

    Who refuses the whole says nothing of its parts: pydantic does not look into a list that is too long.
    """
    if "" in ours and "" not in theirs:
        yield "", ours[""], next((f"{what} at {path}" for path, what in theirs.items()), None)
        return
    for path in {**ours, **theirs}:
        if not (_refused(path, ours) and _refused(path, theirs)):
            yield path, ours.get(path), theirs.get(path)


def _refused(path: str, objections: Mapping[str, str]) -> bool:
    return any(whole in objections for whole in wholes(path))


def _checked(content: bytes, operation: Operation[Any]) -> Reading:
    """Have a request body judged by the strict writer, and written."""
    assert operation.body is not None
    payload = json.loads(content)
    objections = {found.path: found.message for found in operation.body().check(payload, "")}
    return Reading(objections=objections, json=json.loads(to_bytes(operation.body().encode(payload))))


def _answered(content: bytes, operation: Operation[Any], status: int) -> Reading:
    """Have an answer read by the liberal reader, the way a call would."""
    try:
        read = operation.result.read(Answer(status, Headers(), content), None)
    except UnreadableAnswerError as error:
        return Reading(objections={"": str(error)})
    models = read if isinstance(read, tuple) else (read,)
    objections = {}
    for index, model in enumerate(models):
        for issue in model.decode_issues:
            placed = issue.below(f"[{index}]") if isinstance(read, tuple) else issue
            objections[placed.path] = f"{issue.expected}, not {issue.found}"
    given = [model.to_dict() for model in models]
    return Reading(
        objections=objections,
        value=aligned(plain(read), json.loads(content)),
        json=given if isinstance(read, tuple) else given[0],
    )


def _raised(content: bytes, model: type[Model], status: int) -> Reading:
    """Have an error read: by its model, which notes what is odd, and by what a call raises."""
    error = response_error(
        Answer(status, Headers(), content),
        {},
        operation="orders.get",
        idempotency_key=None,
        attempts=1,
        outcome="rejected",
    )
    assert isinstance(error, ResponseError)
    raised = {name: getattr(error, name) for name in _ERROR_FIELDS}
    body = json.loads(content)
    if not isinstance(body, dict):
        return Reading(objections={"": "not an object"}, raised=plain(raised))
    read = model.from_dict(body)
    objections = {issue.path: f"{issue.expected}, not {issue.found}" for issue in read.decode_issues}
    return Reading(
        objections=objections, value=aligned(plain(read), body), json=read.to_dict(), raised=plain(raised)
    )


_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(vendor: str, schema: Schema) -> TypeAdapter[Any]:
    key = f"{vendor} {json.dumps(schema)}"
    if key not in _adapters:
        _adapters[key] = TypeAdapter(_type(vendor, schema))
    return _adapters[key]


def _type(vendor: str, schema: Schema) -> Any:
    if "$ref" in schema:
        return contract_models(vendor).classes[schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "array":
        return list[_type(vendor, schema["items"])]  # type: ignore[misc]
    raise NotImplementedError(f"a body that is neither a component nor an array of one: {schema}")


def subjects(described: Described) -> Iterator[Subject]:
    """Yield every JSON body of an operation, those of errors once for all that share a schema."""
    if described.body is not None:
        yield Subject(described=described, part="request", schema=described.body)
    shared: dict[str, list[int]] = {}
    for status, response in described.responses.items():
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if schema is not None and status.startswith("2"):
            yield Subject(described=described, part="answer", schema=schema, statuses=(int(status),))
        elif schema is not None:
            shared.setdefault(json.dumps(schema), []).append(int(status))
    for text, statuses in shared.items():
        yield Subject(described=described, part="error", schema=json.loads(text), statuses=tuple(statuses))
