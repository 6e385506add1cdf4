"""What all spending of the last year brings with all its costs, beside the company's own break-even."""

from typing import Any

import numpy as np

from bascule.company import Company
from bascule.customers.deals import LEAST_CLOSED, closed
from bascule.diagnosis.acquisition.channels import Year, channel_lines, short_iroas
from bascule.diagnosis.acquisition.costs import Costs, other_costs
from bascule.diagnosis.acquisition.days import Days
from bascule.diagnosis.acquisition.newcomers import (
    NewCustomers,
    blended_cac,
    brought,
    counted_draws,
    new_customers,
    payback,
)
from bascule.diagnosis.acquisition.quarters import quarter_lines
from bascule.diagnosis.acquisition.shares import shared
from bascule.mmm.model import Model
from bascule.panel import Floats, Panel
from bascule.plans import Interval90, Reason
from bascule.returns import Acquisition, Funnel
from bascule.returns.acquisition import CostLine
from bascule.warehouse.tables import Tables


def acquisition(
    panel: Panel,
    company: Company,
    model: Model,
    tables: Tables,
    *,
    margin_by_month: Floats | None = None,
    funnel: Funnel | None = None,
    seed: int = 1,
) -> Acquisition | None:
    """Return the acquisition pillar of the last year; None where nothing was spent on media.

    Parameters
    ----------
    panel : Panel
    company : Company
    model : Model
        Of that panel; where it has read no sale, its returns are those of priors and claims.
    tables : Tables
        Bills, hours, books and deals are read there.
    margin_by_month : array of shape (draws, months), currency per customer, optional
        Margin left by a customer by the months since its first purchase, as
        :func:`bascule.diagnosis.acquisition.newcomers.payback` reads it; without it no payback is told.
    funnel : Funnel, optional
        How deals are won, put in the pillar as it is.
    seed : int
        Same inputs and seed, same result.
    """
    days = Days.of(panel)
    spend = panel.spend[-days.recent :].sum(axis=0)
    if not spend.sum() > 0:
        return None
    costs = other_costs(panel, company, tables, days)
    borne, judged = shared(costs.lines, panel.channels, spend, days)
    people = new_customers(panel, tables, days)
    per_revenue, assumed = brought(model, panel, days, seed)
    lines, doubts = channel_lines(model, Year(spend, borne, company.gross_margin, per_revenue, margin_by_month))
    others = costs.daily(days)
    split = [Reason(code="costs_shared", params={"shared_money": round(judged, 2)})] if judged > 0 else []
    notes = (
        *costs.notes,
        *split,
        *people.notes,
        *assumed,
        *doubts,
        *_unanswered(tables, days, margin_by_month, funnel),
    )
    return Acquisition(
        **returns(panel, company, model, spend, float(others[days.year].sum())),
        **customers(panel, people, others, days, margin_by_month, seed),
        costs=cost_lines(spend, costs, days),
        channels=lines,
        quarters=quarter_lines(panel, others, people.by_period, days),
        funnel=funnel,
        notes=notes,
    )


def incremental_customers(model: Model, panel: Panel, seed: int) -> tuple[Floats | None, bool]:
    """Return draws of the new customers that each channel brought in the last year, at once, (draws, channels).

    None where orders or new customers are not counted; and whether the share of new customers in an effect is
    supposed, the model not having read them apart.
    """
    days = Days.of(panel)
    per_revenue, supposed = brought(model, panel, days, seed)
    if per_revenue is None:
        return None, False
    return short_iroas(model) * panel.spend[-days.recent :].sum(axis=0) * per_revenue, bool(supposed)


def returns(panel: Panel, company: Company, model: Model, spend: Floats, others: float) -> dict[str, Any]:
    """Return spend, cost and the returns of all channels together, by the names of `Acquisition`.

    `others` is what the year cost beside media, currency.
    """
    media = float(spend.sum())
    overall = np.nan_to_num(model.posterior.iroas) @ spend / media
    short = short_iroas(model) @ spend / media
    loaded, margin = media / (media + others), company.gross_margin
    recent = Days.of(panel).recent
    return {
        "spend": round(media, 2),
        "cost": round(media + others, 2),
        "mer": float(np.nansum(panel.revenue[-recent:])) / media if panel.sales_read else None,
        "break_even_iroas": company.break_even_iroas,
        "claimed_roas": claimed(model, spend),
        "iroas": Interval90.of(overall),
        "iroas_loaded": Interval90.of(overall * loaded),
        "margin_return": Interval90.of(overall * margin),
        "margin_return_loaded": Interval90.of(short * loaded * margin),
        "margin_return_long": Interval90.of(overall * loaded * margin),
    }


def claimed(model: Model, spend: Floats) -> float | None:
    """Return what the platforms claim per dollar of media, over the channels whose platform claims anything."""
    told = [(claim.roas, amount) for claim, amount in zip(model.setup.claims, spend, strict=True) if claim]
    total = sum(amount for _, amount in told)
    return float(sum(roas * amount for roas, amount in told) / total) if total > 0 else None


def customers(
    panel: Panel, people: NewCustomers, others: Floats, days: Days, margin_by_month: Floats | None, seed: int
) -> dict[str, Any]:
    """Return all new customers of the year and what each cost, over the periods in which they are counted."""
    new = people.by_period[-days.recent :]
    known = ~np.isnan(new)
    total = float(new[known].sum())
    if not total > 0:
        return {}
    media = float(panel.spend[-days.recent :].sum(axis=1)[known].sum())
    cost = media + float(days.summed(others)[-days.recent :][known].sum())
    draws = 2000 if margin_by_month is None else max(2000, len(margin_by_month))
    months, never = payback(cost / counted_draws(total, draws, seed), margin_by_month)
    return {
        "new_customers": total,
        "cac_paid": blended_cac(media, total),
        "cac_loaded": blended_cac(cost, total),
        "payback_months": months,
        "never_share": never,
    }


def cost_lines(spend: Floats, costs: Costs, days: Days) -> tuple[CostLine, ...]:
    """Return the last year's costs by kind and origin, media first and then the largest first."""
    sums: dict[tuple[Any, Any], float] = {}
    for cost in costs.lines:
        key = (cost.kind, cost.origin)
        sums[key] = sums.get(key, 0.0) + float(cost.daily[days.year].sum())
    ranked = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    media = CostLine(kind="media", amount=round(float(spend.sum()), 2), origin="files")
    others = [CostLine(kind=kind, amount=round(sum_, 2), origin=origin) for (kind, origin), sum_ in ranked if sum_]
    return (media, *others)


def _unanswered(tables: Tables, days: Days, margin: Floats | None, funnel: Funnel | None) -> list[Reason]:
    notes = [] if margin is not None else [Reason(code="payback_unknown")]
    deals = tables["deals"]
    if funnel is None and deals.height and (found := closed(deals, days.end)) < LEAST_CLOSED:
        notes.append(Reason(code="deals_too_few", params={"closed": found, "least": LEAST_CLOSED}))
    return notes
