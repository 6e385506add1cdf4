"""From a fitted model and what is asked to the plan: limits, feasibility, what is supposed, the optimum."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bascule.allocation.bounds import Bounds, bounds_of
from bascule.allocation.costs import Fees, fees_of
from bascule.allocation.feasible import check
from bascule.allocation.ground import Ground, ground_of
from bascule.allocation.hindsight import hindsight
from bascule.allocation.places import Places
from bascule.allocation.plan import Made, make_plan
from bascule.allocation.whatif import check_new, prices, with_new
from bascule.allocation.wishes import Wishes, wishes_of
from bascule.company import ChannelClass, Company
from bascule.limits import ScenarioSettings
from bascule.mmm.posterior import Posterior, year
from bascule.panel import Floats, Panel
from bascule.plans import Hindsight


@dataclass(frozen=True)
class Asked:
    """A question: what the owner wants of the plan, and what is supposed of the world.

    Attributes
    ----------
    start : datetime.date
        First day of the plan.
    scenario : ScenarioSettings or None
        From `bascule.toml`.
    options : dict
        Fields of `Wishes`, which prevail over the scenario.
    """

    start: dt.date
    scenario: ScenarioSettings | None
    options: dict[str, Any]

    def wishes(self, company: Company) -> Wishes:
        """Return the wishes that a company's settings, the scenario and the options make."""
        return wishes_of(company, self.scenario, start=self.start, **self.options)

    def supposed(self, company: Company) -> Company:
        """Return the company at the margin that is supposed."""
        if self.scenario is None or self.scenario.gross_margin is None:
            return company
        return company.model_copy(update={"gross_margin": self.scenario.gross_margin})


def usual_weekly(panel: Panel) -> Floats:
    """Return what each channel spent a week over the last year, (channels,), currency."""
    return np.asarray(panel.spend[-year(panel) :].mean(axis=0) * panel.week_share)


def limits_of(panel: Panel, company: Company, asked: Asked, stopped: set[int]) -> tuple[Wishes, Bounds, Fees]:
    """Return what is asked, what it leaves to choose, new channels last, and the fixed costs.

    Raises
    ------
    BasculeError
        `channel_unknown`, `new_channel_known`, `target_without_free`, `budget_out_of_bounds` or `plan_impossible`.
    """
    wishes = asked.wishes(company)
    new = {} if asked.scenario is None else asked.scenario.new
    check_new(Places(panel.channels, company), new)
    prices_of(asked, (*panel.channels, *new), company)
    usual = np.append(usual_weekly(panel), np.zeros(len(new)))
    fees = fees_of(panel, company)
    bounds = bounds_of(usual, (*panel.channels, *new), company, wishes, stopped, fees.known)
    check(bounds, wishes.max_multiple)
    return wishes, bounds, fees


def prices_of(asked: Asked, channels: tuple[str, ...], company: Company) -> Floats:
    """Return the cost of what a dollar bought before, by channel, (channels,), as the question supposes.

    Raises
    ------
    BasculeError
        `channel_unknown`.
    """
    return prices(Places(channels, company), {} if asked.scenario is None else asked.scenario.price)


def arbitrate(
    posterior: Posterior,
    variants: Sequence[Posterior],
    panel: Panel,
    company: Company,
    classes: tuple[ChannelClass, ...],
    asked: Asked,
    stopped: set[int],
    seed: int = 1,
) -> Made:
    """Return the best plan for a question.

    Parameters
    ----------
    posterior : Posterior
        Of the panel's periods and channels.
    variants : sequence of Posterior
        The same as other models have it, for a worst case.
    panel : Panel
    company : Company
    classes : tuple of str
        Of the panel's channels.
    asked : Asked
    stopped : set of int
        Channels whose verdict is `stop`.
    seed : int
        Of what a new channel may bring.

    Raises
    ------
    BasculeError
        As :func:`limits_of` does, or `no_plan`, `too_many_choices`.
    """
    wishes, bounds, fees = limits_of(panel, company, asked, stopped)
    supposed = asked.supposed(company)
    new = {} if asked.scenario is None else asked.scenario.new
    price = prices_of(asked, bounds.channels, company)
    first, *others = (with_new(p, panel, supposed, classes, new, seed) if new else p for p in (posterior, *variants))
    ground: Ground = ground_of(first, panel, supposed, wishes, bounds, others, price)
    return make_plan(ground, panel, supposed, stopped, fees)


def look_back(posterior: Posterior, panel: Panel, company: Company, max_multiple: float) -> Hindsight | None:
    """Return what the best constant split of last year's money would have earned, each channel near its usual."""
    usual = usual_weekly(panel)
    return hindsight(posterior, panel, company.gross_margin, max(0.0, 2 - max_multiple) * usual, max_multiple * usual)
