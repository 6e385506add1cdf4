"""A shop whose customers were drawn from the models, with seasons if asked, for tests of what is read of it."""

import datetime as dt

import numpy as np
import polars as pl

from bascule.ingest.tables import conform

START = np.datetime64("2023-11-01")


def orders(customers=900, weeks=150, seed=0, pace=None, r=0.6, alpha=10.0, a=0.6, b=2.4, mean=60.0):
    """Return canonical orders: first purchases spread over the weeks, later ones at each customer's own rate.

    `pace` (12,) is how fast time goes by month of the year; purchases are drawn in that time.
    """
    rng = np.random.default_rng(seed)
    days = np.arange(weeks * 7)
    month = (START + days.astype("timedelta64[D]")).astype("datetime64[M]").astype(int) % 12
    clock = np.cumsum((np.ones(12) if pace is None else np.asarray(pace))[month]) / 7
    first = rng.integers(0, weeks * 7 - 1, customers)
    rate, leaving = rng.gamma(r, 1 / alpha, customers), rng.beta(a, b, customers)
    worth = rng.gamma(6.0, mean / 6.0, customers)
    rows = []
    for c in range(customers):
        at, day = clock[first[c]], first[c]
        while day < weeks * 7:
            rows.append((f"c{c:05d}", START + np.timedelta64(int(day), "D"), worth[c] * rng.gamma(4.0, 0.25)))
            if len(rows) > 1 and rows[-2][0] == rows[-1][0] and rng.random() < leaving[c]:
                break
            at += rng.exponential(1 / rate[c])
            day = int(np.searchsorted(clock, at))
    keys, when, net = zip(*rows, strict=True)
    frame = pl.DataFrame({
        "order_id": [str(i) for i in range(len(rows))], "customer_key": keys,
        "ordered_at": np.array(when).astype("datetime64[us]"), "net": net, "gross": net,
    })  # fmt: skip
    return conform(frame, "orders")


def contracts(customers=500, months=36, seed=0, alpha=0.8, beta=6.0, mrr=50.0):
    """Return canonical subscriptions, and their last day: monthly contracts begun over the months."""
    rng = np.random.default_rng(seed)
    end = dt.date(2026, 10, 31)
    begun = [end - dt.timedelta(days=int(day)) for day in rng.integers(1, int(months * 30.44), customers)]
    lasts = rng.geometric(rng.beta(alpha, beta, customers))
    over = [start + dt.timedelta(days=round(int(n) * 30.44)) for start, n in zip(begun, lasts, strict=True)]
    frame = pl.DataFrame({
        "subscription_id": [str(i) for i in range(customers)], "customer_key": [f"c{i}" for i in range(customers)],
        "start": begun, "end": [day if day <= end else None for day in over], "status": "active", "mrr": mrr,
    })  # fmt: skip
    return conform(frame, "subscriptions"), end
