"""What the platforms say they sold beside what the company sold, month by month: the over-claim ratio."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from bascule.ingest.imported import Imported
from bascule.quality.months import by_month, whole_months


@dataclass(frozen=True)
class ClaimedMonth:
    """One calendar month that both the platforms and the company's own sales cover wholly.

    Attributes
    ----------
    month : datetime.date
        Its first day.
    claimed_revenue, revenue : float or None, company currency
        Claimed by all platforms together; the company's own.
    claimed_conversions, orders : float or None
    """

    month: dt.date
    claimed_revenue: float | None
    revenue: float | None
    claimed_conversions: float | None
    orders: float | None

    @property
    def claimed_share(self) -> float | None:
        """Share of the company's revenue that platforms claim; above 1 they claim more than was sold.

        Examples
        --------
        >>> ClaimedMonth(dt.date(2026, 9, 1), 600.0, 500.0, None, None).claimed_share
        1.2
        """
        return self.claimed_revenue / self.revenue if self.claimed_revenue is not None and self.revenue else None


def claimed_months(imported: Imported) -> tuple[ClaimedMonth, ...]:
    """Return the months that the platforms' claims and the company's sales both cover wholly, oldest first.

    Claims are data with bias, never a result: this is a comparison of totals, not what advertising brought.
    """
    media, sold = imported.tables.get("media"), _sold(imported)
    if media is None or sold is None:
        return ()
    claims = media.filter(pl.col("platform_revenue").is_not_null() | pl.col("platform_conversions").is_not_null())
    if claims.is_empty() or sold.is_empty():
        return ()
    months = _common(claims, sold)
    claimed = by_month(claims, ["platform_revenue", "platform_conversions"])
    own = by_month(sold, ["revenue", "orders"])
    both = claimed.join(own, on="month").filter(pl.col("month").is_in(months)).sort("month")
    figures = both.select("month", "platform_revenue", "revenue", "platform_conversions", "orders")
    return tuple(ClaimedMonth(*row) for row in figures.rows())


def overclaim(months: tuple[ClaimedMonth, ...]) -> float | None:
    """Return the share of revenue claimed over all the months that say both; None when none does.

    Examples
    --------
    >>> overclaim((ClaimedMonth(dt.date(2026, 9, 1), 600.0, 500.0, None, None),))
    1.2
    """
    told = [(each.claimed_revenue, each.revenue) for each in months]
    known = [(claimed, own) for claimed, own in told if claimed is not None and own is not None]
    own = sum(own for _, own in known)
    return sum(claimed for claimed, _ in known) / own if own > 0 else None


def _sold(imported: Imported) -> pl.DataFrame | None:
    sales, orders = imported.tables.get("sales"), imported.tables.get("orders")
    if sales is not None:
        return sales.select("date", "date_end", "revenue", "orders")
    if orders is None:
        return None
    day = pl.col("ordered_at").cast(pl.Date)
    return orders.select(
        day.alias("date"), day.alias("date_end"), pl.col("net").alias("revenue"), pl.lit(1.0).alias("orders")
    )


def _common(claims: pl.DataFrame, sold: pl.DataFrame) -> list[dt.date]:
    starts = [frame["date"].min() for frame in (claims, sold)]
    ends = [frame["date_end"].max() for frame in (claims, sold)]
    first = max(day for day in starts if isinstance(day, dt.date))
    last = min(day for day in ends if isinstance(day, dt.date))
    return whole_months(first, last)
