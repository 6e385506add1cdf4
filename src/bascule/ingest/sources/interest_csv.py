"""`interest.csv`: how much a term is searched, as an index (Google Trends and the like).

`kind` is brand (the company's own), rival or category. An index has no unit and is compared with itself only; "<1"
is unknown, not zero.
"""

import polars as pl

from bascule.ingest.series import DATE, GRAIN, dated, grain_checks
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import meaning

KINDS = {
    "brand": ("brand", "marque"),
    "rival": ("rival", "rivale", "competitor", "concurrent", "concurrente", "concurrence"),
    "category": ("category", "categorie"),
}
COLUMNS = (
    DATE,
    GRAIN,
    Column("term", both=("term",), needed=True),
    Column("kind", both=("kind",), needed=True),
    Column("value", "number", both=("value",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `interest` rows; each term has a grain of its own."""
    return {"interest": dated(rows.with_columns(meaning(pl.col("kind"), KINDS).alias("kind")), "term")}


INTEREST_CSV = Source(
    kind="interest_csv",
    title="interest.csv",
    columns=COLUMNS,
    identified_by=(("date", "term", "kind", "value"),),
    canonical=canonical,
    amount=None,
    checks=(
        ("interest_kind_unknown", "kind", meaning(pl.col("kind"), KINDS).is_null()),
        *grain_checks("term"),
        ("series_duplicated", "date", pl.struct("date", "grain", "term").is_duplicated()),
    ),
)
