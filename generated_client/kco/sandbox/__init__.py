# Copied from generator/client/sandbox/__init__.py by "make generate"; change that, not this.
"""A stateful Order Management service inside this process, for tests and for trying things out.

It keeps orders with their amounts and states, follows the rules of its vendor, answers the documented
refusals, and replays calls by their idempotency key. It is a transport like the network, so a client in
front of it is the client that will run in production:

    sandbox = Sandbox("kustom")
    order = sandbox.add_order(order_amount=10_000)
    sandbox.lose_response(operation="captures.create")
    with sandbox.client() as client:
        client.captures.create(order.order_id, captured_amount=4_000)
    assert len(sandbox.journal.captures) == 1
    assert sandbox.order(order.order_id).remaining_authorized_amount == 6_000

It fails on demand (`faults` says how), and its journal says what really happened. Where the
vendors' documents are silent, `decisions` says what happens here and why.
"""

from .faults import Fault, fault_from_dict
from .journal import Effect, Journal, JournalEntry
from .orders.new_orders import OrderExample
from .sandbox import Sandbox

__all__ = ["Effect", "Fault", "Journal", "JournalEntry", "OrderExample", "Sandbox", "fault_from_dict"]
