"""Faults in the core of every client: it knows what is described and does something else."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import ERRORS, LEAVING_OUT, REQUESTS, RESPONSES, SECOND_READING, SHAPES, UNKNOWN_NAMES

__all__ = ["FAULTS"]

CALLS = "generator/client/runtime/request.py"
ENCODING = "generator/client/runtime/encoding.py"
INTERPRETATION = "generator/client/runtime/response.py"
MODELS = "generator/client/runtime/models.py"
READING = "generator/client/runtime/reading.py"
RESULTS = "generator/client/runtime/response.py"
RULES = "generator/client/runtime/rules.py"
SCALARS = "generator/client/runtime/scalar_rules.py"

FAULTS = (
    # --- Requests
    Fault(
        name="ids are encoded twice",
        file=CALLS,
        edits=(replace('quote(value, safe="")', 'quote(quote(value, safe=""), safe="")'),),
        expected=REQUESTS,
    ),
    Fault(
        name="ids are not encoded",
        file=CALLS,
        edits=(replace('quote(value, safe="")', "value"),),
        expected=REQUESTS,
    ),
    Fault(
        name="a slash in an id divides it",
        file=CALLS,
        edits=(replace('quote(value, safe="")', "quote(value)"),),
        expected=REQUESTS,
    ),
    Fault(
        name="an id of two dots leads elsewhere",
        file=CALLS,
        edits=(replace('elif value in ("", ".", ".."):', 'elif value in ("", "."):'),),
        expected=REQUESTS,
    ),
    Fault(
        name="what is left out has no form, deep in a body",
        file=RULES,
        edits=(
            replace(
                "elif member is not UNSET and not (member is None",
                "elif not (member is None",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="None is sent as null",
        file=RULES,
        edits=(
            replace(
                "member is not UNSET and not (member is None and self._leaves_out(name)):",
                "member is not UNSET:",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="names that nobody described are sent",
        file=RULES,
        edits=(
            replace("elif not received and name not in beside:", "elif received and name not in beside:"),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="names that nobody described are sent where they stand deeper",
        file=RULES,
        edits=(
            replace(
                "elif not received and name not in beside:",
                "elif not received and not path and name not in beside:",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="None for an optional field is refused",
        file=RULES,
        edits=(
            replace(
                "if member is UNSET or (member is None and not received and self._leaves_out(name)):",
                "if member is UNSET:",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="None for what is required leaves it out",
        file=RULES,
        edits=(
            replace(
                "return rule is not None and name not in self.required and not takes_none(rule)",
                "return rule is not None and not takes_none(rule)",
            ),
        ),
        expected=f"{LEAVING_OUT}::test_none_for_what_is_required_is_a_violation_at_every_depth",
    ),
    Fault(
        name="a name that the method has goes in as extra",
        file=CALLS,
        edits=(
            replace("        if isinstance(body, Mapping) and name in body\n", "        if body is None\n"),
        ),
        expected=f"{UNKNOWN_NAMES}::test_a_name_that_the_method_has_cannot_be_extra",
    ),
    Fault(
        name="a change to an empty text counts as none",
        file=CALLS,
        edits=(
            replace(
                "    return isinstance(data, dict) and all(map(_changes_nothing, data.values()))\n",
                "    return not data or (isinstance(data, dict) and all(map(_changes_nothing, data.values())))\n",
            ),
        ),
        expected=f"{LEAVING_OUT}::test_an_empty_text_clears_a_field_and_counts_as_a_change",
    ),
    Fault(
        name="what is extra is lost",
        file=CALLS,
        edits=(replace("        data |= encode(extra)\n", "        pass\n"),),
        expected=REQUESTS,
    ),
    Fault(
        name="a change of nothing is sent",
        file=CALLS,
        edits=(replace('operation.method == "PATCH" and', 'operation.method == "patch" and'),),
        expected=REQUESTS,
    ),
    Fault(
        name="headers that were left out are sent",
        file=CALLS,
        edits=(
            replace(
                "in (members or {}).items() if value is not UNSET and value is not None]",
                "in (members or {}).items()]",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="whole numbers are sent as text",
        file=ENCODING,
        edits=(
            replace(
                "    if value is None or isinstance(value, (bool, int, float)):\n",
                "    if isinstance(value, int) and not isinstance(value, bool):\n        return str(value)\n"
                "    if value is None or isinstance(value, (bool, int, float)):\n",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="the idempotency key is not sent",
        file=CALLS,
        edits=(
            replace(
                "    if operation.key_header is not None and key is not None:",
                "    if operation.key_header is None and key is not None:",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="the header of the idempotency key is misnamed",
        file=CALLS,
        edits=(replace("= (operation.key_header, key)", '= ("Idempotency-Key", key)'),),
        expected=REQUESTS,
    ),
    Fault(
        name="every call has the same key",
        file=CALLS,
        edits=(replace("str(uuid.uuid4()) if", "str(uuid.NAMESPACE_URL) if"),),
        expected=REQUESTS,
    ),
    Fault(
        name="the content type is not JSON's",
        file=CALLS,
        edits=(replace('("Content-Type", "application/json")', '("Content-Type", "text/json")'),),
        expected=REQUESTS,
    ),
    Fault(
        name="bodies are not checked",
        file=CALLS,
        edits=(
            replace(
                "    if validate and operation.body is not None:",
                "    if not validate and operation.body is not None:",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="the credential is a bearer token",
        file="generator/client/runtime/options.py",
        edits=(replace('f"Basic {self.api_key}"', 'f"Bearer {self.api_key}"'),),
        expected=REQUESTS,
    ),
    Fault(
        name="the user name stands behind the key",
        file="generator/client/runtime/options.py",
        edits=(replace('f"{self.username}:{self.api_key}"', 'f"{self.api_key}:{self.username}"'),),
        expected=REQUESTS,
    ),
    Fault(
        name="a text of exactly the greatest length is refused",
        file=SCALARS,
        edits=(replace("len(value) > self.max_length:", "len(value) >= self.max_length:"),),
        expected=REQUESTS,
    ),
    Fault(
        name="values outside a closed list are sent",
        file=SCALARS,
        edits=(
            replace(
                "        if self.values and value not in self.values:\n"
                "            yield Violation(path, f\"expected one of {', '.join(self.values)}\")\n",
                "",
            ),
        ),
        expected=REQUESTS,
    ),
    # --- Answers
    Fault(
        name="the header with the id is ignored",
        file=RESULTS,
        edits=(replace("answer.headers.get(self.id_header) or named", "named"),),
        expected=RESPONSES,
    ),
    Fault(
        name="the location is lost",
        file=RESULTS,
        edits=(replace("return self.load()(location=location, ", "return self.load()(location=None, "),),
        expected=RESPONSES,
    ),
    Fault(
        name="of several captures only the first is returned",
        file=RESULTS,
        edits=(
            replace(
                "for item in body)\n\n\n@attrs.frozen\nclass RawResult",
                "for item in body[:1])\n\n\n@attrs.frozen\nclass RawResult",
            ),
        ),
        expected=RESPONSES,
    ),
    Fault(
        name="a success without a body is read as JSON",
        file=RESULTS,
        edits=(
            replace(
                "    def read(self, answer: Answer, named: str | None) -> None:\n        return None\n",
                "    def read(self, answer: Answer, named: str | None) -> None:\n        _parse(answer)\n",
            ),
        ),
        expected=RESPONSES,
    ),
    Fault(
        name="moments lose their zone",
        file=READING,
        edits=(
            replace(
                "            return datetime.fromisoformat(value)\n",
                "            return datetime.fromisoformat(value).replace(tzinfo=None)\n",
            ),
        ),
        expected=RESPONSES,
    ),
    Fault(
        name="digits are read as a number",
        file=READING,
        edits=(
            replace(
                '    _unusable(value, path, "integer", issues, nullable)\n',
                "    if type(value) is str and value.isdigit():\n        return int(value)\n"
                '    _unusable(value, path, "integer", issues, nullable)\n',
            ),
        ),
        expected=SECOND_READING,
    ),
    Fault(
        name="unknown values of an enumeration are lost",
        file=READING,
        edits=(
            replace(
                "            return known.get(value) or members(value)\n",
                "            return known.get(value)\n",
            ),
        ),
        expected=SHAPES,
    ),
    Fault(
        name="fields that nobody described are not given back",
        file=MODELS,
        edits=(
            replace(
                "{} if self._source is None else copied(self._source)",
                "{} if self._source is None else {k: v for k, v in copied(self._source).items() if k in self.FIELDS}",
            ),
        ),
        expected=RESPONSES,
    ),
    Fault(
        name="names of headers are told apart by letter case",
        file="generator/client/runtime/messages.py",
        edits=(
            replace("            key = name.lower()\n", "            key = name\n"),
            replace("        return self._values[name.lower()][1]", "        return self._values[name][1]"),
            replace(
                "isinstance(name, str) and name.lower() in self._values",
                "isinstance(name, str) and name in self._values",
            ),
        ),
        expected=RESPONSES,
    ),
    # --- Errors
    Fault(
        name="the error code is ignored",
        file=INTERPRETATION,
        edits=(replace('error_codes.get(error_code or "", by_status)', 'error_codes.get("", by_status)'),),
        expected=ERRORS,
    ),
    Fault(
        name="a refusal is said to be of unknown outcome",
        file=INTERPRETATION,
        edits=(replace("    if not 400 <= status <= 499 or", "    if not 400 < status < 403 or"),),
        expected=ERRORS,
    ),
    Fault(
        name="a conflict is said to be refused for good",
        file="generator/client/runtime/errors.py",
        edits=(
            replace(
                'so this one may yet be carried out."""\n\n    outcome: Outcome = "unknown"\n',
                'so this one may yet be carried out."""\n',
            ),
        ),
        expected=ERRORS,
    ),
    Fault(
        name="a status has the class of another one",
        file="generator/client/runtime/errors.py",
        edits=(replace("        422: UnprocessableError,", "        422: BadRequestError,"),),
        expected=ERRORS,
    ),
    Fault(
        name="the correlation id of an error is lost",
        file=INTERPRETATION,
        edits=(
            replace(
                "correlation_id=identifier if isinstance(identifier, str) else correlation_id(answer),",
                "correlation_id=correlation_id(answer),",
            ),
        ),
        expected=ERRORS,
    ),
    Fault(
        name="the header that says when to come back is ignored",
        file="generator/client/runtime/attempts.py",
        edits=(replace("        asked = server_delay(last, datetime.now(UTC))\n", "        asked = None\n"),),
        expected=ERRORS,
    ),
)
