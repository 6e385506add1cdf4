"""`drivers.csv`: what moves sales from outside and no advertising moves: weather, a rival's price, demand.

It is the plain way to have something else accounted for. A value holds on the days of its row; the unit is free.
"""

import polars as pl

from bascule.ingest.series import DATE, GRAIN, dated, grain_checks
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    DATE,
    GRAIN,
    Column("driver", both=("driver",), needed=True),
    Column("value", "number", both=("value",), negative=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `drivers` rows; each driver has a grain of its own."""
    return {"drivers": dated(rows, "driver")}


DRIVERS_CSV = Source(
    kind="drivers_csv",
    title="drivers.csv",
    columns=COLUMNS,
    identified_by=(("date", "driver", "value"),),
    canonical=canonical,
    amount=None,
    checks=(
        *grain_checks("driver"),
        ("series_duplicated", "date", pl.struct("date", "grain", "driver").is_duplicated()),
    ),
)
