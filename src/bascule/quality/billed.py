"""What the ad platforms report spending beside what they billed, month by month."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from bascule.ingest.imported import Imported
from bascule.quality.months import by_month

# Bills are cut at thresholds and month ends a few days apart from the reports.
TOLERATED = 0.05


@dataclass(frozen=True)
class BilledMonth:
    """One platform in one calendar month, in the company's currency: reported by it, and billed by it."""

    platform: str
    month: dt.date
    reported: float
    billed: float

    @property
    def apart(self) -> float:
        """How far the bills are from the report, as a share of it.

        Examples
        --------
        >>> BilledMonth("google_ads", dt.date(2026, 9, 1), 1000.0, 1100.0).apart
        0.1
        """
        return (self.billed - self.reported) / self.reported if self.reported else float("inf")


def billed_months(imported: Imported) -> tuple[BilledMonth, ...]:
    """Return the months in which a platform both reports spending and has bills, by platform, oldest first."""
    media, bills = imported.tables.get("media"), imported.tables.get("billed")
    if media is None or bills is None:
        return ()
    found: list[BilledMonth] = []
    for platform in bills["platform"].unique().sort():
        reported = by_month(media.filter(platform=platform), ["spend"])
        billed = by_month(bills.filter(platform=platform), ["amount"])
        both = reported.join(billed, on="month").drop_nulls().sort("month")
        found += [BilledMonth(platform, month, spend, amount) for month, spend, amount in both.rows()]
    return tuple(found)


def booked_months(imported: Imported) -> tuple[BilledMonth, ...]:
    """Return the months in which the books and the reports both say what advertising cost, all platforms together."""
    media, books = imported.tables.get("media"), imported.tables.get("books")
    if media is None or books is None:
        return ()
    advertising = books.filter(pl.col("kind") == "media")
    both = by_month(media, ["spend"]).join(by_month(advertising, ["amount"]), on="month").drop_nulls().sort("month")
    return tuple(BilledMonth("", month, spend, amount) for month, spend, amount in both.rows())
