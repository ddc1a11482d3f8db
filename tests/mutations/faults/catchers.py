"""The tests that notice faults.

Contract tests compare the package with the descriptions, so they are whole files, one for what each is about.
What is told of a call, and what `ensure` does, stands in no description: the tests that guard it are elsewhere,
and a fault names the very test, ``f"{ENSURE}::test_another_amount_is_a_conflict"``, since the files are large.
"""

from __future__ import annotations

__all__ = [
    "ANSWERS",
    "CLIENTS",
    "CLOSING",
    "CONNECTIONS",
    "DERIVED",
    "DIGITS",
    "ENDINGS",
    "ENSURE",
    "ERRORS",
    "FACTS",
    "FIELDS",
    "CUSTOM_CLIENTS",
    "HOOKS",
    "INTERRUPTIONS",
    "KEYS",
    "LAGS",
    "LEAVING_OUT",
    "LEFT",
    "LINES",
    "LINE_CHECKS",
    "MONEY",
    "NESTING",
    "OUTCOMES",
    "PARTS",
    "PIPELINE",
    "PROXIES",
    "REQUESTS",
    "RESPONSES",
    "RETRIES",
    "SECOND_READING",
    "SENT",
    "SHAPES",
    "STRICT_LINES",
    "TEXTS",
    "TLS",
    "TRACEBACKS",
    "UNKNOWN_NAMES",
    "WITNESSES",
    "WRITES",
]

# --- Contract tests -------------------------------------------------------------------------------

DIGITS = "tests/contract/test_published_digits.py"
ERRORS = "tests/contract/test_errors.py"
FACTS = "tests/contract/test_published_facts.py"
FIELDS = "tests/contract/test_published_fields.py"
PIPELINE = "tests/contract/test_pipeline.py"
REQUESTS = "tests/contract/test_requests.py"
RESPONSES = "tests/contract/test_responses.py"
SECOND_READING = "tests/contract/test_second_reading.py"
SHAPES = "tests/contract/test_real_shapes.py"

# --- Elsewhere ------------------------------------------------------------------------------------

ANSWERS = "tests/transport/test_answers.py"
CLIENTS = "tests/client/test_clients.py"
CLOSING = "tests/transport/test_closing.py"
CONNECTIONS = "tests/transport/test_connections.py"
DERIVED = "tests/client/test_derived_properties.py"
ENDINGS = "tests/delivery/test_endings.py"
ENSURE = "tests/delivery/test_ensure.py"
CUSTOM_CLIENTS = "tests/transport/test_custom_clients.py"
HOOKS = "tests/delivery/test_hooks.py"
INTERRUPTIONS = "tests/transport/test_interruptions.py"
KEYS = "tests/delivery/test_idempotency.py"
LAGS = "tests/sandbox/test_faults_inside_the_service.py"
LEAVING_OUT = "tests/client/test_leaving_out.py"
LEFT = "tests/client/test_what_is_left.py"
LINES = "tests/client/test_lines.py"
LINE_CHECKS = "tests/client/test_line_checks.py"
MONEY = "tests/client/test_money.py"
NESTING = "tests/client/test_nesting.py"
OUTCOMES = "tests/delivery/test_outcomes.py"
PARTS = "tests/client/test_parts_of_lines.py"
PROXIES = "tests/transport/test_proxies.py"
RETRIES = "tests/delivery/test_retries.py"
SENT = "tests/transport/test_outcomes.py"
STRICT_LINES = "tests/sandbox/test_strict_lines.py"
TEXTS = "tests/client/test_texts_of_errors.py"
TLS = "tests/transport/test_tls.py"
TRACEBACKS = "tests/client/test_tracebacks.py"
UNKNOWN_NAMES = "tests/client/test_unknown_names.py"
WITNESSES = "tests/client/test_errors.py"
WRITES = "tests/client/test_results_of_writes.py"
