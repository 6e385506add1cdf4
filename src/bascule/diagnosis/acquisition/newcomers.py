"""New customers: how many came, how many of them advertising brought, what each cost, when that is earned back."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.special import gammaincinv

from bascule.customers.deals import signed
from bascule.diagnosis.acquisition.days import Days
from bascule.mmm.beliefs import split_priors
from bascule.mmm.model import FittedModel, Model
from bascule.mmm.posterior import thin
from bascule.panel import Floats, Panel
from bascule.plans import Interval90, Reason
from bascule.returns import PAYBACK_MONTHS
from bascule.warehouse.tables import Tables

# A draw of fewer incremental customers than this counts for it: one customer then cost all that was spent.
LEAST_CUSTOMERS = 1.0


@dataclass(frozen=True)
class NewCustomers:
    """New customers by period, (periods,); NaN where they are not counted. `notes` says how they are."""

    by_period: Floats
    notes: tuple[Reason, ...] = ()


def new_customers(panel: Panel, tables: Tables, days: Days) -> NewCustomers:
    """Return the new customers of each period: as the sales or the orders count them, else the deals won.

    A deal won is taken for a new customer only where the company has neither orders nor counted customers.
    """
    known = ~np.isnan(panel.new_customers[-days.recent :])
    if known.any():
        if known.all():
            return NewCustomers(panel.new_customers)
        params = {"counted": int(known.sum()), "periods": days.recent}
        return NewCustomers(panel.new_customers, (Reason(code="new_customers_partly", params=params),))
    deals = tables["deals"]
    won = signed(deals, days.first, days.end)
    if tables["orders"].height or won.is_empty():
        return NewCustomers(panel.new_customers, (Reason(code="new_customers_not_counted"),))
    place = (won.to_numpy() - np.datetime64(days.first)).astype(int)
    by_period = days.summed(np.bincount(place, minlength=len(days)).astype(float))
    # Before the first deal of the export, nobody knows.
    first = deals.select(pl.min_horizontal("created", "closed").min()).item()
    by_period[panel.dates < np.datetime64(first)] = np.nan
    return NewCustomers(by_period, (Reason(code="deals_as_customers", params={"deals": len(won)}),))


def brought(model: Model, panel: Panel, days: Days, seed: int) -> tuple[Floats | None, tuple[Reason, ...]]:
    """Return draws of the new customers that a dollar of incremental revenue is, (draws, channels), and what to know.

    A share of each effect is of new customers; it is divided by what an order brings, because that is what the model
    multiplied their orders by (:func:`bascule.mmm.outcome.two_series`). The share is the model's where it reads new
    and known customers apart, else its prior: as published for the class, about the company's own share of first orders
    of the last year. None where orders or new customers are not counted.
    """
    recent = slice(panel.periods - days.recent, None)
    new, orders, revenue = (values[recent] for values in (panel.new_customers, panel.orders, panel.revenue))
    counted = ~np.isnan(new) & ~np.isnan(orders) & ~np.isnan(revenue)
    if not counted.any() or not orders[counted].sum() > 0 or not new[counted].sum() > 0:
        return None, ()
    ticket = float(revenue[counted].sum() / orders[counted].sum())
    if ticket <= 0:
        return None, ()
    if isinstance(model, FittedModel) and model.setup.problem.series > 1:
        return model.setup.from_new(thin(model.sample.flat)) / ticket, ()
    own = float(np.clip(new[counted].sum() / orders[counted].sum(), 0.01, 0.99))
    where, spread = split_priors(model.setup.priors, replace(model.setup.outcome, new_share=own)).T
    rng = np.random.default_rng([seed, 41])
    logit = where + spread * rng.standard_normal(model.posterior.iroas.shape)
    return 1 / (1 + np.exp(-logit)) / ticket, (Reason(code="new_share_assumed"),)


def counted_draws(customers: float, draws: int, seed: int) -> Floats:
    """Return draws of how many customers were to be expected where so many came, (draws,).

    Gamma(n + ½): the posterior of a Poisson rate under Jeffreys' prior (Jeffreys 1946, doi:10.1098/rspa.1946.0056).
    """
    return np.random.default_rng([seed, 43]).gamma(customers + 0.5, size=draws)


def blended_cac(cost: float, customers: float | None) -> Interval90 | None:
    """Return cost per new customer whatever brought it (currency), with the interval of a count so small.

    The quantiles of `cost` over Gamma(n + ½), as :func:`counted_draws`; None without a customer.

    Examples
    --------
    >>> few, many = blended_cac(1000.0, 10.0), blended_cac(100_000.0, 1000.0)
    >>> round(few.p05), round(few.p95), round(many.p05), round(many.p95)
    (61, 173, 95, 105)
    """
    if not customers:
        return None
    low, middle, high = (float(cost / count) for count in gammaincinv(customers + 0.5, [0.95, 0.5, 0.05]))
    return Interval90(p05=low, p50=middle, p95=high)


def cac(cost: float, customers: Floats) -> Floats:
    """Return draws of cost per incremental customer, (draws,) each, currency; at most the whole cost.

    Examples
    --------
    >>> cac(900.0, np.array([0.0, 0.5, 3.0])).tolist()
    [900.0, 900.0, 300.0]
    """
    return np.asarray(cost / np.maximum(customers, LEAST_CUSTOMERS))


def payback(cost: Floats, margin_by_month: Floats | None) -> tuple[Interval90 | None, float | None]:
    """Return the months until the margin of a customer has repaid what it cost, and the chance that it never does.

    Parameters
    ----------
    cost : array of shape (draws,), currency per customer
    margin_by_month : array of shape (any draws, months), currency per customer, or None
        Margin that a customer has left, on average, `k` months after its first purchase, in column k: column 0 is the
        first purchase alone. At least `PAYBACK_MONTHS` + 1 columns; those after are not looked at.

    Returns
    -------
    Interval90 or None, float or None
        Months, 0 where the first purchase repays it, over the draws that repay it within `PAYBACK_MONTHS`, None where
        none does; and the share of the others.

    Raises
    ------
    ValueError
        When `margin_by_month` is too short.

    Examples
    --------
    >>> margin = np.linspace(20.0, 92.0, 37)[None]
    >>> payback(np.array([10.0, 21.0, 500.0, 30.0]), margin)
    (Interval90(p05=0.05, p50=0.5, p95=4.55), 0.25)
    """
    if margin_by_month is None:
        return None, None
    if margin_by_month.shape[1] <= PAYBACK_MONTHS:
        raise ValueError(f"margin_by_month must have {PAYBACK_MONTHS + 1} columns")
    left = margin_by_month[np.arange(len(cost)) % len(margin_by_month), : PAYBACK_MONTHS + 1]
    repaid = left >= cost[:, None]
    ever = repaid.any(axis=1)
    at, month = np.flatnonzero(ever), repaid.argmax(axis=1)[ever]
    before = np.where(month > 0, left[at, month - 1], 0.0)
    gained = np.maximum(left[at, month] - before, 1e-12)
    months = np.where(month > 0, month - 1 + (cost[ever] - before) / gained, 0.0)
    return Interval90.of(months) if len(months) else None, float(1 - ever.mean())
