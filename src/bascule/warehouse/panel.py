"""From canonical tables to the arrays of the response model: a regular grid, each doubt noted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.errors import BasculeError
from bascule.panel import CLAIMS, Floats, Panel
from bascule.warehouse.costs import read_costs
from bascule.warehouse.coverage import day, known_sales, trimmed, unknown_first_weeks
from bascule.warehouse.experiments import read_experiments
from bascule.warehouse.grid import Grid, anchor, monthly, weekly
from bascule.warehouse.proxies import read_proxies
from bascule.warehouse.queries import Queries

Note = tuple[str, dict[str, object]]
_LONG_SILENCE = {"week": 3, "month": 1}
_SALES = ("revenue", "orders", "new_customers", "price_index", "promo")
# Tables that a study can do without.
BESIDE = ("search", "interest", "web", "experiments", "drivers", "costs")


def build_panel(
    media: Sequence[Path],
    sales: Sequence[Path],
    orders: Sequence[Path],
    today: dt.date,
    *,
    search: Sequence[Path] = (),
    interest: Sequence[Path] = (),
    web: Sequence[Path] = (),
    experiments: Sequence[Path] = (),
    drivers: Sequence[Path] = (),
    costs: Sequence[Path] = (),
) -> Panel:
    """Build the panel from Parquet files of the canonical tables.

    Sales come from the `sales` table, else from `orders`. Weeks begin on Monday, unless weekly rows begin on
    another day; the panel is monthly when sales are. Media given for a month or a range are spread evenly
    over its days. A period whose sales are not known has NaN revenue, and its spend all the same. Searches, visits
    and drivers become proxies, planned tests experiments; neither moves the grid.

    Parameters
    ----------
    media, sales, orders : sequences of Path
    today : datetime.date
        A period that is not over yet is left out.
    search, interest, web, experiments, drivers, costs : sequences of Path, optional

    Returns
    -------
    Panel
        Channels by spend, largest first; `notes` says what was left out, spread or unknown.

    Raises
    ------
    BasculeError
        `no_media`, `no_sales`, `revenue_all_zero` or `week_anchors_differ`.
    """
    with Queries() as queries:
        rows, notes = _sales_rows(queries, sales, orders)
        advertising = _media_rows(queries, media)
        grid = _grid(rows, advertising)
        grid, trimming = trimmed(grid, rows, advertising, today)
        known, gaps = known_sales(grid, rows)
        queries.register("sales", rows)
        queries.register("media", advertising)
        figures = _figures(queries.on_grid("sales_by_period", grid), known)
        notes += [*trimming, *gaps]
        if not np.nansum(np.abs(figures["revenue"])):
            raise BasculeError("revenue_all_zero", start_date=grid.starts[0], end_date=grid.ends[-1])
        if orders and not sales:
            notes += _unknown_first_customers(queries, orders, figures, grid)
        panel = _with_media(queries.on_grid("media_by_period", grid), advertising, figures, grid, notes)
        proxies, unknown = read_proxies(queries, grid, search=search, interest=interest, web=web, drivers=drivers)
        tests, unused = read_experiments(queries, experiments, panel, grid)
        fixed = read_costs(queries, costs, panel.channels, grid.ends[-1])
        notes = [*panel.notes, *unknown, *unused]
        return replace(panel, proxies=proxies, experiments=tests, fixed_costs=fixed, notes=tuple(notes))


def build_media_panel(
    media: Sequence[Path],
    sales: Sequence[Path],
    orders: Sequence[Path],
    today: dt.date,
    *,
    experiments: Sequence[Path] = (),
    costs: Sequence[Path] = (),
) -> Panel:
    """Build the panel of a company whose sales cannot be read, or are not to be: spending on its own grid.

    Parameters
    ----------
    media, sales, orders : sequences of Path
        What few sales there are fill `revenue` where they cover a whole period, only to tell how large the company is.
    today : datetime.date
        A period that is not over yet is left out.
    experiments : sequence of Path, optional
        Planned tests: they say what a channel brings without any sales file.
    costs : sequence of Path, optional
        Invoices that buy no advertising.

    Returns
    -------
    Panel
        Its `sales_read` is False; new customers, prices and promotions are unknown.

    Raises
    ------
    BasculeError
        `no_media`, `media_too_short` or `week_anchors_differ`.
    """
    with Queries() as queries:
        advertising = _media_rows(queries, media)
        grid = _media_grid(advertising, today)
        queries.register("media", advertising)
        unknown = np.full(len(grid), np.nan)
        figures = dict.fromkeys(_SALES, unknown) | {"revenue": _few_sales(queries, sales, orders, grid)}
        panel = _with_media(queries.on_grid("media_by_period", grid), advertising, figures, grid, [])
        trials, notes = read_experiments(queries, experiments, panel, grid)
        fixed = read_costs(queries, costs, panel.channels, grid.ends[-1])
    told = [("spend_partial" if code == "spend_outside" else code, params) for code, params in panel.notes]
    return replace(panel, notes=(*told, *notes), sales_read=False, experiments=trials, fixed_costs=fixed)


def _media_grid(media: pl.DataFrame, today: dt.date) -> Grid:
    first, last = day(media["date"].min()), day(media["date_end"].max())
    if (media["grain"] == "month").all():
        grid = monthly(first, last)
    else:
        grid = weekly(first, last, anchor(_week_starts(media)))
    span = zip(grid.starts, grid.ends, strict=True)
    whole = [at for at, (start, end) in enumerate(span) if first <= start and end <= last and end < today]
    if not whole:
        raise BasculeError("media_too_short", start_date=first, end_date=last)
    return grid.slice(whole[0], whole[-1] + 1)


def _few_sales(queries: Queries, sales: Sequence[Path], orders: Sequence[Path], grid: Grid) -> Floats:
    revenue = np.full(len(grid), np.nan)
    rows = _sales_table(queries, sales, orders)
    if rows is None or rows["revenue"].drop_nulls().is_empty():
        return revenue
    rows, _ = _longest(rows.filter(pl.col("revenue").is_not_null()))
    queries.register("sales", rows)
    on_grid = queries.on_grid("sales_by_period", grid)
    first, last = day(rows["date"].min()), day(rows["date_end"].max())
    span = list(zip(grid.starts, grid.ends, strict=True))
    inside = np.array([first <= start and end <= last for start, end in span])
    if (rows["grain"] == "day").all():
        known, _ = known_sales(grid, rows)
    else:
        known = on_grid["days"].to_numpy() == np.array([(end - start).days + 1 for start, end in span])
    return np.where(known & inside, np.nan_to_num(_array(on_grid["revenue"])), np.nan)


def _figures(on_grid: pl.DataFrame, known: NDArray[np.bool_]) -> dict[str, Floats]:
    figures = {name: _array(on_grid[name]) for name in _SALES}
    # No row in a period that is known: nothing was sold, and nothing is known of prices.
    nothing_sold = known & (on_grid["days"].to_numpy() == 0)
    for name in ("revenue", "orders", "new_customers"):
        if not np.isnan(figures[name]).all():
            figures[name][nothing_sold] = 0.0
        figures[name][~known] = np.nan
    return figures


def _sales_rows(queries: Queries, sales: Sequence[Path], orders: Sequence[Path]) -> tuple[pl.DataFrame, list[Note]]:
    rows = _sales_table(queries, sales, orders)
    if rows is None or rows["revenue"].drop_nulls().is_empty():
        raise BasculeError("no_sales")
    return _longest(rows)


def _sales_table(queries: Queries, sales: Sequence[Path], orders: Sequence[Path]) -> pl.DataFrame | None:
    if sales:
        return queries.over("sales_rows", sales)
    return queries.over("orders_by_day", orders) if orders else None


def _longest(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Note]]:
    grains = rows.group_by("grain").agg(
        (pl.col("date_end") - pl.col("date")).dt.total_days().add(1).sum().alias("days")
    ).sort("days", "grain", descending=True)  # fmt: skip
    if grains.height == 1:
        return rows, []
    kept = str(grains["grain"][0])
    left = rows.filter(pl.col("grain") != kept).height
    return rows.filter(pl.col("grain") == kept), [("sales_grains_mixed", {"grain": kept, "rows": left})]


def _media_rows(queries: Queries, media: Sequence[Path]) -> pl.DataFrame:
    if not media:
        raise BasculeError("no_media")
    rows = queries.over("media_rows", media)
    if not float(rows["spend"].sum() or 0.0):
        raise BasculeError("no_media")
    return rows


def _grid(sales: pl.DataFrame, media: pl.DataFrame) -> Grid:
    first, last = day(sales["date"].min()), day(sales["date_end"].max())
    if (sales["grain"] == "month").all():
        return monthly(first, last)
    return weekly(first, last, anchor(_week_starts(sales, media)))


def _week_starts(*tables: pl.DataFrame) -> dict[int, dt.date]:
    starts = pl.concat([rows.filter(pl.col("grain") == "week")["date"] for rows in tables])
    return {date.isoweekday(): date for date in reversed(starts.to_list())}


def _unknown_first_customers(
    queries: Queries, orders: Sequence[Path], figures: dict[str, Floats], grid: Grid
) -> list[Note]:
    gap, identified = queries.over("repurchase_gaps", orders).row(0)
    unknown = unknown_first_weeks(gap, identified, grid)
    figures["new_customers"][:unknown] = np.nan
    if not unknown:
        return []
    if unknown == len(grid):
        return [("new_customers_unknown", {"identified_share": float(identified or 0.0)})]
    return [("new_customers_late", {"first_weeks": unknown})]


def _with_media(
    on_grid: pl.DataFrame, rows: pl.DataFrame, figures: dict[str, Floats], grid: Grid, notes: list[Note]
) -> Panel:
    spent = on_grid.group_by("channel").agg(pl.col("spend").sum()).sort("spend", "channel", descending=[True, False])
    channels = spent.filter(pl.col("spend") > 0)["channel"].to_list()
    if not channels:
        raise BasculeError("no_media")
    claims = {name: _pivot(on_grid, name, channels, grid, np.nan) for name in CLAIMS}
    for array in claims.values():
        # A platform that reports, and has no row for a period, had nothing to report.
        reports = ~np.isnan(array).all(axis=0)
        absent = np.isnan(_pivot(on_grid, "spend", channels, grid, np.nan)) & reports
        array[absent] = 0.0
    return Panel(
        dates=np.array(grid.starts, dtype="datetime64[D]"),
        period=grid.period,
        channels=tuple(channels),
        spend=_pivot(on_grid, "spend", channels, grid, 0.0),
        **claims,
        **figures,
        # These are read once the spending is on the grid.
        proxies=(),
        experiments=(),
        fixed_costs=(),
        notes=(*notes, *_media_notes(rows, on_grid, channels, grid)),
        sales_read=True,
    )


def _media_notes(rows: pl.DataFrame, on_grid: pl.DataFrame, channels: list[str], grid: Grid) -> list[Note]:
    notes: list[Note] = []
    never = sorted(set(rows["channel"].to_list()) - set(channels))
    notes += [("channel_never_spent", {"channel": channel}) for channel in never]
    outside = float(rows["spend"].sum() or 0.0) - float(on_grid["spend"].sum() or 0.0)
    if outside > 0.5:
        notes.append(("spend_outside", {"spend_money": round(outside, 2)}))
    for channel, unknown in rows.group_by("channel").agg(pl.col("unknown_spend").sum()).sort("channel").rows():
        if unknown:
            notes.append(("spend_unknown", {"channel": channel, "rows": unknown}))
    notes += _silences(set(on_grid["start"].to_list()), grid)
    limit = grid.ends[-1] - dt.timedelta(days=7)
    for channel in channels:
        last = rows.filter(pl.col("channel") == channel)["date_end"].max()
        if isinstance(last, dt.date) and last < limit:
            notes.append(("channel_silent_after", {"channel": channel, "end_date": last.isoformat()}))
    longest = rows.filter(pl.col("grain").is_in(["month", "range"]) & pl.col("channel").is_in(channels))
    spread = longest["channel"].unique().sort().to_list()
    if spread and grid.period == "week":
        notes.append(("spend_spread", {"channels": spread}))
    return notes


def _silences(covered: set[dt.date], grid: Grid) -> list[Note]:
    # Every platform silent at once is a pause or a missing export: nobody can tell, so it is said.
    at = [place for place, start in enumerate(grid.starts) if start in covered]
    return [
        ("media_gap", {"start_date": grid.starts[before + 1].isoformat(), "end_date": grid.ends[after - 1].isoformat()})
        for before, after in pairwise(at)
        if after - before > _LONG_SILENCE[grid.period]
    ]


def _pivot(on_grid: pl.DataFrame, name: str, channels: list[str], grid: Grid, absent: float) -> Floats:
    array = np.full((len(grid), len(channels)), absent)
    place = {start: at for at, start in enumerate(grid.starts)}
    rank = {channel: at for at, channel in enumerate(channels)}
    for start, channel, value in on_grid.select("start", "channel", name).rows():
        if channel in rank:
            array[place[start], rank[channel]] = np.nan if value is None else value
    return array


def _array(values: pl.Series) -> Floats:
    return values.cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
