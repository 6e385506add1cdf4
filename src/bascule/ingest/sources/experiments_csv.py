"""`experiments.csv`: what planned tests found, one row a test of a channel.

`lift` is the incremental revenue of the whole test, company currency: what would not have come without the
spending tested. `lift_error` is its standard error, same unit, above zero. `spend` is the spending that was tested,
the difference between with and without, company currency; left blank, it is what the channel spent between the two
dates. `start` and `end` are the first and last days, both in the test.
"""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("channel", both=("channel",), needed=True),
    Column("start", "date", both=("start",), needed=True),
    Column("end", "date", both=("end",), needed=True),
    Column("currency", "currency", both=("currency",)),
    Column("lift", "number", both=("lift",), money=True, needed=True, negative=True),
    Column("lift_error", "number", both=("lift_error",), money=True, needed=True, negative=True),
    Column("spend", "number", both=("spend",), money=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `experiments` rows; an end that names a month only is its last day."""
    last = pl.when(pl.col("month:end")).then(pl.col("end").dt.month_end()).otherwise(pl.col("end"))
    return {"experiments": rows.with_columns(last.alias("end"))}


EXPERIMENTS_CSV = Source(
    kind="experiments_csv",
    title="experiments.csv",
    columns=COLUMNS,
    identified_by=(("channel", "start", "end", "lift", "lift_error"),),
    canonical=canonical,
    amount=None,
    checks=(
        ("range_backwards", "end", pl.col("end") < pl.col("start")),
        ("lift_error_not_positive", "lift_error", pl.col("lift_error") <= 0),
        ("tested_spend_zero", "spend", pl.col("spend") == 0),
        ("experiment_duplicated", "start", pl.struct("channel", "start", "end").is_duplicated()),
    ),
)
