"""Hindsight: what the best constant split of last year's money would have earned, against what was done."""

import datetime as dt
from dataclasses import replace

import numpy as np

from bascule.allocation.cash import interval80
from bascule.allocation.ground import at_cents
from bascule.allocation.optimum import Domain
from bascule.allocation.outlook import Outlook
from bascule.allocation.risk import Total, aim_at, best
from bascule.allocation.tables import margin_path, tabulate
from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior, year
from bascule.mmm.season import worth_of_weeks
from bascule.panel import Floats, Panel
from bascule.plans import Hindsight


def hindsight(posterior: Posterior, panel: Panel, gross_margin: float, low: Floats, high: Floats) -> Hindsight | None:
    """Return what the best constant split of the last year's money would have brought over what was done.

    Parameters
    ----------
    posterior : Posterior
    panel : Panel
    gross_margin : float
    low, high : arrays of shape (channels,), currency per week
        What each channel might have spent.

    Returns
    -------
    Hindsight or None
        None where nothing was spent, or no split within the bounds has the same total.
    """
    spent, starts = last_year(panel)
    weekly = replace(posterior.weekly(panel.week_share), state=posterior.year_state, usual=spent.mean(axis=1))
    usual = at_cents(weekly.usual)
    dates = [starts[0] + dt.timedelta(weeks=i) for i in range(len(starts) + TAIL)]
    worth = worth_of_weeks(panel, np.array(dates, dtype="datetime64[D]"))
    outlook = Outlook(starts, worth, np.zeros_like(spent), np.ones_like(spent), np.ones(len(spent)))
    domain = Domain.between(at_cents(np.minimum(low, usual / 100)).tolist(), at_cents(high).tolist())
    if usual.sum() <= 0:
        return None
    seen, fresh = (
        tabulate(weekly.take(slice(first, None, 2)), outlook, gross_margin, domain.low / 100, domain.high / 100)
        for first in (0, 1)
    )
    found = best(aim_at(seen, "prudent"), domain, Total(int(usual.sum())), certify=False)
    if found is None:
        return None
    unseen = weekly.take(slice(1, None, 2))
    split = np.sum([table.at(np.array([x / 100]))[:, 0] for table, x in zip(fresh, found.cents, strict=True)], axis=0)
    left = split.copy()
    for c, path in enumerate(spent):
        done = margin_path(replace(unseen, cycle=0.0), outlook, gross_margin, c, path).sum(axis=1)
        left -= done - float(path.sum() - len(starts) * weekly.usual[c])
    names = dict(zip(posterior.channels, (found.cents / 100).tolist(), strict=True))
    return Hindsight(
        start=starts[0], end=starts[-1] + dt.timedelta(days=6), weekly=names, left=interval80(left),
        by_split=interval80(split), probability_better=float((left > 0).mean()),
    )  # fmt: skip


def last_year(panel: Panel) -> tuple[Floats, tuple[dt.date, ...]]:
    """Return what each channel spent in each week of the last year, (channels, weeks), and the weeks' first days.

    A month's spending is spread evenly over its days, and the weeks have it all.
    """
    recent = year(panel)
    spent, first = panel.spend[-recent:].T, panel.dates[-recent:].astype(object).tolist()
    if panel.period == "week":
        return spent, tuple(first)
    weeks = round(recent / panel.week_share)
    ends, upto = np.linspace(0, recent, weeks + 1), np.cumsum(np.pad(spent, ((0, 0), (1, 0))), axis=1)
    by_week = np.stack([np.diff(np.interp(ends, np.arange(recent + 1), row)) for row in upto])
    return by_week, tuple(first[0] + dt.timedelta(weeks=i) for i in range(weeks))
