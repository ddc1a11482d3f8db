"""A stateful Order Management service inside this process, for tests and for trying things out.

It keeps orders with their amounts and states, follows the rules of the vendor it stands in for,
answers the refusals that are documented, and replays calls by their idempotency key. It stands
behind the same seam as the network, so a client in front of it is the client that will run in
production:

    sandbox = Sandbox("kustom")
    order = sandbox.add_order(order_amount=10_000)
    sandbox.lose_response(operation="captures.create")
    with sandbox.client() as client:
        client.captures.create(order.order_id, captured_amount=4_000)
    assert len(sandbox.journal.captures) == 1
    assert sandbox.order(order.order_id).remaining_authorized_amount == 6_000

It misbehaves on demand (`faults` says how), and its journal tells what really happened. Where the
vendors' documents are silent, `decisions` says what happens here and why.
"""

from .embedded import Sandbox
from .faults import Fault, fault_from_dict
from .journal import Journal, JournalEntry
from .order_examples import OrderExample
from .results import Effect

__all__ = ["Effect", "Fault", "Journal", "JournalEntry", "OrderExample", "Sandbox", "fault_from_dict"]
