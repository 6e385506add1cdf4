"""What a plan stands on: the draws it is made from, those it is valued on, the weeks to come, the limits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.bounds import Bounds
from bascule.allocation.optimum import Cents
from bascule.allocation.outlook import Outlook, look_ahead, week_starts
from bascule.allocation.tables import Table, tabulate
from bascule.allocation.wishes import Wishes
from bascule.company import Company
from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior
from bascule.mmm.season import worth_of_weeks
from bascule.money import cents
from bascule.panel import Floats, Panel


@dataclass(frozen=True)
class Ground:
    """Everything that the choice of a plan rests on.

    Attributes
    ----------
    seen, fresh : Posterior
        By week, their carry-over as the plan begins: the draws that the optimum looks at, and the others, on which the
        plan is valued (the optimiser's curse: Smith & Winkler 2006, doi:10.1287/mnsc.1050.0451).
    variants : tuple of Posterior
        What other models say, by week.
    outlook : Outlook
    bounds : Bounds
    usual : array of shape (channels,), cents per week
    gross_margin : float
    wishes : Wishes
    """

    seen: Posterior
    fresh: Posterior
    variants: tuple[Posterior, ...]
    outlook: Outlook
    bounds: Bounds
    usual: Cents
    gross_margin: float
    wishes: Wishes

    def tables(self, posterior: Posterior) -> list[Table]:
        """Return each channel's table over all that its bounds let it spend, its usual included.

        No channel spends less than its contract: there is nothing below.
        """
        committed = np.where(self.outlook.shape > 0, 0.0, self.outlook.fixed).mean(axis=1)
        low = np.maximum(np.minimum(self.bounds.low, self.usual) / 100, committed)
        high = np.maximum(self.bounds.high, self.usual) / 100
        return tabulate(posterior, self.outlook, self.gross_margin, low, high)

    @property
    def locked(self) -> NDArray[np.bool_]:
        """Which channels have no choice: the owner set them."""
        return np.asarray(self.bounds.low == self.bounds.high)

    def with_outlook(self, outlook: Outlook) -> "Ground":
        """Return the same with money spread otherwise over the weeks."""
        return replace(self, outlook=outlook)


def at_cents(usual: Floats) -> Cents:
    """Return amounts (channels,) in whole cents."""
    return np.array([cents(float(u)) for u in usual], dtype=np.int64)


def ground_of(
    posterior: Posterior,
    panel: Panel,
    company: Company,
    wishes: Wishes,
    bounds: Bounds,
    variants: Sequence[Posterior] = (),
    price: Floats | None = None,
) -> Ground:
    """Return what a plan stands on.

    Parameters
    ----------
    posterior : Posterior
        Of the panel's periods, channels in the order of `bounds`; new channels, without history, last.
    panel : Panel
    company : Company
    wishes : Wishes
    bounds : Bounds
    variants : sequence of Posterior
        The same channels as other models see them.
    price : array of shape (channels,), optional
        Cost of what a dollar bought before.
    """
    starts = week_starts(wishes.start, wishes.horizon_weeks)
    dates = np.array(week_starts(wishes.start, wishes.horizon_weeks + TAIL), dtype="datetime64[D]")
    waited = _weeks_between(panel, wishes.start)
    weekly, *others = (_to_the_cent(p.weekly(panel.week_share)).later(waited) for p in (posterior, *variants))
    # What the owner sets is set: a channel with a floor, a ceiling or a lock spends the same every week.
    own = {"floor", "ceiling", "lock"}
    locked = [c for c, by in enumerate(zip(bounds.low_by, bounds.high_by, strict=True)) if own.intersection(by)]
    outlook = look_ahead(weekly, starts, worth_of_weeks(panel, dates), bounds.fixed / 100, price, locked)
    return Ground(
        seen=weekly.take(slice(0, None, 2)),
        fresh=weekly.take(slice(1, None, 2)),
        variants=tuple(others),
        outlook=outlook,
        bounds=bounds,
        usual=at_cents(weekly.usual),
        gross_margin=company.gross_margin,
        wishes=wishes,
    )


def _to_the_cent(posterior: Posterior) -> Posterior:
    # What is compared with the plan is what is written: usual spending in whole cents.
    return replace(posterior, usual=at_cents(posterior.usual) / 100)


def _weeks_between(panel: Panel, start: dt.date) -> int:
    last: dt.date = panel.dates[-1].astype(dt.date)
    ended = last + dt.timedelta(days=7 if panel.period == "week" else 30)
    return max((start - ended).days // 7, 0)
