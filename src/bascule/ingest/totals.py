"""Totals rows are never data: they are set aside, then every file must add up to one of them."""

from dataclasses import dataclass

import polars as pl

from bascule.ingest.numbers import is_blank
from bascule.ingest.source import Source

TOLERANCE = 0.01
_TOTAL = r"(?i)^\s*(?:grand[\s\u{a0}]+|sous-?|sub-?)?tota(?:l|ux)\b"
_ONLY_TOTAL = r"(?i)^\s*(?:grand\s+total|tota(?:l|ux)(?:\s+g[ée]n[ée]ral)?)\s*:?\s*$"
_RESULTS = r"(?i)^\s*(?:results? (?:from|of)|résultats? (?:de|des|provenant de)) \d"


@dataclass(frozen=True)
class Checksum:
    """What the totals rows say of the rows above them.

    `outcome` is 'none' (no totals row), 'agrees', 'agrees_once' (only when rows pasted twice are counted
    once), 'near' or 'differs'; `stated` is the total nearest to `reckoned`, the sum of the rows.
    """

    outcome: str
    stated: float | None = None
    reckoned: float = 0.0


def is_total(source: Source, frame: pl.DataFrame) -> pl.Expr:
    """Tell the totals rows among text cells (totals have no date of their own, or are nothing but "Total").

    Parameters
    ----------
    frame : DataFrame
        Text columns by name, with `first_cell` and `undated`.
    """
    texts = [column.name for column in source.columns if column.kind == "text" and column.name in frame.columns]
    named = ["first_cell", *texts]
    total = pl.any_horizontal(pl.col(name).str.contains(_TOTAL) for name in named) & pl.col("undated")
    sure = pl.any_horizontal(
        pl.col(name).str.contains(_ONLY_TOTAL) | pl.col(name).str.contains(_RESULTS) for name in named
    )
    if source.total_if_blank in frame.columns:
        sure = sure | is_blank(pl.col(source.total_if_blank))
    return (total | sure).fill_null(False)


def unit_of(source: Source) -> str:
    """Return how the totals of a source are spoken of: 'totals' in money, 'counts' of visits or searches.

    The codes of what is said begin with it: `totals_agree`, `counts_agree` …
    """
    return "totals" if source.amount is None or source.column(source.amount).money else "counts"


def checksum(rows: pl.DataFrame, totals: pl.DataFrame, amount: str, repeated: pl.Series, near: float = 0.0) -> Checksum:
    """Compare the sum of the rows with the totals rows, to the cent.

    Parameters
    ----------
    rows, totals : DataFrame
        Typed rows, and the totals rows typed alike.
    amount : str
        The column that is summed.
    repeated : series of bool
        Rows equal to an earlier one.
    near : float
        Share of the total that the rows may be away from it, where the platform counts by estimates.
    """
    stated = totals[amount].drop_nulls()
    whole = float(rows[amount].sum() or 0.0)
    if stated.is_empty():
        return Checksum("none", None, whole)
    once = float(rows.filter(~repeated)[amount].sum() or 0.0)
    for outcome, reckoned in (("agrees", whole), ("agrees_once", once)):
        if ((stated - reckoned).abs() <= TOLERANCE + 1e-6).any():
            return Checksum(outcome, reckoned, reckoned)
    nearest = stated[int((stated - whole).abs().arg_min() or 0)]
    outcome = "near" if abs(nearest - whole) <= near * abs(nearest) else "differs"
    return Checksum(outcome, float(nearest), whole)
