"""Faults on the way over the network: whether a request went out, whose answer came in, and how much of it."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import (
    ANSWERS,
    CLIENTS,
    CLOSING,
    CONNECTIONS,
    CUSTOM_CLIENTS,
    INTERRUPTIONS,
    NESTING,
    OUTCOMES,
    PROXIES,
    SENT,
    TLS,
)

__all__ = ["FAULTS"]

FAILURES = "generator/client/runtime/transport/failures.py"
CUSTOM_CLIENT = "generator/client/runtime/transport/custom_client.py"
CONNECTION = "generator/client/runtime/transport/connections.py"
HTTP1 = "generator/client/runtime/transport/http1.py"

OVER_THE_BOUND = f"{OUTCOMES}::test_over_the_bound_a_read_fails_and_a_write_keeps_its_outcome"

FAULTS = (
    # --- Whether it was sent
    Fault(
        name="a request counts as sent after its first write",
        file=CONNECTION,
        edits=(
            replace(
                "            if self._tls_layers == exchange.tls_layers:\n                exchange.sent = True\n",
                "",
            ),
            replace(
                "                self._stream.write(buffer[start : start + PIECE], seconds)\n",
                "                self._stream.write(buffer[start : start + PIECE], seconds)\n"
                "                if self._tls_layers == exchange.tls_layers:\n"
                "                    exchange.sent = True\n",
            ),
        ),
        expected=f"{SENT}::test_a_request_counts_as_sent_before_its_first_write_begins",
    ),
    Fault(
        name="an asynchronous request counts as sent after its first write",
        file="generator/client/runtime/transport/async_connections.py",
        edits=(
            replace(
                "                if self._tls_layers == exchange.tls_layers:\n"
                "                    exchange.sent = True\n"
                "                await",
                "                await",
            ),
            replace(
                "                await self._stream.write(buffer[start : start + PIECE], seconds)\n",
                "                await self._stream.write(buffer[start : start + PIECE], seconds)\n"
                "                if self._tls_layers == exchange.tls_layers:\n"
                "                    exchange.sent = True\n",
            ),
        ),
        expected=f"{SENT}::test_a_request_counts_as_sent_before_its_first_write_begins",
    ),
    Fault(
        name="a TLS handshake counts as the request",
        file=CONNECTION,
        edits=(
            replace(
                "            if self._tls_layers == exchange.tls_layers:\n",
                "            if exchange.connected:\n",
            ),
            replace(
                '        seconds = exchange.seconds("connect")\n        _open_in_thread(',
                '        seconds = exchange.seconds("connect")\n        exchange.sent = True\n        _open_in_thread(',
            ),
        ),
        expected=f"{SENT}::test_a_failed_tls_handshake_is_not_sent",
    ),
    Fault(
        name="what the end of the client cut short was not sent",
        file=FAILURES,
        edits=(replace("    sent = exchange.sent\n", "    sent = exchange.sent and not exchange.closed\n"),),
        expected=f"{CLOSING}::test_a_call_that_waits_for_its_answer_was_sent",
    ),
    Fault(
        name="the total does not hold against drips",
        file="generator/client/runtime/transport/progress.py",
        edits=(replace("        seconds = min(left, limit)\n", "        seconds = limit\n"),),
        expected=f"{SENT}::test_the_total_holds_against_drips",
    ),
    Fault(
        name="failures name no host",
        file=FAILURES,
        edits=(replace('    return f"{place}: {words}"\n', "    return words\n"),),
        expected=f"{SENT}::test_an_unknown_host_is_not_sent",
    ),
    Fault(
        name="failures name no proxy",
        file="generator/client/runtime/transport/proxies.py",
        edits=(
            replace(
                'self.origin.name if self.proxy is None else f"{self.origin.name} through {self.proxy.name}"',
                "self.origin.name",
            ),
        ),
        expected=f"{PROXIES}::test_a_proxy_that_opens_no_tunnel_means_not_sent",
    ),
    Fault(
        name="a refused certificate names no setting",
        file=FAILURES,
        edits=(replace("        if os.environ.get(variable):\n", "        if not variable:\n"),),
        expected=f"{TLS}::test_a_refusal_names_the_variable_that_says_which_certificates_are_trusted",
    ),
    Fault(
        name="a failure takes up a place of the pool",
        file="generator/client/runtime/transport/async_pool.py",
        edits=(
            replace(
                "            self._calls.pop(exchange, None)\n            self._wake_next()\n",
                "            self._wake_next()\n",
            ),
        ),
        expected=f"{CONNECTIONS}::test_a_failure_takes_up_no_connection",
    ),
    Fault(
        name="the thread that opened a connection closes it under the call that took it",
        file=CONNECTION,
        edits=(
            replace(
                "        if self._abandoned:\n            self._close_unless_taken()\n",
                "        if self._abandoned:\n            self.leave(None)\n",
            ),
        ),
        expected=f"{CONNECTIONS}::test_the_thread_that_opens_a_connection_closes_it_only_if_it_was_not_taken",
    ),
    # --- Exceptions of others
    Fault(
        name="an exception of a signal handler is a failure of the network",
        file=FAILURES,
        edits=(
            replace(
                "if isinstance(error, (KcoError, TransportError)) else foreign_cause(error)\n",
                "if isinstance(error, (KcoError, TransportError)) else None\n"
                "    if foreign is None and not isinstance(error, Exception):\n        return error\n",
            ),
        ),
        expected=f"{INTERRUPTIONS}::test_what_a_signal_handler_raises_passes_through_as_it_is",
    ),
    # --- Whose answer it is
    Fault(
        name="bytes left over belong to the next answer",
        file="generator/client/runtime/transport/leftovers.py",
        edits=(replace('    return bool(state.trailing_data == (b"", False))\n', "    return True\n"),),
        expected=f"{CONNECTIONS}::test_what_is_left_over_from_an_answer_is_not_taken_for_the_next_one",
    ),
    Fault(
        name="bytes that came in meanwhile belong to the next answer",
        file=CONNECTION,
        edits=(
            replace(
                'if stream is None or self._link.ended or stream.get_extra_info("is_readable"):',
                "if stream is None or self._link.ended:",
            ),
        ),
        expected=f"{CONNECTIONS}::test_what_is_left_over_from_an_answer_is_not_taken_for_the_next_one",
    ),
    Fault(
        name="a body where HTTP allows none is left on the connection",
        file="generator/client/runtime/transport/leftovers.py",
        edits=(
            replace(
                "    if announced and answer.status_code in (204, 304):\n",
                "    if answer.status_code == 0:\n",
            ),
        ),
        expected=f"{CONNECTIONS}::test_a_body_where_http_allows_none_does_not_spoil_the_next_answer",
    ),
    Fault(
        name="an id that was doubled on the way is another id",
        file="generator/client/runtime/messages.py",
        edits=(
            replace(
                '            values[key] = (values[key][0], ", ".join(distinct))\n',
                '            values[key] = (values[key][0], ", ".join((*distinct, values[key][1])))\n',
            ),
        ),
        expected=f"{ANSWERS}::test_a_header_that_something_in_between_has_doubled_keeps_its_value",
    ),
    # --- How much of it
    Fault(
        name="the bound of answers is off by one",
        file=HTTP1,
        edits=(
            replace("    if len(answer.content) <= limit:\n", "    if len(answer.content) <= limit + 1:\n"),
        ),
        expected=f"{ANSWERS}::test_the_bound_is_exact",
    ),
    Fault(
        name="the bound that a caller set does not hold",
        file="generator/client/async_client.py",
        edits=(
            replace("        return AsyncHttpTransport(**bound)\n", "        return AsyncHttpTransport()\n"),
        ),
        expected=OVER_THE_BOUND,
    ),
    Fault(
        name="a write whose answer is too large fails",
        file="generator/client/runtime/response.py",
        edits=(
            replace(
                '        location = answer.headers.get("Location") or None\n',
                "        if answer.truncated:\n            raise UnreadableAnswerError(_TOO_LARGE)\n"
                '        location = answer.headers.get("Location") or None\n',
            ),
        ),
        expected=OVER_THE_BOUND,
    ),
    Fault(
        name="a body is unpacked however large it becomes",
        file=HTTP1,
        edits=(replace("_inflate(decoded, limit + 1)", "_inflate(decoded, 0)"),),
        expected=f"{ANSWERS}::test_a_body_that_would_fill_the_memory_is_not_unpacked",
    ),
    Fault(
        name="of several gzip members only the first is read",
        file=HTTP1,
        edits=(replace("        content = decompressor.unused_data\n", '        content = b""\n'),),
        expected=f"{ANSWERS}::test_content_codings_are_undone",
    ),
    Fault(
        name="the bound of nesting is off by one",
        file="generator/client/runtime/encoding.py",
        edits=(
            replace("    for _ in range(limit):\n", "    for _ in range(limit + 1):\n"),
            replace("    for _ in range(NESTING_LIMIT // 2):\n", "    for _ in range(1):\n"),
        ),
        expected=f"{NESTING}::test_what_is_nested_too_deeply_is_refused_when_it_is_read",
    ),
    Fault(
        name="nesting is not bounded",
        file="generator/client/runtime/encoding.py",
        edits=(replace("    if not _is_plainly_shallow(content) and", "    if not content and"),),
        expected=f"{NESTING}::test_what_is_nested_too_deeply_is_refused_when_it_is_read",
    ),
    Fault(
        name="a raw read takes a body that was dropped for an empty one",
        file="generator/client/runtime/response.py",
        edits=(replace("        if answer.truncated and self.needs_body:\n", "        if not answer:\n"),),
        expected=f"{CLIENTS}::test_request_misses_a_body_that_was_too_large",
    ),
    # --- HTTP clients of the caller's
    Fault(
        name="what a client's trace saw nothing of was not sent",
        file=CUSTOM_CLIENT,
        edits=(
            replace(
                "        return self._began or not self._failed_to_connect\n", "        return self._began\n"
            ),
        ),
        expected=f"{CUSTOM_CLIENTS}::test_a_failure_that_the_trace_saw_nothing_of_may_have_been_sent",
    ),
    Fault(
        name="a request that began was not sent if a connection failed before",
        file=CUSTOM_CLIENT,
        edits=(
            replace(
                "        return self._began or not self._failed_to_connect\n",
                "        return not self._failed_to_connect\n",
            ),
        ),
        expected=f"{CUSTOM_CLIENTS}::test_a_connection_that_failed_before_a_request_went_out_proves_nothing",
    ),
    Fault(
        name="a refused connection of a client may have been sent",
        file=CUSTOM_CLIENT,
        edits=(replace('            "connect_tcp.failed",\n', ""),),
        expected=f"{CUSTOM_CLIENTS}::test_a_refused_connection_is_not_sent",
    ),
    Fault(
        name="what a client raised is kept with its request",
        file=CUSTOM_CLIENT,
        edits=(
            replace(
                "            failure = attempt.failure(error)\n        try:\n            # Outside",
                "            raise attempt.failure(error) from error\n        try:\n            # Outside",
            ),
        ),
        expected=f"{CUSTOM_CLIENTS}::test_nothing_of_what_it_raised_is_kept",
    ),
    Fault(
        name="what cannot serve as an HTTP client is taken",
        file=CUSTOM_CLIENT,
        edits=(replace("    if missing:\n", "    if missing is None:\n"),),
        expected=f"{CUSTOM_CLIENTS}::test_what_cannot_serve_as_a_client_is_refused_before_anything_is_sent",
    ),
)
