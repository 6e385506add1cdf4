"""Dates as platforms write them; the order of day and month is decided once for a whole file."""

from typing import Literal

import polars as pl

Order = Literal["day_first", "month_first"]
ORDERS: tuple[Order, ...] = ("day_first", "month_first")
_MONTHS = (
    ("january", "janvier", "janv", "jan"),
    ("february", "fevrier", "fevr", "fev", "feb"),
    ("march", "mars", "mar"),
    ("april", "avril", "avr", "apr"),
    ("may", "mai"),
    ("june", "juin", "jun"),
    ("july", "juillet", "juil", "jul"),
    ("august", "aout", "aug"),
    ("september", "septembre", "sept", "sep"),
    ("october", "octobre", "oct"),
    ("november", "novembre", "nov"),
    ("december", "decembre", "dec"),
)
_NUMBER_OF = {name: str(number) for number, names in enumerate(_MONTHS, start=1) for name in names}
_LONGEST = 200
_TIME = r"(?:[t ,]+\d{1,2}:.*)?$"
_SHORT = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME
_DAY_NAME = r"^(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,? )?"
_AS_NUMBERS: tuple[tuple[str, tuple[int, int, int]], ...] = (
    (r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, (1, 2, 3)),
    (r"^((?:19|20)\d{2})(\d{2})(\d{2})$", (1, 2, 3)),
)
_IN_WORDS: tuple[tuple[str, tuple[int, int, int]], ...] = (
    (_DAY_NAME + r"(\d{1,2})(?:er|st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})" + _TIME, (3, 2, 1)),
    (_DAY_NAME + r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _TIME, (3, 1, 2)),
)
_PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PLAIN_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?: ?(?:[+-][0-9]{2}:?[0-9]{2}|Z|UTC))?$"
_MOMENT = "%Y-%m-%d %H:%M:%S"
_MONTH_ONLY = (r"^(\d{4})[-/](\d{1,2})$", r"^()([a-z]+)\.?,? (\d{4})$")


def decide_order(values: pl.Series) -> Order | Literal["any", "unknown", "mixed"]:
    """Decide whether the day or the month comes first, from every date of a column.

    Returns
    -------
    str
        'day_first' or 'month_first'; 'any' when no date needs it (ISO, month in words, day equal to month);
        'unknown' when every date could be read both ways; 'mixed' when some prove one and some the other.

    Examples
    --------
    >>> decide_order(pl.Series(["31/01/2026", "01/02/2026"])), decide_order(pl.Series(["03/04/2026"]))
    ('day_first', 'unknown')
    """
    text = _short(pl.col("text")).str.strip_chars().str.to_lowercase()
    parts = (
        values.alias("text").drop_nulls().unique().to_frame()
        .select(
            text.str.extract(_SHORT, group).cast(pl.Int64).alias(name)
            for group, name in ((1, "first"), (2, "second"))
        )
        .drop_nulls()
    )  # fmt: skip
    first, second = pl.col("first"), pl.col("second")
    day = parts.filter((first > 12) & (second <= 12)).height
    month = parts.filter((second > 12) & (first <= 12)).height
    if day and month:
        return "mixed"
    if day or month:
        return "day_first" if day else "month_first"
    return "unknown" if parts.filter(first != second).height else "any"


def telling(values: pl.Series) -> pl.Series:
    """Return, of the texts that :func:`decide_order` reads alike, the first: one a day rather than one a moment.

    Examples
    --------
    >>> telling(pl.Series(["2026-01-31", "2026-02-01", "31/01/2026 10:00", "31/01/2026 11:00"])).to_list()
    ['2026-01-31', '31/01/2026 10:00']
    """
    # Years first tell nothing of the order: one is enough.
    years = values.str.contains(r"^[0-9]{4}-").fill_null(value=False)
    first = years.arg_max() or 0
    others = values.filter(~years | (pl.int_range(0, years.len(), eager=True) == first))
    text = pl.col("text").str.strip_chars().str.to_lowercase()
    frame = others.alias("text").drop_nulls().unique(maintain_order=True).to_frame()
    frame = frame.with_columns(
        text.str.slice(0, 10).alias("day"),
        text.str.contains(_SHORT).alias("short"),
        text.str.contains(r"\d").alias("digits"),
    )
    return frame.unique(["day", "short", "digits"], keep="first", maintain_order=True)["text"].alias(values.name)


def read_dates(values: pl.Series, order: str | None = None) -> pl.DataFrame:
    """Return distinct texts with their date and whether they name a month only.

    Parameters
    ----------
    values : series of text
    order : {'day_first', 'month_first'} or None
        How 03/04/2026 is read; None leaves such dates unread.

    Returns
    -------
    DataFrame of `text` (distinct, not null), `date` (null when unreadable) and `month_only`.

    Examples
    --------
    >>> read_dates(pl.Series(["1er sept. 2026"]))["date"].to_list()
    [datetime.date(2026, 9, 1)]
    """
    frame = values.alias("text").drop_nulls().unique(maintain_order=True).to_frame()
    frame = frame.with_columns(_plain(_short(pl.col("text"))).alias("plain"))
    text = pl.col("plain")
    forms = [_built(text, pattern, groups, worded=False) for pattern, groups in _AS_NUMBERS]
    forms += [_built(text, pattern, groups, worded=True) for pattern, groups in _IN_WORDS]
    if order:
        forms.append(_built(text, _SHORT, (3, 2, 1) if order == "day_first" else (3, 1, 2), worded=False))
    months = [
        _month_start(text, _MONTH_ONLY[0], (1, 2), worded=False),
        _month_start(text, _MONTH_ONLY[1], (3, 2), worded=True),
    ]
    frame = frame.with_columns(pl.coalesce(forms).alias("date"), pl.coalesce(months).alias("month"))
    return frame.select(
        "text",
        pl.coalesce("date", "month").alias("date"),
        (pl.col("date").is_null() & pl.col("month").is_not_null()).alias("month_only"),
    )


