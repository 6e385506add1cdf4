"""Which periods are wholly known: those half begun, not over yet, or without sales are told apart."""

import datetime as dt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.errors import BasculeError
from bascule.warehouse.grid import Grid

Note = tuple[str, dict[str, object]]
_EXPORT_LAG = 4
_LONG_SILENCE = 28
_DAILY_SHOP = 5
_BURN_IN = (8, 26)


def day(value: object) -> dt.date:
    """Return a value of a column of dates that is not empty, as a date."""
    assert isinstance(value, dt.date)
    return value


def trimmed(grid: Grid, sales: pl.DataFrame, media: pl.DataFrame, today: dt.date) -> tuple[Grid, list[Note]]:
    """Return the periods to study: sales wholly known at both ends, over before today, with advertising.

    Sales that stop in the middle of a week say little of that week, so the first and last may go. When the
    last few periods have no row of advertising at all, the exports are older than the sales: these go too.

    Raises
    ------
    BasculeError
        `no_sales` when no period is left.
    """
    known = sales.filter(pl.col("revenue").is_not_null())
    first_day, last_day = day(known["date"].min()), day(known["date_end"].max())
    first, last = 0, len(grid)
    while first < last and grid.starts[first] < first_day:
        first += 1
    while last > first and (grid.ends[last - 1] > last_day or grid.ends[last - 1] >= today):
        last -= 1
    if first == last:
        raise BasculeError("no_sales")
    partial = [start.isoformat() for start in (*grid.starts[:first], *grid.starts[last:])]
    notes: list[Note] = [("periods_partial", {"dates": partial, "periods": len(partial)})] if partial else []
    stale = _stale(grid.slice(first, last), media)
    if stale:
        notes.append(("media_ends_early", {"end_date": str(media["date_end"].max()), "periods": stale}))
    return grid.slice(first, last - stale), notes


def _stale(grid: Grid, media: pl.DataFrame) -> int:
    last = day(media["date_end"].max())
    late = sum(1 for end in grid.ends if end > last)
    return late if late <= min(_EXPORT_LAG, len(grid) // 4) else 0


def known_sales(grid: Grid, sales: pl.DataFrame) -> tuple[NDArray[np.bool_], list[Note]]:
    """Tell the periods whose sales are known, and note each gap.

    Weekly or monthly rows: a period without a row is unknown. Daily rows: a period with less than half of the
    usual days is unknown; a shop that sells on fewer than five days a week may well sell nothing for a while,
    so only four weeks without a sale are a gap.
    """
    days = sales.filter(pl.col("revenue").is_not_null())
    if not (sales["grain"] == "day").all():
        starts = set(days["date"].to_list())
        known = np.array([start in starts for start in grid.starts])
    else:
        known = _known_by_days(grid, sorted(set(days["date"].to_list())))
    return known, _gaps(grid, known)


def _known_by_days(grid: Grid, days: list[dt.date]) -> NDArray[np.bool_]:
    place = (
        np.searchsorted(np.array(grid.starts, dtype="datetime64[D]"), np.array(days, dtype="datetime64[D]"), "right")
        - 1
    )
    inside = (place >= 0) & (place < len(grid))
    counts = np.bincount(place[inside], minlength=len(grid))[: len(grid)]
    usual = float(np.median(counts[counts > 0])) if counts.any() else 0.0
    if usual >= _DAILY_SHOP:
        return np.asarray(counts >= usual / 2)
    return np.array([not _in_silence(start, end, days) for start, end in zip(grid.starts, grid.ends, strict=True)])


def _in_silence(start: dt.date, end: dt.date, days: list[dt.date]) -> bool:
    before = max((day for day in days if day < start), default=start)
    after = min((day for day in days if day > end), default=end)
    return not any(start <= day <= end for day in days) and (after - before).days > _LONG_SILENCE


def _gaps(grid: Grid, known: NDArray[np.bool_]) -> list[Note]:
    notes: list[Note] = []
    at = 0
    while at < len(grid):
        if known[at]:
            at += 1
            continue
        begin = at
        while at < len(grid) and not known[at]:
            at += 1
        first, last = grid.starts[begin].isoformat(), grid.ends[at - 1].isoformat()
        notes.append(("gap", {"start_date": first, "end_date": last, "periods": at - begin}))
    return notes


def unknown_first_weeks(usual_gap: float | None, identified: float | None, grid: Grid) -> int:
    """Return how many first periods cannot tell a new customer from one who comes back.

    A customer who bought before the data begin looks new. After the time within which nine in ten of those
    who come back do so (`usual_gap`, in weeks; at least 8 weeks, at most 26 or a third of the history), few
    are mistaken. When most orders name no customer, none is known.

    Examples
    --------
    >>> from bascule.warehouse.grid import weekly
    >>> unknown_first_weeks(3.0, 0.95, weekly(dt.date(2025, 1, 6), dt.date(2026, 1, 4)))
    8
    """
    if identified is None or identified < 0.5:
        return len(grid)
    weeks = min(max(float(usual_gap or 0.0), _BURN_IN[0]), _BURN_IN[1])
    periods = weeks if grid.period == "week" else weeks * 12 / 52
    return min(int(np.ceil(periods)), max(len(grid) // 3, 1))
