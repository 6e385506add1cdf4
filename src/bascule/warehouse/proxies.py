"""Searches, visits and outside drivers on the grid: what moves with demand and that nobody spends on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.panel import Floats, Proxy, ProxyKind
from bascule.warehouse.coverage import day
from bascule.warehouse.grid import Grid
from bascule.warehouse.queries import Queries

Note = tuple[str, dict[str, object]]
LEAST_KNOWN = 0.8
# A sum that lacks days is too small, a mean that lacks days is only less sure.
_WHOLE_COUNT, _WHOLE_INDEX = 0.8, 0.5
_KINDS: tuple[ProxyKind, ...] = get_args(ProxyKind)


def read_proxies(
    queries: Queries,
    grid: Grid,
    *,
    search: Sequence[Path] = (),
    interest: Sequence[Path] = (),
    web: Sequence[Path] = (),
    drivers: Sequence[Path] = (),
) -> tuple[tuple[Proxy, ...], list[Note]]:
    """Return the proxies of a company on its grid, and what was left out.

    Counts (searches, visits) of a week, a month or a range are spread evenly over its days, then summed; a series
    without a row where its table has some counted nothing. An index holds on its days, then is averaged over those
    known. A period is unknown when the table begins or ends in it, or has rows on too few of its days. Rivals'
    interest is no proxy.
    """
    found: list[Proxy] = []
    for query, paths in (("search_rows", search), ("web_rows", web)):
        found += _counts(queries, queries.over(query, paths), grid) if paths else []
    for query, paths in (("interest_rows", interest), ("drivers_rows", drivers)):
        found += _indices(queries, queries.over(query, paths), grid) if paths else []
    found.sort(key=lambda proxy: _KINDS.index(proxy.kind))
    shares = [float(np.isfinite(proxy.values).mean()) for proxy in found]
    notes: list[Note] = [
        ("proxy_too_short", {"name": proxy.name, "share": round(share, 3)})
        for proxy, share in zip(found, shares, strict=True)
        if share < LEAST_KNOWN
    ]
    kept = (proxy for proxy, share in zip(found, shares, strict=True) if share >= LEAST_KNOWN)
    return tuple(kept), notes


def _counts(queries: Queries, rows: pl.DataFrame, grid: Grid) -> Iterator[Proxy]:
    if rows.is_empty():
        return
    queries.register("readings", rows)
    on_grid = queries.on_grid("counts_by_period", grid)
    known = _wholly_counted(on_grid, rows, grid)
    for kind, name in _series(rows):
        values = np.zeros(len(grid))
        _place(values, on_grid.filter(kind=kind, name=name), grid, _WHOLE_COUNT)
        values[~known] = np.nan
        yield Proxy(name, kind, values)


def _indices(queries: Queries, rows: pl.DataFrame, grid: Grid) -> Iterator[Proxy]:
    queries.register("readings", rows)
    on_grid = queries.on_grid("indices_by_period", grid)
    for kind, name in _series(rows):
        values = np.full(len(grid), np.nan)
        _place(values, on_grid.filter(kind=kind, name=name), grid, _WHOLE_INDEX)
        yield Proxy(name, kind, values)


def _series(rows: pl.DataFrame) -> list[tuple[ProxyKind, str]]:
    # Rows without a name only tell which days their table covers.
    known = rows.filter(pl.col("value").is_not_null() & pl.col("name").is_not_null())
    return known.select("kind", "name").unique().sort("kind", "name").rows()


def _place(values: Floats, rows: pl.DataFrame, grid: Grid, least: float) -> None:
    place = {start: at for at, start in enumerate(grid.starts)}
    for start, value, known in rows.select("start", "value", "known").rows():
        values[place[start]] = value if value is not None and known >= least else np.nan


def _wholly_counted(on_grid: pl.DataFrame, rows: pl.DataFrame, grid: Grid) -> NDArray[np.bool_]:
    days = dict(on_grid.select("start", "days").unique().rows())
    covered = np.array([days.get(start, 0) for start in grid.starts])
    usual = float(np.median(covered[covered > 0])) if covered.any() else np.inf
    first, last = day(rows["date"].min()), day(rows["date_end"].max())
    inside = np.array([start >= first and end <= last for start, end in zip(grid.starts, grid.ends, strict=True)])
    return np.asarray(inside & (covered >= _WHOLE_COUNT * usual))
