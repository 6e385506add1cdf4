"""The three returns of a company, what they make together, and what is read beside them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bascule.brand.reading import read_brand
from bascule.company import Company
from bascule.customers.funnel import funnel
from bascule.customers.reading import CustomersRead, beside_contracts, read_customers
from bascule.diagnosis.acquisition import acquisition, incremental_customers
from bascule.diagnosis.maturity import Evidence, maturity
from bascule.diagnosis.reading import Reading
from bascule.diagnosis.together import brought, together
from bascule.diagnosis.transition import TransitionInputs, transition
from bascule.mmm.model import FittedModel, Model
from bascule.mmm.posterior import year
from bascule.panel import Floats, Panel
from bascule.plans import Interval80, Plan, Reason
from bascule.returns import Acquisition, Brand, Maturity, Returns, Structure, Together, Transition
from bascule.warehouse.tables import Tables


@dataclass(frozen=True)
class Pillars:
    """What is read of a company beside its channels; `lacking` says why a part of it is missing."""

    returns: Returns
    transition: Transition | None
    maturity: Maturity
    lacking: tuple[Reason, ...]


@dataclass(frozen=True)
class Grounds:
    """What the pillars rest on.

    Attributes
    ----------
    panel : Panel
    company : Company
    model : Model
    tables : Tables
        In the company's currency.
    seen : sequence of Reading
        Its channels, as the verdicts saw them.
    stopped : set of int
        Places of the channels to stop.
    plan : Plan or None
    end, today : datetime.date
        Last day of the data, and that of the study.
    seed : int
    """

    panel: Panel
    company: Company
    model: Model
    tables: Tables
    seen: Sequence[Reading]
    stopped: set[int]
    plan: Plan | None
    end: dt.date
    today: dt.date
    seed: int


def pillars(on: Grounds) -> Pillars:
    """Return the three returns of a company, the transition reading and its maturity.

    Customers first, since what one leaves by month tells when its cost is paid back; then acquisition, whose cost per
    customer retention is weighed against; then what the three make together.
    """
    customers = read_customers(on.tables, on.company, on.end, on.today, on.seed)
    lacking = (customers,) if isinstance(customers, Reason) else ()
    read, beside = None if isinstance(customers, Reason) else customers, None
    if read is not None and (beside := beside_contracts(read, _newcomers(on.panel))) is not None:
        read = _of_orders(on)
    base, advertising = _without_advertising(on)
    brand = read_brand(on.tables, on.company, on.panel, base, on.end, on.seed, advertising)
    first = _acquisition(on, read, brand)
    structure = _structure(read, first)
    if beside is not None and isinstance(customers, CustomersRead):
        told = customers.structure
        structure = told.model_copy(update={"notes": (beside, *told.notes)})
    returns = Returns(
        acquisition=first, structure=structure, brand=brand, together=_together(on, first, read)
    )  # fmt: skip
    return Pillars(
        returns=returns,
        transition=transition(_of_transition(on, structure)),
        maturity=maturity(Evidence(on.tables, on.company, on.today, on.panel, first, structure)),
        lacking=lacking,
    )


def _without_advertising(on: Grounds) -> tuple[Floats | None, Floats | None]:
    """Return draws of sales without advertising, (draws, periods), and the logarithm of what it adds, (periods,)."""
    if not isinstance(on.model, FittedModel):
        return None, None
    seen = on.model.predictive
    base, whole = seen.baseline.mean(axis=0), seen.expected.mean(axis=0)
    # A baseline below a tenth of sales is no base to compare with: advertising would explain everything.
    return seen.baseline, np.log(np.maximum(whole, 1e-9) / np.maximum(base, 0.1 * np.maximum(whole, 1e-9)))


def _newcomers(panel: Panel) -> float:
    return float(np.nansum(panel.new_customers[-year(panel) :]))


def _of_orders(on: Grounds) -> CustomersRead | None:
    """Return what the customers of the orders say, where contracts are those of a few: None if nothing."""
    without = {**on.tables, "subscriptions": on.tables["subscriptions"].clear()}
    found = read_customers(without, on.company, on.end, on.today, on.seed)
    return None if isinstance(found, Reason) else found


def _acquisition(on: Grounds, read: CustomersRead | None, brand: Brand) -> Acquisition | None:
    deals = funnel(on.tables["deals"], on.company, on.end, on.seed)
    if deals is not None:
        deals = deals.model_copy(update={"lost_on_price_share": brand.friction.lost_on_price_share})
    by_month = None if read is None else read.margin_by_month
    return acquisition(on.panel, on.company, on.model, on.tables, margin_by_month=by_month, funnel=deals, seed=on.seed)


def _structure(read: CustomersRead | None, found: Acquisition | None) -> Structure | None:
    if read is None or found is None:
        return None if read is None else read.structure
    cost = found.cac_loaded or found.cac_paid
    return read.structure if cost is None else read.with_leverage(cost.p50, loaded=found.cost > found.spend)


def _together(on: Grounds, found: Acquisition | None, read: CustomersRead | None) -> Together | None:
    if found is None:
        return None
    posterior = on.model.posterior
    new, supposed = incremental_customers(on.model, on.panel, on.seed)
    later = None if read is None else read.later
    rungs = [one.evidence for one in on.seen]
    made = brought(posterior, on.panel, on.company.gross_margin, found.cost, new, later, rungs, on.seed)
    return together(replace(made, supposed=supposed), on.seen, posterior.lasting_share)


def _of_transition(on: Grounds, structure: Structure | None) -> TransitionInputs:
    return TransitionInputs(
        tables=on.tables,
        company=on.company,
        today=on.today,
        panel=on.panel,
        model=on.model,
        stopped=frozenset(on.panel.channels[place] for place in on.stopped),
        retention_curve=() if structure is None else structure.retention_curve,
        plan_gain=_gain_of_a_year(on.plan),
    )


def _gain_of_a_year(plan: Plan | None) -> Interval80 | None:
    if plan is None:
        return None
    years = plan.horizon_weeks * 7 / 365.25
    return Interval80(p10=plan.gain.p10 / years, p50=plan.gain.p50 / years, p90=plan.gain.p90 / years)
