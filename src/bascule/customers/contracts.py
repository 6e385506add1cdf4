"""Customers by contract: how long each has been one, and whether it is over."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.ingest.words import folded

Floats = NDArray[np.float64]
# A contract that follows another within so long is its renewal, or a change of plan, not a new customer.
RENEWED_DAYS = 31
# A trial is no contract yet, and what was never paid was none.
NOT_YET = ("trialing", "trial", "essai", "incomplete", "incomplete_expired")
OVER = ("canceled", "cancelled", "annule", "annulee", "resilie", "resiliee", "ended", "termine", "expired", "expire")


@dataclass(frozen=True, eq=False)
class Contracts:
    """Spells of contracts without a gap, one entry a spell: a change of plan or a renewal goes on with the same.

    Attributes
    ----------
    keys : polars.Series of str, shape (n,)
        The customer's key; the contract's own number where none is known.
    start : array of datetime64[D], shape (n,)
    days : array of float, shape (n,)
        From the start to the end of the spell, or to `end` where it still runs.
    ended : array of bool, shape (n,)
    monthly : array of float, shape (n,)
        What its last contracts bring a month (currency); NaN where that is not known.
    known_days : array of float, shape (n,)
        From the start to `end`.
    end : datetime.date
        Last day known.
    undated : int
        Contracts that are over and do not say since when: left out.
    """

    keys: pl.Series
    start: NDArray[np.datetime64]
    days: Floats
    ended: NDArray[np.bool_]
    monthly: Floats
    known_days: Floats
    end: dt.date
    undated: int

    def __len__(self) -> int:
        return self.keys.len()

    @classmethod
    def of(cls, subscriptions: pl.DataFrame, end: dt.date) -> "Contracts":
        """Return the spells that the canonical `subscriptions` tell, as known on `end`.

        Examples
        --------
        >>> rows = pl.DataFrame(
        ...     {
        ...         "subscription_id": ["1", "2", "3"],
        ...         "customer_key": ["a", "a", "b"],
        ...         "start": [dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 2, 1)],
        ...         "end": [dt.date(2025, 3, 1), None, dt.date(2025, 2, 15)],
        ...         "status": ["canceled", "active", "canceled"],
        ...         "mrr": [10.0, 20.0, 30.0],
        ...     }
        ... )
        >>> contracts = Contracts.of(rows, dt.date(2025, 4, 1))
        >>> contracts.days, contracts.ended, contracts.monthly
        (array([90., 14.]), array([False,  True]), array([20., 30.]))
        """
        status = folded(pl.col("status").fill_null(""))
        begun = subscriptions.filter(pl.col("start") <= end, ~status.is_in(NOT_YET))
        dated = begun.filter(pl.col("end").is_not_null() | ~status.is_in(OVER))
        spells = _spells(dated, end)
        start = spells["start"].to_numpy().astype("datetime64[D]")
        until = spells["until"].to_numpy().astype("datetime64[D]")
        last = np.datetime64(end, "D")
        return cls(
            keys=spells["who"],
            start=start,
            days=(np.minimum(until, last) - start).astype(float),
            ended=until <= last,
            monthly=spells["mrr"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
            known_days=(last - start).astype(float),
            end=end,
            undated=begun.height - dated.height,
        )


def _spells(contracts: pl.DataFrame, end: dt.date) -> pl.DataFrame:
    # What ends after the last day known, or never, runs on.
    after = pl.lit(end + dt.timedelta(days=1))
    rows = contracts.select(
        pl.coalesce("customer_key", "subscription_id").alias("who"),
        "start",
        pl.min_horizontal(pl.col("end").fill_null(after), after).alias("until"),
        pl.when(pl.col("end").is_null() | (pl.col("end") > end)).then("mrr").alias("running"),
        "mrr",
    ).sort("who", "start", "until")
    reached = pl.col("until").cum_max().shift(1).over("who")
    anew = (reached.is_null() | (pl.col("start") > reached + dt.timedelta(days=RENEWED_DAYS))).alias("anew")
    counted = rows.with_columns(anew).with_columns(pl.col("anew").cum_sum().over("who").alias("spell"))
    # Of a spell that runs, contracts side by side add up; of one that is over, the last tells.
    running, last = pl.col("running"), pl.col("mrr").sort_by("until", "start").last()
    told = pl.when(running.count() > 0).then(running.sum()).otherwise(last).alias("mrr")
    spells = counted.group_by("who", "spell").agg(pl.col("start").min(), pl.col("until").max(), told)
    return spells.sort("who", "spell")
