"""Three parcels and a return with a fee, to the cent: lines that add up, at both vendors, on the sandbox."""

from __future__ import annotations

from collections.abc import Sequence

import kco

TEES = kco.order_line(
    name="Tee", reference="tee", quantity=4, unit_price=9990, tax_rate=2500, total_discount_amount=1000
)
MUGS = kco.order_line(name="Mug", reference="mug", quantity=2, unit_price=7995, tax_rate=2500)
SALE = kco.order_line(name="Sale", type="discount", quantity=1, unit_price=-2500, tax_rate=2500)
POST = kco.order_line(name="Post", type="shipping_fee", quantity=1, unit_price=4900, tax_rate=2500)
CARD = kco.order_line(name="Gift card", type="gift_card", quantity=1, unit_price=-10_000, tax_rate=0)


def ship(client: kco.OrderManagement, order_id: str, lines: Sequence[kco.OrderLineInput]) -> None:
    amount = sum(line["total_amount"] for line in lines)
    client.captures.create(order_id, captured_amount=amount, order_lines=lines)


for client in (kco.Kustom(environment="sandbox"), kco.Klarna(environment="sandbox")):
    with client:
        order_id = client.sandbox.add_order(order_lines=[TEES, MUGS, SALE, POST, CARD]).order_id
        ship(client, order_id, [kco.part_of_line(TEES, 1), POST])
        rest = kco.part_of_line(TEES, 3, taken=1)
        ship(client, order_id, [rest, kco.part_of_line(MUGS, 1), SALE, CARD])
        ship(client, order_id, client.orders.get(order_id).lines_to_capture().lines)

        fee = kco.order_line(name="Return", type="return_fee", quantity=1, unit_price=-3900, tax_rate=2500)
        returned = [kco.part_of_line(TEES, 2), fee]
        refunded = sum(line["total_amount"] for line in returned)
        client.refunds.create(order_id, refunded_amount=refunded, order_lines=returned)
        order = client.orders.get(order_id)
        print(order.status, order.captured_amount, order.refunded_amount, order.lines_to_refund().amount)
