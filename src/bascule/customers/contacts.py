"""Whom to call or write to, among those who may be: their address is looked up in memory and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from bascule.customers.prospects import Prospects
from bascule.customers.segments import CALLS_A_WEEK
from bascule.returns.structure import SegmentName

# Who is lost is not called: what they would bring does not pay for the call.
CALLED: tuple[SegmentName, ...] = ("at_risk", "loyal", "occasional", "new")


@dataclass(frozen=True)
class Contacts:
    """Whom to contact, and how many were left out, and why.

    Attributes
    ----------
    rows : polars.DataFrame
        customer_key, address, segment, alive, expected (margin of 12 months, currency), purchases, first, last (dates),
        silence (weeks since the last purchase), rhythm (mean weeks between purchases; null after one), kind and expires
        of the consent; who is at risk first, then by expected margin.
    unknown, expired, withdrawn : int
        Customers of the segments asked of whom no consent is known, whose consent has expired, who withdrew it.
    unaddressed : int
        Those who may be written to, and whose address no file has.
    more : int
        Those who could be on the list beyond its limit.
    """

    rows: pl.DataFrame
    unknown: int
    expired: int
    withdrawn: int
    unaddressed: int
    more: int


def contacts(
    prospects: Prospects,
    standing: pl.DataFrame,
    addresses: pl.DataFrame,
    segments: Sequence[SegmentName] = CALLED,
    limit: int = CALLS_A_WEEK,
) -> Contacts:
    """Return whom to contact.

    Parameters
    ----------
    prospects : Prospects
    standing : DataFrame
        From :func:`bascule.customers.consent.standing`: who is not there, or not contactable, is left out.
    addresses : DataFrame
        customer_key, address: from :class:`bascule.ingest.addresses.Addresses`.
    segments : sequence of str
        Of `CALLED`; who is lost is never called.
    limit : int
        Most rows of the list.
    """
    asked = [name for name in CALLED if name in segments]
    rows = customer_rows(prospects).filter(pl.col("segment").is_in(asked), pl.col("expected") > 0)
    rows = rows.join(standing, on="customer_key", how="left").join(
        addresses.unique("customer_key"), on="customer_key", how="left"
    )
    allowed = pl.col("contactable").fill_null(value=False)
    kept = rows.filter(allowed, pl.col("address").is_not_null())
    order = pl.col("segment").replace_strict({name: place for place, name in enumerate(asked)}, return_dtype=pl.Int64)
    withdrawn = pl.col("kind") == "withdrawn"
    return Contacts(
        rows=kept.sort(order, -pl.col("expected"), "customer_key").head(limit),
        unknown=rows.filter(pl.col("contactable").is_null()).height,
        expired=rows.filter(~allowed, ~withdrawn).height,
        withdrawn=rows.filter(withdrawn).height,
        unaddressed=rows.filter(allowed, pl.col("address").is_null()).height,
        more=max(kept.height - limit, 0),
    )


def customer_rows(prospects: Prospects) -> pl.DataFrame:
    """Return every customer, nameless: customer_key, first, last, purchases, silence, rhythm, alive, expected, segment.

    Times are in weeks, amounts in currency; `last` and `first` are days of purchase.
    """
    known = prospects.histories
    last = known.first + (known.recency * 7).round().astype("timedelta64[D]")
    return pl.DataFrame(
        {
            "customer_key": known.keys,
            "first": known.first,
            "last": last,
            "purchases": known.frequency.astype(np.int64) + 1,
            "silence": known.age - known.recency,
            "rhythm": pl.Series(known.recency / np.maximum(known.frequency, 1), dtype=pl.Float64),
            "alive": prospects.alive,
            "expected": prospects.expected,
            "segment": prospects.segments.astype(str),
        }
    ).with_columns(pl.when(pl.col("purchases") > 1).then("rhythm").alias("rhythm"))
