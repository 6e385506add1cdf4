"""The postal area of orders and customers: three characters kept, whatever the source, and never one more."""

import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.company import FileSettings
from bascule.ingest import Imported
from bascule.ingest.areas import area

Read = Callable[..., Imported]
LETTERS = "ABCEGHJKLMNPRSTVWXYZ"


def areas(*codes: str) -> list[str | None]:
    return pl.DataFrame({"x": codes}, schema={"x": pl.String}).select(area(pl.col("x")))["x"].to_list()


@given(
    st.sampled_from(sorted(set(LETTERS) - {"W", "Z"})),
    st.tuples(*[st.sampled_from("0123456789")] * 3),
    st.tuples(*[st.sampled_from(LETTERS)] * 2),
    st.sampled_from(["", " ", "-", "\u00a0"]),
)
def test_every_canadian_code_gives_its_area_and_no_more(
    first: str, digits: tuple[str, ...], letters: tuple[str, ...], between: str
) -> None:
    near = f"{first}{digits[0]}{letters[0]}"
    whole = f"{near}{between}{digits[1]}{letters[1]}{digits[2]}"
    assert areas(whole, whole.lower(), "'" + whole, near) == [near] * 4


@given(st.text(max_size=8))
def test_whatever_is_kept_is_an_area(text: str) -> None:
    (found,) = areas(text)
    assert found is None or re.fullmatch(r"[A-Z][0-9][A-Z]", found)


def test_what_is_no_canadian_code_is_unknown() -> None:
    assert areas("90210", "W1A 1AA", "Z1A 1A1", "D1A 1A1", "G7O 1A1", "G7H 3P", "75001", "") == [None] * 8


def test_shopify_orders_take_the_place_they_are_shipped_to(read: Read) -> None:
    head = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem name,Billing Zip,Shipping Zip\n"
    line = "#{0},ada@example.com,paid,CAD,10.00,10.00,2026-09-01 10:00:00 -0400,Savon,{1},{2}\n"
    text = head + "".join([
        line.format(1, "'H2X 1Y4", "'G7H 3P1"), line.format(2, "'H2X 1Y4", ""), line.format(3, "'H2X 1Y4", "90210"),
    ])  # fmt: skip
    rows = read({"orders_export.csv": text}).tables["orders"].sort("order_id")
    assert rows["area"].to_list() == ["G7H", "H2X", None]
    assert "3P1" not in str(rows.rows())


@pytest.mark.parametrize("header", ["area", "postal_code", "code_postal"])
def test_plain_tables_take_a_code_or_an_area(read: Read, header: str) -> None:
    orders = f"order_id,ordered_at,net,{header}\nA1,2026-09-01,10,g7h 3p1\nA2,2026-09-02,12,G7J\n"
    customers = f"customer_id,first_order_at,{header}\n1,2026-09-01,G7H 3P1\n"
    tables = read({"orders.csv": orders, "customers.csv": customers}, files={"*": FileSettings(currency="CAD")}).tables
    assert tables["orders"].sort("order_id")["area"].to_list() == ["G7H", "G7J"]
    assert tables["customers"]["area"].to_list() == ["G7H"]


def test_woocommerce_takes_it_where_an_extension_writes_it(read: Read) -> None:
    text = (
        "Date,Order #,Status,Customer type,Coupon(s),Net Sales,Billing Postcode\n"
        '"2026-09-01 10:00:00",1001,completed,new,,20.5,G7H 3P1\n'
    )
    rows = read({"wc.csv": text}, files={"*": FileSettings(currency="CAD")}).tables["orders"]
    assert rows["area"].to_list() == ["G7H"]
