"""Time zones under the names that tools write them with, and clocks brought to the company's own."""

import polars as pl

from bascule.ingest.dates import own_clock

# The names of Rails (Square, Shopify), then those of Windows (Outlook, Excel).
ZONES: dict[str, str] = {
    "newfoundland": "America/St_Johns",
    "atlantic time (canada)": "America/Halifax",
    "eastern time (us & canada)": "America/Toronto",
    "central time (us & canada)": "America/Winnipeg",
    "saskatchewan": "America/Regina",
    "mountain time (us & canada)": "America/Edmonton",
    "arizona": "America/Phoenix",
    "pacific time (us & canada)": "America/Vancouver",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "newfoundland standard time": "America/St_Johns",
    "atlantic standard time": "America/Halifax",
    "eastern standard time": "America/Toronto",
    "central standard time": "America/Winnipeg",
    "canada central standard time": "America/Regina",
    "mountain standard time": "America/Edmonton",
    "us mountain standard time": "America/Phoenix",
    "pacific standard time": "America/Vancouver",
    "yukon standard time": "America/Whitehorse",
    "london": "Europe/London",
    "paris": "Europe/Paris",
    "utc": "UTC",
    "gmt": "UTC",
    **{
        zone.lower(): zone
        for zone in (
            "America/St_Johns", "America/Halifax", "America/Moncton", "America/Montreal", "America/Toronto",
            "America/Winnipeg", "America/Regina", "America/Edmonton", "America/Vancouver", "America/Whitehorse",
            "America/Yellowknife", "America/Iqaluit", "America/New_York", "America/Chicago", "America/Denver",
            "America/Phoenix", "America/Los_Angeles", "Europe/London", "Europe/Paris",
        )
    },
}  # fmt: skip


def zone_of(text: pl.Expr) -> pl.Expr:
    """Return the zone that a cell names; null where it is blank or not known.

    Examples
    --------
    >>> cells = pl.DataFrame({"zone": ["Eastern Time (US & Canada)", "Mars"]})
    >>> cells.select(zone_of(pl.col("zone")))["zone"].to_list()
    ['America/Toronto', None]
    """
    return text.str.strip_chars().str.to_lowercase().replace_strict(ZONES, default=None, return_dtype=pl.String)


def to_own_clock(told: pl.Series, zones: pl.Series, own: str) -> pl.Series:
    """Return timestamps as the company's clock shows them; where the zone is null, it is that clock already.

    Parameters
    ----------
    told : series of datetimes without a zone
    zones : series of text
        Of each, the zone it was written in.
    own : str
        The company's zone.

    Examples
    --------
    >>> import datetime as dt
    >>> noon = pl.Series([dt.datetime(2026, 9, 1, 12)] * 2)
    >>> [time.hour for time in to_own_clock(noon, pl.Series(["America/Vancouver", None]), "America/Toronto")]
    [15, 12]
    """
    clock = pl.col("told")
    for zone in zones.drop_nulls().unique().sort():
        clock = pl.when(pl.col("zone") == zone).then(own_clock(pl.col("told"), zone, own)).otherwise(clock)
    return pl.DataFrame({"told": told, "zone": zones}).select(clock.alias(told.name))[told.name]
