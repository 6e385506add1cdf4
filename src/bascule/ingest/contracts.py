"""What a contract brings a month, from its amount and how often it is billed."""

import polars as pl

from bascule.ingest.words import meaning

INTERVALS = {
    "day": ("day", "daily", "jour", "quotidien"),
    "week": ("week", "weekly", "semaine", "hebdomadaire"),
    "month": ("month", "monthly", "mois", "mensuel", "mensuelle"),
    "quarter": ("quarter", "quarterly", "trimestre", "trimestriel", "trimestrielle"),
    "year": ("year", "yearly", "annual", "annually", "an", "annee", "annuel", "annuelle"),
}
_DAYS_A_YEAR = 365.25
_MONTHS = {"day": 12 / _DAYS_A_YEAR, "week": 84 / _DAYS_A_YEAR, "month": 1.0, "quarter": 3.0, "year": 12.0}


def interval(text: pl.Expr) -> pl.Expr:
    """Return the interval a word stands for; null for any other word.

    Examples
    --------
    >>> pl.DataFrame({"x": ["Mensuel", "year", "?"]}).select(interval(pl.col("x")))["x"].to_list()
    ['month', 'year', None]
    """
    return meaning(text, INTERVALS)


def monthly(amount: pl.Expr, every: pl.Expr, count: pl.Expr) -> pl.Expr:
    """Return the amount a month of a contract billed every `count` intervals; a year is 12 months or 365.25 days.

    Examples
    --------
    >>> bills = pl.DataFrame({"a": [120.0, 30.0, 30.0], "i": ["year", "Mois", "?"], "n": [None, 2.0, None]})
    >>> bills.select(monthly(pl.col("a"), pl.col("i"), pl.col("n")))["a"].to_list()
    [10.0, 15.0, None]
    """
    months = interval(every).replace_strict(_MONTHS, default=None, return_dtype=pl.Float64)
    return amount / (months * count.fill_null(1.0))
