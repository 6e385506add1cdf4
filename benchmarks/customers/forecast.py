"""Online Retail II: fit on the first 18 months, forecast the next six months by cohort, and count what falls within.

Cohorts are the customers by month of first purchase; what is forecast is their purchases (days with an order), in the
27 weeks from 2011-06-01 to 2011-12-09, and from other days 26 weeks ahead. Two forecasts side by side: BG/NBD in plain
time, and Bascule's, in customers' own time with what they all share. The data begin on 2009-12-01, when the shop was
years old: Bascule learns how often one comes back from customers whose first purchase is surely in them.
"""

import argparse
import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.customers.bgnbd import fit_bgnbd
from bascule.customers.cohorts import Cohorts
from bascule.customers.forecast import forecast_cohorts
from bascule.customers.histories import Histories
from bascule.customers.own_time import in_own_time, surely_new
from bascule.panel import Floats

SPLIT, LAST = dt.date(2011, 5, 31), dt.date(2011, 12, 9)
OTHERS = (dt.date(2010, 8, 31), dt.date(2010, 11, 30), dt.date(2011, 2, 28))
DRAWS = 2000


def read(path: Path) -> Histories:
    """Return the customers of Online Retail II."""
    rows = pl.read_csv(path, schema_overrides={"customer_id": pl.String})
    return Histories.of(
        rows.select(
            pl.col("customer_id").alias("customer_key"),
            pl.col("order_datetime").str.to_datetime("%Y-%m-%d %H:%M").alias("ordered_at"),
            pl.col("amount").alias("net"),
        )
    )


def plain(before: Histories, cohorts: NDArray[np.int64], weeks: float, seed: int) -> Floats:
    """Return draws of each cohort's purchases by BG/NBD as published, every customer read."""
    three = before.frequency, before.recency, before.age
    return forecast_cohorts(fit_bgnbd(*three), *three, cohorts, weeks, seed, n=DRAWS)


def own(before: Histories, cohorts: NDArray[np.int64], weeks: float, seed: int) -> Floats:
    """Return draws of each cohort's purchases as Bascule forecasts them."""
    timed, pace, fit = in_own_time(before, surely_new(before))
    three = timed.frequency, timed.recency, timed.age
    draws = forecast_cohorts(fit, *three, cohorts, pace.ahead(before.end, weeks), seed, n=DRAWS)
    shared = pace.shock(before.end, weeks) * np.random.default_rng(seed).standard_normal(DRAWS)
    return np.asarray(draws * np.exp(shared)[:, None])


def judge(draws: Floats, facts: Floats) -> str:
    """Return how many cohorts fall within their interval, and the total with its own."""
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    inside = int(((low <= facts) & (facts <= high)).sum())
    least, total, most = np.quantile(draws.sum(axis=1), [0.05, 0.5, 0.95])
    error = total / facts.sum() - 1
    return f"{inside:2d} of {len(facts):2d} cohorts, total {total:6,.0f} ({least:,.0f} to {most:,.0f}), {error:+.1%}"


def main() -> None:
    """Print both forecasts beside the facts, from several days."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("orders", type=Path, help="orders.csv.gz of Online Retail II")
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    everyone = read(asked.orders)
    for split in (SPLIT, *OTHERS):
        until = LAST if split == SPLIT else split + dt.timedelta(weeks=26)
        before, known = everyone.until(split), everyone.until(until)
        cohorts, weeks = Cohorts.of_histories(before), (until - split).days / 7
        facts = np.bincount(cohorts.of, weights=known.purchases_after(split), minlength=len(cohorts.starts))
        print(f"{split}, {weeks:.0f} weeks ahead: {facts.sum():,.0f} purchases made")
        for name, forecast in (("BG/NBD", plain), ("Bascule", own)):
            print(f"  {name:8s}{judge(forecast(before, cohorts.of, weeks, asked.seed), facts)}")


if __name__ == "__main__":
    main()
