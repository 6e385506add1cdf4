"""What the books say of the margin: the part of sales left once they are paid for, and what that figure leaves out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bascule.ingest.taxonomy import bare, says

MONTHS = 12
# Costs that come with each sale but that accountants often book as expenses.
_WITH_EACH_SALE = (
    r"shipping|freight|delivery|postage|courier|livraison|expedition|transport|fret|messagerie|"
    r"merchant (?:account )?fees?|payment processing|processing fees?|transaction fees?|credit card fees?|"
    r"stripe|paypal|square fees?|moneris|frais de (?:carte|paiement|transaction|traitement)s?|packaging|emballages?|"
    r"marketplace fees?|commissions?|royalt(?:y|ies)|redevances?|subcontract\w*|sous traitan\w*"
)


@dataclass(frozen=True)
class BookedMargin:
    """The margin that the books give over a stretch of whole months.

    Attributes
    ----------
    start, end : datetime.date
    months : int
        How many months the stretch has.
    income, cost_of_sales : float
        As booked, in the company's currency.
    margin : float or None
        1 − cost of sales / income, before marketing; None where it tells nothing: no income, no cost of sales
        booked (a share of 1 would be a hole in the books), or more than all of the income.
    not_held : tuple of (str, float)
        Expense accounts that look like costs of each sale, with their amounts, largest first: the margin is without
        them, and is lower by their share of the income if they are.

    Examples
    --------
    >>> day = dt.date(2026, 1, 1)
    >>> BookedMargin(day, day, 1, 1000.0, 600.0, 0.4, (("Shipping", 50.0),)).margin_if_held
    0.35
    """

    start: dt.date
    end: dt.date
    months: int
    income: float
    cost_of_sales: float
    margin: float | None
    not_held: tuple[tuple[str, float], ...] = ()

    @property
    def margin_if_held(self) -> float | None:
        """The margin if every account of `not_held` is a cost of each sale."""
        if self.margin is None:
            return None
        return round(self.margin - sum(amount for _, amount in self.not_held) / self.income, 10)


def read_books(paths: Sequence[Path]) -> pl.DataFrame:
    """Return the rows of the `books` table from its Parquet files; none where there are none."""
    from bascule.ingest.tables import empty

    return pl.concat([pl.read_parquet(path) for path in paths]) if paths else empty("books")


def last_margin(books: pl.DataFrame) -> BookedMargin | None:
    """Return the margin of the last twelve months of the books, or of all of them where they are shorter.

    A stretch told as one figure counts only if it lies in these months whole.

    Parameters
    ----------
    books : DataFrame
        Rows of the `books` table.

    Returns
    -------
    BookedMargin or None
        None without a row of income.

    Examples
    --------
    >>> from bascule.ingest.tables import empty
    >>> last_margin(empty("books")) is None
    True
    """
    earned = books.filter(pl.col("section") == "income")
    end = earned["date_end"].max()
    if not isinstance(end, dt.date):
        return None
    first = end.year * 12 + end.month - MONTHS
    return _margin(books, dt.date(first // 12, first % 12 + 1, 1), end)


def yearly_margins(books: pl.DataFrame) -> tuple[BookedMargin, ...]:
    """Return the margin of each calendar year that the books speak of, oldest first.

    Examples
    --------
    >>> from bascule.ingest.tables import empty
    >>> yearly_margins(empty("books"))
    ()
    """
    years = sorted(books.filter(pl.col("section") == "income")["date_end"].dt.year().unique().to_list())
    found = (_margin(books, dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in years)
    return tuple(margin for margin in found if margin is not None)


def _margin(books: pl.DataFrame, first: dt.date, last: dt.date) -> BookedMargin | None:
    rows = books.filter((pl.col("date") >= first) & (pl.col("date_end") <= last))
    earned = rows.filter(pl.col("section") == "income")
    start, end = earned["date"].min(), earned["date_end"].max()
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    rows = rows.filter((pl.col("date") >= start) & (pl.col("date_end") <= end))
    income = float(earned["amount"].sum())
    costs = rows.filter(pl.col("section") == "cost_of_sales")
    cost = float(costs["amount"].sum())
    told = income > 0 and 0 < cost < income
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return BookedMargin(start, end, months, income, cost, 1 - cost / income if told else None, _not_held(rows))


def _not_held(rows: pl.DataFrame) -> tuple[tuple[str, float], ...]:
    spent = rows.filter(pl.col("section") == "expense").group_by("account").agg(pl.col("amount").sum())
    named = [pair for pair in spent.select("account", "amount").rows() if says(bare(pair[0]), _WITH_EACH_SALE)]
    return tuple(sorted((pair for pair in named if pair[1] > 0), key=lambda pair: (-pair[1], pair[0])))
