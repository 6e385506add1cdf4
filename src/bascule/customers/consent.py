"""Who may be written to, and until when: Canada's anti-spam law (CASL, in French LCAP), S.C. 2010, c. 23.

Express consent holds until it is withdrawn (section 10(1)). A purchase implies consent for two years, and so does a
contract for two years after its end; an inquiry does for six months (section 10(9) and (10)). Whoever sends has to
prove consent (section 13): where nothing is known, nobody is written to. A withdrawal ends every consent of that day
or before, and what a later purchase implies too: only an express consent given after it counts again.

Where a file leaves room, the careful reading is taken:

- the last day of a consent of two years or six months is the day before that anniversary;
- `accepts_email` of a list of customers, when it says yes, is an express consent whose day is not known: the shop keeps
  the proof of it, but any withdrawal known from elsewhere may be later, and prevails. When it says no, it is a
  withdrawal on the day of the list;
- a withdrawal whose day is not known is later than every consent;
- a contract that is over without saying since when implies consent for two years after it began, when it surely ran.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from bascule.customers.contracts import OVER
from bascule.ingest.words import folded

# What a purchase or the end of a contract, and an inquiry, imply consent for.
IMPLIED = {"purchase": "2y", "contract": "2y", "inquiry": "6mo"}
_ALWAYS = dt.date(9999, 12, 31)
_SCHEMA: dict[str, pl.DataType] = {"customer_key": pl.String(), "kind": pl.String(), "given": pl.Date()}
STANDING: dict[str, pl.DataType] = {
    "customer_key": pl.String(),
    "contactable": pl.Boolean(),
    "kind": pl.String(),
    "expires": pl.Date(),
}


def standing(tables: Mapping[str, pl.DataFrame], day: dt.date) -> pl.DataFrame:
    """Return who may be written to on a day, one row a customer of whom anything is known; nobody else may be.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Canonical `consents`, `orders`, `subscriptions` and `customers`; those absent tell nothing.
    day : datetime.date
        What is dated after it is not known yet.

    Returns
    -------
    DataFrame
        customer_key, contactable, `kind` (express, purchase, contract, inquiry; withdrawn; the last that there was
        where it has expired), `expires` (the first day on which they may no longer be written to; null for never: an
        express consent, a contract that runs, and null too for who has withdrawn).

    Examples
    --------
    >>> orders = pl.DataFrame(
    ...     {"customer_key": ["a", "b"], "ordered_at": [dt.datetime(2025, 3, 1), dt.datetime(2023, 3, 1)], "net": 10.0}
    ... )
    >>> standing({"orders": orders}, dt.date(2026, 3, 1)).rows()  # doctest: +NORMALIZE_WHITESPACE
    [('a', True, 'purchase', datetime.date(2027, 3, 1)),
     ('b', False, 'purchase', datetime.date(2025, 3, 1))]
    """
    events = _events(tables, day)
    # An express consent without a day is before every day; a withdrawal without one, after.
    given = pl.col("given").fill_null(pl.when(pl.col("kind") == "withdrawn").then(_ALWAYS).otherwise(dt.date.min))
    withdrawn = pl.col("kind") == "withdrawn"
    counted = events.with_columns(given).with_columns(
        pl.col("given").filter(withdrawn).max().over("customer_key").alias("ended")
    )
    # What is implied before a withdrawal has ended, and what is implied after it does not begin.
    express = pl.col("kind") == "express"
    holds = pl.col("ended").is_null() | (express & (pl.col("given") > pl.col("ended")))
    basis = counted.filter(holds, ~withdrawn).with_columns(_expiry().alias("expires"))
    best = basis.sort("customer_key", "expires", express, descending=[False, True, True]).unique(
        "customer_key", keep="first", maintain_order=True
    )
    gone = counted.filter(withdrawn).unique("customer_key").join(best, on="customer_key", how="anti")
    told = pl.concat(
        [
            best.select("customer_key", (pl.col("expires") > day).alias("contactable"), "kind", "expires"),
            gone.select(
                "customer_key", pl.lit(value=False).alias("contactable"), "kind", pl.lit(_ALWAYS).alias("expires")
            ),
        ]
    )
    expires = pl.when(pl.col("expires") < _ALWAYS).then("expires").alias("expires")
    kind = pl.col("kind").replace("running", "contract")
    return _as(told.with_columns(expires, kind), STANDING).sort("customer_key")


def _events(tables: Mapping[str, pl.DataFrame], day: dt.date) -> pl.DataFrame:
    """Return what bears on consent, one row an event known on a day: customer_key, kind, given."""
    readers = {"consents": _register, "orders": _purchases, "subscriptions": _contracts, "customers": _lists}
    found = [reader(tables[name], day) for name, reader in readers.items() if name in tables]
    rows = pl.concat([pl.DataFrame(schema=_SCHEMA), *(_as(part, _SCHEMA) for part in found)])
    known = pl.col("given").is_null() | (pl.col("given") <= day) | (pl.col("kind") == "running")
    return rows.filter(pl.col("customer_key").is_not_null(), known)


def _register(consents: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    dated = pl.col("given").is_not_null() | pl.col("kind").is_in(["express", "withdrawn"])
    return consents.filter(dated, pl.col("kind").is_not_null())


def _purchases(orders: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    bought = orders.filter(pl.col("net") > 0, pl.col("ordered_at").is_not_null())
    dated = bought.select(
        "customer_key", pl.lit("purchase").alias("kind"), pl.col("ordered_at").dt.date().alias("given")
    )
    # The last purchase known on the day counts, and it alone.
    return dated.filter(pl.col("given") <= day).group_by("customer_key", "kind").agg(pl.col("given").max())


def _contracts(subscriptions: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    over = folded(pl.col("status").fill_null("")).is_in(OVER)
    begun = subscriptions.filter(pl.col("start") <= day)
    runs = (pl.col("end").is_null() & ~over) | (pl.col("end") > day)
    kind = pl.when(runs).then(pl.lit("running")).otherwise(pl.lit("contract")).alias("kind")
    given = pl.when(runs).then("start").otherwise(pl.coalesce("end", "start")).alias("given")
    return begun.select("customer_key", kind, given)


def _lists(customers: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    said = customers.filter(pl.col("accepts_email").is_not_null(), pl.col("as_of").is_null() | (pl.col("as_of") <= day))
    yes = pl.col("accepts_email")
    kind = pl.when(yes).then(pl.lit("express")).otherwise(pl.lit("withdrawn")).alias("kind")
    return said.select("customer_key", kind, pl.when(~yes).then("as_of").alias("given"))


def _expiry() -> pl.Expr:
    implied = pl.lit(_ALWAYS)
    for kind, lasting in IMPLIED.items():
        implied = pl.when(pl.col("kind") == kind).then(pl.col("given").dt.offset_by(lasting)).otherwise(implied)
    return implied


def _as(rows: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in schema.items())
