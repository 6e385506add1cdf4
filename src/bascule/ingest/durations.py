"""Durations as timers write them: hours, minutes and seconds on a clock that may pass 24 hours."""

import polars as pl

_CLOCK = r"^([+-]?)(\d{1,6}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$"
_DECIMAL = r"^[+-]?\d{1,6}(?:[.,]\d{1,2})?$"


def hours_of(text: pl.Expr) -> pl.Expr:
    """Return hours from a clock (26:30:00, 0:45) or from decimal hours of two places at most; null for anything else.

    Examples
    --------
    >>> cells = pl.DataFrame({"x": ["02:30:00", "26:30", "2,25", "-0:30", "soon", "1.125"]})
    >>> cells.select(hours_of(pl.col("x")).alias("x"))["x"].to_list()
    [2.5, 26.5, 2.25, -0.5, None, None]
    """
    bare = text.str.strip_chars()
    hours, minutes, seconds = (bare.str.extract(_CLOCK, group).cast(pl.Float64) for group in (2, 3, 4))
    sign = pl.when(bare.str.starts_with("-")).then(-1.0).otherwise(1.0)
    clock = sign * (hours + minutes / 60 + seconds.fill_null(0.0) / 3600)
    plain = pl.when(bare.str.contains(_DECIMAL)).then(bare.str.replace(",", ".", literal=True))
    return pl.coalesce(clock, plain.cast(pl.Float64, strict=False))
