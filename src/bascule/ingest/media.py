"""Rows of advertising made canonical: what is broken down by device or network adds up."""

import re
from collections.abc import Callable, Mapping

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.series import summed
from bascule.ingest.source import Reading

KEY = ("date", "date_end", "grain", "platform", "account", "channel", "campaign", "currency")
MEASURES = ("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
# An account's number, as platforms write it; anything else is a name.
ACCOUNT_NUMBER = r"^[A-Za-z]?\d[\d-]*$"


def add_up(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row a stretch of time and campaign; a measure that no part knows stays null.

    Parameters
    ----------
    rows : DataFrame
        With the columns of `KEY`, any of `MEASURES`, and `source_row`. The account is `account_id` where it is known,
        else `account`: a number tells two accounts apart better than a name.

    Examples
    --------
    >>> keys = {name: ["a", "a"] for name in KEY}
    >>> parts = pl.DataFrame({**keys, "spend": [1.0, 2.5], "clicks": [None, None], "source_row": [2, 3]})
    >>> add_up(parts).select("spend", "clicks", "source_row").rows()
    [(3.5, None, 2)]
    """
    known = [name for name in ("account_id", "account") if name in rows.columns]
    account = pl.coalesce(known) if known else pl.lit(None, pl.String)
    return summed(rows.with_columns(account.alias("account")), KEY, [name for name in MEASURES if name in rows.columns])


def with_channel(rows: pl.DataFrame, reading: Reading, guess: Callable[..., str], *beside: str) -> pl.DataFrame:
    """Return the rows with the `channel` of each campaign: what `bascule.toml` says of its name, else a guess.

    Parameters
    ----------
    rows : DataFrame
        With `campaign` and the columns `beside`.
    guess : callable
        (campaign, *values of `beside`) → channel; the campaign is never None.

    Examples
    --------
    >>> import datetime as dt
    >>> reading = Reading("a.csv", dt.date(2026, 11, 23), campaigns={"[FR] *": "meta_quebec"})
    >>> rows = pl.DataFrame({"campaign": ["[FR] Été", "Summer"]})
    >>> with_channel(rows, reading, lambda campaign: "other")["channel"].to_list()
    ['meta_quebec', 'other']
    """
    names = rows.select("campaign", *beside).unique(maintain_order=True)
    channels = [
        said_channel(campaign or "", reading.campaigns) or guess(campaign or "", *values)
        for campaign, *values in names.rows()
    ]
    found = names.with_columns(pl.Series("found", channels, dtype=pl.String))
    # Only the names are joined: the other columns of millions of rows are not copied.
    named = rows.select("campaign", *beside)
    named = named.join(found, on=["campaign", *beside], how="left", nulls_equal=True, maintain_order="left")
    return rows.with_columns(named["found"].alias("channel"))


def said_channel(campaign: str, patterns: Mapping[str, str]) -> str | None:
    """Return the channel that the first matching pattern gives a campaign; case and accents do not matter.

    Examples
    --------
    >>> said_channel("Été 2026 | QC", {"ete*": "meta_summer"})
    'meta_summer'
    """
    name = plain(campaign)
    for pattern, channel in patterns.items():
        anything = ".*".join(re.escape(part) for part in plain(pattern).split("*"))
        if re.fullmatch(anything, name):
            return channel
    return None
