"""A shop's orders and the payments of these orders are counted once."""

from collections.abc import Callable
from typing import Literal

import pytest

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


WOO = 'Date,Order #,Status,Customer,"Customer type","Net Sales",Currency\n'


def _woo(count: int) -> str:
    return WOO + "".join(
        f'"2026-09-{n:02} 10:00:00",{n},completed,"Client {n}",new,10,CAD\n' for n in range(1, count + 1)
    )


def test_the_payments_of_a_shop_s_orders_are_left_out_and_nothing_stops(read: Read) -> None:
    stripe = _stripe([(day, f"C{day}@b.ca") for day in range(1, 19)])
    imported = read({"shop.csv": _shop(20), "stripe.csv": stripe}, files=SAID)
    assert imported.tables["orders"]["net"].sum() == 200.0
    assert not imported.refusals
    assert not imported.questions
    (code, params) = imported.files[1].messages[-1]
    assert (code, params["other"], params["matched_share"]) == ("payments_are_orders", "shop.csv", 1.0)


def test_the_payments_of_other_sales_are_kept(read: Read) -> None:
    stripe = _stripe([(day, f"client{day}@b.ca" if day > 3 else f"c{day}@b.ca") for day in range(1, 19)])
    imported = read({"shop.csv": _shop(20), "stripe.csv": stripe}, files=SAID)
    assert imported.tables["orders"].height == 38
    assert not imported.refusals
    assert not imported.questions


@pytest.mark.parametrize(
    ("names", "days"),
    [
        ([(day, f"c{day}@b.ca" if day > 5 else f"autre{day}@b.ca") for day in range(1, 19)], 20),
        ([(day, f"c{day}@b.ca") for day in range(1, 29)], 14),  # the orders end long before the payments
    ],
)
def test_payments_that_are_perhaps_the_shop_s_are_asked(read: Read, names: list[tuple[int, str]], days: int) -> None:
    imported = read({"shop.csv": _shop(days), "stripe.csv": _stripe(names)}, files=SAID)
    (question,) = imported.questions
    assert (question.code, question.file, question.field) == ("payments_mostly_orders", "stripe.csv", "sales")
    assert imported.tables["orders"].height == days


def test_a_shop_that_does_not_name_its_customers_is_not_added_to_its_payments(read: Read) -> None:
    stripe = _stripe([(day, f"c{day}@b.ca") for day in range(1, 21)])
    imported = read({"stripe.csv": stripe, "woo.csv": _woo(20)}, files=SAID)
    assert imported.tables["orders"]["net"].sum() == 200.0
    (question,) = imported.questions
    assert (question.code, question.params["other"]) == ("payments_uncompared", "woo.csv")


@pytest.mark.parametrize(("said", "rows"), [("same", 20), ("other", 40)])
def test_the_owner_s_answer_settles_it(read: Read, said: Literal["same", "other"], rows: int) -> None:
    stripe = _stripe([(day, f"c{day}@b.ca") for day in range(1, 21)])
    files = {"stripe.csv": FileSettings(taxes="out", sales=said), **SAID}
    imported = read({"stripe.csv": stripe, "woo.csv": _woo(20)}, files=files)
    assert imported.tables["orders"].height == rows
    assert not imported.questions


def test_payments_of_other_days_than_the_shop_s_are_kept(read: Read) -> None:
    stripe = _stripe([(day, f"c{day}@b.ca") for day in range(21, 29)])
    imported = read({"stripe.csv": stripe, "woo.csv": _woo(20)}, files=SAID)
    assert imported.tables["orders"].height == 28


@pytest.mark.parametrize("column", ["email", "coupon"])
@pytest.mark.parametrize(("said", "rows", "asked"), [(None, 20, 1), ("same", 20, 0), ("other", 38, 0)])
def test_a_table_of_orders_that_the_shop_s_export_holds_too_is_asked(
    read: Read, said: Literal["same", "other"] | None, rows: int, asked: int, column: str
) -> None:
    own = f"order_id,ordered_at,{column},net\n"
    own += "".join(f"{n},2026-09-{n:02},c{n}@b.ca,10\n" for n in range(1, 19))
    files = {"orders.csv": FileSettings(sales=said)} if said else {}
    imported = read({"orders.csv": own, "shop.csv": _shop(20)}, files=files)
    assert imported.tables["orders"].height == rows
    assert [question.code for question in imported.questions] == ["orders_mostly_there"] * asked


def test_a_table_of_other_orders_is_added_to_the_shop_s(read: Read) -> None:
    own = "order_id,ordered_at,email,net\n" + "".join(f"B{n},2026-09-{n:02},z{n}@b.ca,10\n" for n in range(1, 19))
    imported = read({"orders.csv": own, "shop.csv": _shop(20)})
    assert imported.tables["orders"].height == 38
    assert not imported.questions
