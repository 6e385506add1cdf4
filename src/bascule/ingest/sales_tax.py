"""What sales taxes add to a price, by province and date: GST, HST, QST and provincial sales taxes together.

Sources: Canada Revenue Agency, "GST/HST calculator (and rates)", with the rates of earlier years; Revenu Québec,
"Tables of GST and QST Rates" (since 2013 the QST is reckoned on the price without the GST, so that the two rates add
up); the finance ministries of British Columbia, Manitoba and Saskatchewan for their sales taxes. These are the general
rates: basic groceries, books, rent and the like bear less, and so did some goods from 2024-12-14 to 2025-02-15.
"""

import datetime as dt

import polars as pl

SINCE = dt.date(2013, 4, 1)
_ALWAYS = dict.fromkeys(("AB", "NT", "NU", "YT"), ((SINCE, 0.05),))
RATES: dict[str, tuple[tuple[dt.date, float], ...]] = {
    **_ALWAYS,
    "BC": ((SINCE, 0.12),),
    "MB": ((SINCE, 0.12), (dt.date(2013, 7, 1), 0.13), (dt.date(2019, 7, 1), 0.12)),
    "NB": ((SINCE, 0.13), (dt.date(2016, 7, 1), 0.15)),
    "NL": ((SINCE, 0.13), (dt.date(2016, 7, 1), 0.15)),
    "NS": ((SINCE, 0.15), (dt.date(2025, 4, 1), 0.14)),
    "ON": ((SINCE, 0.13),),
    "PE": ((SINCE, 0.14), (dt.date(2016, 10, 1), 0.15)),
    "QC": ((SINCE, 0.14975),),
    "SK": ((SINCE, 0.10), (dt.date(2017, 3, 23), 0.11)),
}


def rates_between(province: str, first: dt.date, last: dt.date) -> list[float]:
    """Return every rate in force from one day to another, the oldest first.

    Examples
    --------
    >>> rates_between("NS", dt.date(2025, 3, 1), dt.date(2025, 5, 1))
    [0.15, 0.14]
    """
    steps = RATES[province]
    ends = [*(since for since, _ in steps[1:]), dt.date.max]
    return [rate for (since, rate), end in zip(steps, ends, strict=True) if since <= last and first < end]


def sales_tax_rate(province: str, date: pl.Expr) -> pl.Expr:
    """Return the rate in force on dates; null before :data:`SINCE`, where none is known here.

    Examples
    --------
    >>> days = pl.DataFrame({"date": [dt.date(2025, 3, 31), dt.date(2025, 4, 1)]})
    >>> days.select(sales_tax_rate("NS", pl.col("date")))["rate"].to_list()
    [0.15, 0.14]
    """
    rate = pl.lit(None, pl.Float64)
    for since, value in RATES[province]:
        rate = pl.when(date >= since).then(value).otherwise(rate)
    return rate.alias("rate")
