"""Planned tests made ready for the model: of a channel it knows, with the spending tested."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bascule.ingest.headers import plain
from bascule.panel import Experiment, Floats, Panel
from bascule.warehouse.grid import Grid
from bascule.warehouse.queries import Queries

Note = tuple[str, dict[str, object]]


def read_experiments(
    queries: Queries, paths: Sequence[Path], panel: Panel, grid: Grid
) -> tuple[tuple[Experiment, ...], list[Note]]:
    """Return the planned tests that can be used, and why the others cannot.

    A spending left blank is what the channel spent between the two dates, a period that is partly in the test
    counted by its days.
    """
    if not paths:
        return (), []
    channels = {plain(name): rank for rank, name in enumerate(panel.channels)}
    kept: list[Experiment] = []
    notes: list[Note] = []
    for channel, start, end, lift, error, given in queries.over("experiments_rows", paths).rows():
        told = {"channel": channel, "start_date": start.isoformat(), "end_date": end.isoformat()}
        rank = channels.get(plain(channel))
        if rank is None:
            notes.append(("experiment_channel_unknown", {**told, "channels": list(panel.channels)}))
            continue
        spend = spent_between(panel.spend[:, rank], grid, start, end) if given is None else given
        if not spend:
            notes.append(("experiment_without_spend", told))
            continue
        kept.append(Experiment(panel.channels[rank], start, end, lift, error, spend))
    return tuple(kept), notes


def spent_between(spend: Floats, grid: Grid, start: dt.date, end: dt.date) -> float | None:
    """Return what was spent from one day to another, both included; None when the grid does not cover them.

    Parameters
    ----------
    spend : array of shape (periods,), company currency per period
        Taken as even over the days of a period.

    Examples
    --------
    >>> from bascule.warehouse.grid import monthly
    >>> grid = monthly(dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    >>> spent_between(np.array([310.0, 560.0]), grid, dt.date(2026, 1, 31), dt.date(2026, 2, 2))
    50.0
    >>> spent_between(np.array([310.0, 560.0]), grid, dt.date(2026, 2, 1), dt.date(2026, 3, 1)) is None
    True
    """
    if start < grid.starts[0] or end > grid.ends[-1]:
        return None
    days = [
        max((min(last, end) - max(first, start)).days + 1, 0) / ((last - first).days + 1)
        for first, last in zip(grid.starts, grid.ends, strict=True)
    ]
    return float(np.dot(spend, days))
