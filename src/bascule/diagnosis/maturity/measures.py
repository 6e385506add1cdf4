"""What tables tell of their own quality: months held, identities missing, two accounts of the same money compared."""

import polars as pl

from bascule.ingest.imported import Imported
from bascule.quality.billed import BilledMonth, billed_months, booked_months
from bascule.quality.held import gaps
from bascule.quality.months import by_month
from bascule.warehouse.tables import Tables

DAYS_A_MONTH = 365.25 / 12
# Who bought or signed, table by table; a sum of sales by day names nobody.
IDENTITIES = {"orders": "customer_key", "subscriptions": "customer_key", "deals": "deal_id"}


def sold(tables: Tables) -> pl.DataFrame:
    """Return the days of sales and their revenue: of orders, else of sums of sales, subscriptions, deals won.

    Columns `start`, `end` (dates, both in), `grain`, `revenue` (company currency; null where unknown).
    """
    if tables.has("orders"):
        return _days(tables["orders"], pl.col("ordered_at").cast(pl.Date), "net")
    if tables.has("sales"):
        return tables["sales"].select(start="date", end="date_end", grain="grain", revenue="revenue")
    if tables.has("subscriptions"):
        return _days(tables["subscriptions"], pl.col("start"), "mrr")
    won = tables["deals"].filter(pl.col("outcome") == "won")
    return _days(won, pl.coalesce("closed", "created"), "amount")


def _days(rows: pl.DataFrame, day: pl.Expr, amount: str) -> pl.DataFrame:
    return rows.select(start=day, end=day, grain=pl.lit("day"), revenue=pl.col(amount)).drop_nulls("start")


def months_sold(rows: pl.DataFrame) -> float:
    """Return how many months of sales there are, the stretches without any taken off.

    Parameters
    ----------
    rows : DataFrame
        As :func:`sold` gives it.

    Examples
    --------
    >>> import datetime as dt
    >>> days = pl.date_range(dt.date(2025, 1, 1), dt.date(2025, 12, 31), eager=True)
    >>> rows = pl.DataFrame({"start": days, "end": days}).with_columns(grain=pl.lit("day"))
    >>> round(months_sold(rows), 1), round(months_sold(rows.filter(pl.col("start").dt.month() != 7)), 1)
    (12.0, 11.0)
    """
    if rows.is_empty():
        return 0.0
    grain = str(rows["grain"].drop_nulls().mode().sort().first() or "day")
    empty = sum(gap.days for gap in gaps(rows["start"], rows["end"], grain))
    whole = rows.select(span=(pl.col("end").max() - pl.col("start").min()).dt.total_days() + 1)["span"].item()
    return float(whole - empty) / DAYS_A_MONTH


def missing_share(tables: Tables) -> tuple[str, float] | None:
    """Return which table tells who bought and the share of its rows that do not; None where no table could."""
    for table, identity in IDENTITIES.items():
        rows = tables[table]
        if table == "orders":
            rows = rows.filter(pl.col("net") >= 0)
        if rows.height:
            return table, rows[identity].null_count() / rows.height
    return None


def sales_apart(tables: Tables) -> float | None:
    """Return how far sales are from the income booked, month by month: Σ|difference| ÷ Σ booked; None without both.

    Of orders and sums of sales alone: what a subscription or a deal is worth is not earned the day it is signed.
    """
    if not (tables.has("orders") or tables.has("sales")):
        return None
    income = tables["books"].filter(pl.col("section") == "income")
    sales = sold(tables).drop_nulls("revenue")
    if income.is_empty() or sales.is_empty():
        return None
    first, last = sales["start"].min(), sales["end"].max()
    months = by_month(sales, ["revenue"], start="start", end="end")
    both = months.join(by_month(income, ["amount"]), on="month").drop_nulls()
    # The months in which sales begin and end are not whole.
    both = both.filter((pl.col("month") >= first) & (pl.col("month").dt.month_end() <= last))
    booked = float(both["amount"].sum())
    return float((both["revenue"] - both["amount"]).abs().sum()) / booked if booked > 0 else None


def ads_apart(tables: Tables) -> float | None:
    """Return how far reported spending is from what was billed, else booked, month by month; None without both.

    Σ|difference| ÷ Σ reported.
    """
    read = Imported(tables={name: tables[name] for name in ("media", "billed", "books") if tables.has(name)})
    months: tuple[BilledMonth, ...] = billed_months(read) or booked_months(read)
    reported = sum(month.reported for month in months)
    return sum(abs(month.billed - month.reported) for month in months) / reported if reported > 0 else None
