"""A test read in the company's own history: its sales week by week, and what the channel cost."""

import datetime as dt
from dataclasses import replace

import numpy as np

from bascule.errors import BasculeError
from bascule.experiments.arrange import interrupted, origins, switched
from bascule.experiments.interrupted import LEAST_BEFORE
from bascule.experiments.question import Asked
from bascule.experiments.reading import Method, TestResult, result
from bascule.experiments.season import Days
from bascule.ingest.headers import plain
from bascule.panel import Floats, Panel


def read_history(panel: Panel, asked: Asked, method: Method | None = None) -> TestResult:
    """Return what a switchback or a change found, from a company's history.

    Parameters
    ----------
    panel : Panel
        Whose periods with unknown sales are left out.
    asked : Asked
        `channel` is one of the panel's where its spending is to be taken from there.
    method : {'switchback', 'before-after'} or None
        None is before-after.

    Raises
    ------
    BasculeError
        `trial_history_method` when the method needs more than a history; what each method refuses.
    """
    method = method or "before-after"
    if method not in {"switchback", "before-after"}:
        raise BasculeError("trial_history_method", method=method)
    start, end = asked.period
    days, last = panel.dates.astype("datetime64[D]"), last_days(panel)
    kept = ~np.isnan(panel.revenue) & (days <= np.datetime64(end))
    if not kept.any():
        raise BasculeError("trial_before_short", found=0, least=LEAST_BEFORE)
    if last[kept][-1] < np.datetime64(end):
        raise BasculeError("trial_history_unfinished", last_date=last[kept][-1].astype(dt.date), end_date=end)
    tested = last >= np.datetime64(start)
    spend = _spend(panel, asked.channel)
    if method == "switchback":
        kept &= tested
        found = switched(panel.revenue[kept], days[kept], None, None if spend is None else spend[kept], asked.washout)
    else:
        before = int((kept & ~tested).sum())
        found = interrupted(panel.revenue[kept], days[kept], before, None if spend is None else spend[kept])
    estimate, measured = found
    estimate = replace(estimate, notes=(*estimate.notes, *origins(asked, measured)))
    return result(estimate, asked.channel, method, (start, end), measured if asked.spend is None else asked.spend, 1.0)


def last_days(panel: Panel) -> Days:
    """Return the last day of each period of a panel.

    Parameters
    ----------
    panel : Panel
    """
    if panel.period == "week":
        last: Days = panel.dates.astype("datetime64[D]")
        last += np.timedelta64(6, "D")
        return last
    months = panel.dates.astype("datetime64[M]")
    months += np.timedelta64(1, "M")
    last = months.astype("datetime64[D]")
    last -= np.timedelta64(1, "D")
    return last


def _spend(panel: Panel, channel: str) -> Floats | None:
    ranks = [rank for rank, name in enumerate(panel.channels) if plain(name) == plain(channel)]
    return panel.spend[:, ranks[0]] if ranks else None
