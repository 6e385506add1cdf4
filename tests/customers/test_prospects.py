import datetime as dt

import numpy as np
import polars as pl
import pytest

from bascule.company import Company
from bascule.customers.contacts import CALLED, contacts, customer_rows
from bascule.customers.histories import Histories
from bascule.customers.prospects import Prospects
from bascule.customers.valued import Valued, valued
from customers.test_histories import canonical, day

TODAY = day(420)


def shop(customers: int = 250, seed: int = 4) -> Histories:
    rng = np.random.default_rng(seed)
    orders = []
    for who in range(customers):
        start, gap, left = int(rng.integers(0, 300)), rng.uniform(10, 60), rng.geometric(0.2)
        orders += [(f"{who:03}", day(int(start + k * gap)), float(rng.uniform(20, 90))) for k in range(left)]
    return Histories.of(canonical([order for order in orders if order[1] <= TODAY]), TODAY)


MODEL = valued(shop(), Company(name="N", gross_margin=0.4), 1)
assert isinstance(MODEL, Valued)
PROSPECTS = Prospects(MODEL)
ADDRESSES = pl.DataFrame(
    {"customer_key": PROSPECTS.histories.keys, "address": PROSPECTS.histories.keys + "@example.com"}
)


def standing(contactable: bool | None = True, kind: str = "express") -> pl.DataFrame:
    keys = PROSPECTS.histories.keys
    return pl.DataFrame({"customer_key": keys}).with_columns(
        contactable=pl.lit(contactable, pl.Boolean), kind=pl.lit(kind), expires=pl.lit(None, pl.Date)
    )


def test_each_segment_has_an_interval_and_together_they_are_all() -> None:
    margins = PROSPECTS.margins()
    assert set(margins) == set(PROSPECTS.segments)
    for name, margin in margins.items():
        own = PROSPECTS.expected[PROSPECTS.segments == name].sum()
        assert margin.p05 < margin.p95
        assert margin.p05 * 0.8 < own < margin.p95 * 1.2


def test_every_customer_has_a_row_that_names_nobody() -> None:
    rows = customer_rows(PROSPECTS)
    assert rows["customer_key"].to_list() == PROSPECTS.histories.keys.to_list()
    assert rows.filter(pl.col("purchases") == 1)["rhythm"].null_count() == rows.filter(pl.col("purchases") == 1).height
    assert rows["last"].max() == PROSPECTS.histories.purchases["day"].max()


def test_the_list_has_those_at_risk_first_then_by_margin_and_never_the_lost() -> None:
    found = contacts(PROSPECTS, standing(), ADDRESSES, limit=1000)
    places = [CALLED.index(name) for name in found.rows["segment"]]
    assert places == sorted(places)
    at_risk = found.rows.filter(pl.col("segment") == "at_risk")["expected"]
    assert at_risk.len() > 1
    assert at_risk.is_sorted(descending=True)
    assert "lost" in PROSPECTS.segments
    assert "lost" not in found.rows["segment"]


def test_segments_and_limit_are_those_asked() -> None:
    found = contacts(PROSPECTS, standing(), ADDRESSES, ("loyal",), 2)
    assert set(found.rows["segment"]) == {"loyal"}
    assert found.rows.height == 2
    assert found.more == (PROSPECTS.segments == "loyal").sum() - 2


@pytest.mark.parametrize(
    ("known", "left_out"),
    [
        (standing(False, "withdrawn"), "withdrawn"),
        (standing(False, "purchase"), "expired"),
        (standing().clear(), "unknown"),
    ],
)
def test_nobody_without_consent_is_listed_and_they_are_counted(known: pl.DataFrame, left_out: str) -> None:
    found = contacts(PROSPECTS, known, ADDRESSES)
    counts = {name: getattr(found, name) for name in ("withdrawn", "expired", "unknown", "unaddressed")}
    assert found.rows.is_empty()
    assert counts[left_out] == (PROSPECTS.segments != "lost").sum()
    assert sum(counts.values()) == counts[left_out]


def test_who_has_no_known_address_is_counted() -> None:
    found = contacts(PROSPECTS, standing(), ADDRESSES.head(10), limit=1000)
    assert found.unaddressed + found.rows.height == (PROSPECTS.segments != "lost").sum()
    assert found.rows.height <= 10


def test_days_in_the_list_are_days_of_purchase() -> None:
    rows = customer_rows(PROSPECTS)
    assert rows["first"].dtype == rows["last"].dtype == pl.Date
    assert (rows["last"] - rows["first"]).min() == dt.timedelta(0)
