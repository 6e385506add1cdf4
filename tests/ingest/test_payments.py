"""A shop's orders and the payments of these orders are counted once."""

from collections.abc import Callable

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
SAID = {"*": FileSettings(taxes="out")}
SHOP = "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name\n"
STRIPE = "id,Created (UTC),Amount,Currency,Status,Customer Email\n"


def _shop(count: int) -> str:
    rows = (f"#{n},c{n}@b.ca,paid,CAD,10.00,2026-09-{n:02} 10:00:00 -0400,Savon\n" for n in range(1, count + 1))
    return SHOP + "".join(rows)


def _stripe(names: list[tuple[int, str]]) -> str:
    return STRIPE + "".join(f"ch_{day},2026-09-{day:02} 14:00:05,11.50,cad,Paid,{name}\n" for day, name in names)


def test_the_payments_of_a_shop_s_orders_are_left_out(read: Read) -> None:
    stripe = _stripe([(day, f"C{day}@b.ca") for day in range(1, 19)])
    imported = read({"shop.csv": _shop(20), "stripe.csv": stripe}, files=SAID)
    assert imported.tables["orders"]["net"].sum() == 200.0
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.file, refusal.params["other"]) == ("payments_are_orders", "stripe.csv", "shop.csv")
    assert refusal.params["matched_share"] == 1.0


def test_the_payments_of_other_sales_are_kept(read: Read) -> None:
    stripe = _stripe([(day, f"client{day}@b.ca" if day > 3 else f"c{day}@b.ca") for day in range(1, 19)])
    imported = read({"shop.csv": _shop(20), "stripe.csv": stripe}, files=SAID)
    assert imported.tables["orders"].height == 38
    assert not imported.refusals