def plain_moment(text: pl.Expr) -> pl.Expr:
    """Return the moment of timestamps in the most frequent form, on the writer's own clock; null for any other.

    What takes :func:`read_dates` and :func:`read_clock` a long time is told at once, and alike.

    Examples
    --------
    >>> frame = pl.DataFrame({"x": ["2026-09-01 10:00:00 -0400", "2026-09-01T10:00:00Z", "2026-09-01", "9/1/2026"]})
    >>> [moment and moment.isoformat() for moment in frame.select(plain_moment(pl.col("x")))["x"]]
    ['2026-09-01T10:00:00', '2026-09-01T10:00:00', '2026-09-01T00:00:00', None]
    """
    moment = text.str.slice(0, 19).str.replace("T", " ", literal=True).str.to_datetime(_MOMENT, strict=False)
    day = text.str.to_datetime("%Y-%m-%d", strict=False)
    return pl.when(text.str.contains(_PLAIN_MOMENT)).then(moment).when(text.str.contains(_PLAIN_DAY)).then(day)


def plain_day(text: pl.Expr) -> pl.Expr:
    """Return the day of dates in the most frequent form, with or without a time; null for any other.

    Examples
    --------
    >>> frame = pl.DataFrame({"x": ["2026-09-01", "2026-09-01 10:00:00 -0400", "2026-02-30", "9/1/2026"]})
    >>> [day and day.isoformat() for day in frame.select(plain_day(pl.col("x")))["x"]]
    ['2026-09-01', '2026-09-01', None, None]
    """
    plain = text.str.contains(_PLAIN_DAY) | text.str.contains(_PLAIN_MOMENT)
    return pl.when(plain).then(text.str.slice(0, 10)).str.to_date("%Y-%m-%d", strict=False)


def read_clock(text: pl.Expr) -> pl.Expr:
    """Return the time of day written in a timestamp as a duration; zero when there is none.

    The shop's own clock is kept: an offset such as -0400 is not applied.

    Examples
    --------
    >>> frame = pl.DataFrame({"x": ["2026-09-01 10:00:00 -0400", "9/1/2026 1:30 PM"]})
    >>> frame.select(read_clock(pl.col("x")).dt.total_minutes()).to_series().to_list()
    [600, 810]
    """
    pattern = r"(?i)[t ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?"
    hour, minute, second = (text.str.extract(pattern, group).cast(pl.Int64).fill_null(0) for group in (1, 2, 3))
    half = text.str.extract(pattern, 4).str.to_lowercase()
    hour = pl.when(half.is_not_null()).then(hour % 12 + pl.when(half == "p").then(12).otherwise(0)).otherwise(hour)
    return pl.duration(hours=hour, minutes=minute, seconds=second)


def own_clock(told: pl.Expr, zone: str, own: str) -> pl.Expr:
    """Return timestamps of one time zone as another's clock shows them, daylight saving time included.

    Examples
    --------
    >>> import datetime as dt
    >>> frame = pl.DataFrame({"x": [dt.datetime(2026, 9, 1, 2, 30)]})
    >>> frame.select(own_clock(pl.col("x"), "UTC", "America/Toronto"))["x"].to_list()
    [datetime.datetime(2026, 8, 31, 22, 30)]
    """
    placed = told.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return placed.dt.convert_time_zone(own).dt.replace_time_zone(None)


def _short(text: pl.Expr) -> pl.Expr:
    # No date is as long: a cell of megabytes is not gone through once a form.
    return pl.when(text.str.len_bytes() <= _LONGEST).then(text)


def _plain(text: pl.Expr) -> pl.Expr:
    bare = text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_all(r"\s+", " ").str.strip_chars(" '")


def _built(text: pl.Expr, pattern: str, groups: tuple[int, int, int], *, worded: bool) -> pl.Expr:
    year, month, day = (text.str.extract(pattern, group) for group in groups)
    if worded:
        month = month.replace_strict(_NUMBER_OF, default=None, return_dtype=pl.String)
    return (year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)).str.to_date("%Y-%m-%d", strict=False)


def _month_start(text: pl.Expr, pattern: str, groups: tuple[int, int], *, worded: bool) -> pl.Expr:
    year, month = (text.str.extract(pattern, group) for group in groups)
    if worded:
        month = month.replace_strict(_NUMBER_OF, default=None, return_dtype=pl.String)
    return (year + "-" + month.str.zfill(2) + "-01").str.to_date("%Y-%m-%d", strict=False)
