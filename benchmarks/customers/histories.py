"""Histories of customers from files of orders: what both tools are given."""

import argparse
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from bascule.panel import Floats


@dataclass(frozen=True)
class Customers:
    """One value a customer: repeat purchase days, weeks, mean net value of a repeat purchase day, day of the first."""

    frequency: Floats
    recency: Floats
    age: Floats
    value: Floats
    first: pl.Series


def cdnow(file: Path) -> pl.DataFrame:
    """Read purchases of CDNOW: customer, day, amount."""
    return pl.read_csv(file, try_parse_dates=True).select(customer="id", day="date", amount="spent")


def online_retail(file: Path) -> pl.DataFrame:
    """Read orders of Online Retail II: customer, day, amount (returns negative)."""
    orders = pl.read_csv(file, try_parse_dates=True)
    return orders.select(customer="customer_id", day=pl.col("order_datetime").dt.date(), amount="amount")


def histories(orders: pl.DataFrame, end: dt.date) -> Customers:
    """Return the customers who bought by a day, with what had happened by then.

    A purchase is a day with an order above 0 (or free); a customer's returns lower each of his purchases in proportion.
    """
    known = orders.filter(pl.col("day") <= end)
    net = known.group_by("customer").agg(
        returned=pl.col("amount").clip(upper_bound=0).sum(), gross=pl.col("amount").clip(lower_bound=0).sum()
    )
    days = known.filter(pl.col("amount") >= 0).group_by("customer", "day").agg(pl.col("amount").sum())
    by_customer = days.sort("customer", "day").group_by("customer", maintain_order=True)
    found = by_customer.agg(
        first=pl.col("day").first(), last=pl.col("day").last(), days=pl.len(), repeat=pl.col("amount").slice(1).mean()
    ).join(net, on="customer", how="left", maintain_order="left")
    kept = 1 + found["returned"] / found["gross"].clip(lower_bound=1e-9)
    weeks = [(found["last"] - found["first"]).dt.total_days() / 7, (end - found["first"]).dt.total_days() / 7]
    return Customers(
        (found["days"] - 1).cast(pl.Float64).to_numpy(), *(series.to_numpy() for series in weeks),
        (found["repeat"].fill_null(0.0) * kept.clip(lower_bound=0.0)).to_numpy(), found["first"],
    )  # fmt: skip


def resampled(customers: Customers, n: int, seed: int, *, jitter: bool) -> dict[str, Floats]:
    """Return n customers drawn from those with replacement; with jitter, hardly two of them alike.

    Jitter moves both times by the same part of a day and of a cent a purchase, as in a shop that keeps the hour.
    """
    rng = np.random.default_rng(seed)
    pick = rng.integers(0, customers.frequency.size, n)
    x, last, end = customers.frequency[pick], customers.recency[pick], customers.age[pick]
    value = customers.value[pick]
    if jitter:
        shift = rng.random((2, n)) / 7
        last, end = np.where(x > 0, last + shift[0], 0.0), end + shift[0] + shift[1]
        value = value * np.exp(0.01 * rng.standard_normal(n))
    return {"frequency": x, "recency": last, "age": end, "value": value}


def main() -> None:
    """Write resampled customers of Online Retail II to a file of arrays."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--orders", type=Path, required=True)
    ask.add_argument("--customers", type=int, required=True)
    ask.add_argument("--jitter", action="store_true")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--out", type=Path, required=True)
    asked = ask.parse_args()
    known = histories(online_retail(asked.orders), dt.date(2011, 12, 9))
    np.savez(asked.out, **resampled(known, asked.customers, asked.seed, jitter=asked.jitter))


if __name__ == "__main__":
    main()
