"""Pricing power: how sales answer to the company's own prices, and what other prices would bring, in dollars a year."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from bascule.brand.elasticity import DOUBTED_BIAS, ELASTICITY, Fit, fit
from bascule.brand.identified import after_fitting, before_fitting
from bascule.brand.price_panel import PricePanel, price_panel
from bascule.brand.regular import changes_at
from bascule.company import Company
from bascule.panel import Floats, Panel
from bascule.plans import Interval90, Reason
from bascule.returns.brand import PriceCase, PricingPower

CHANGES = (-0.05, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1)
# Fewer known periods do not tell what a year's sales are.
LEAST_PERIODS = {"week": 13, "month": 3}
# A promotion is said to borrow from the weeks after it when so sure.
SURE = 0.9
_PRIOR = Interval90(
    p05=ELASTICITY[0] - 1.6449 * ELASTICITY[1], p50=ELASTICITY[0], p95=ELASTICITY[0] + 1.6449 * ELASTICITY[1]
)


def pricing_power(
    tables: Mapping[str, pl.DataFrame],
    company: Company,
    panel: Panel,
    *,
    seed: int,
    advertising: Floats | None = None,
) -> PricingPower | None:
    """Return how sales answer to prices; None where no sales were read, or less than a quarter of them.

    Where the history cannot tell, the elasticity is that of published studies, little moved, `identified` is False
    and `reasons` says why; figures in money then rest on these studies.

    Parameters
    ----------
    tables : mapping
        Canonical tables by name: `prices`, `promos`, `events`.
    company : Company
        Its margin, currency and province.
    panel : Panel
        Units, index of prices, promotions, spending and drivers; currency per period.
    seed : int
    advertising : array of shape (periods,), log, optional
        What advertising did to units as the response model has it; else spending is a term of this model.
    """
    prices = price_panel(tables, panel, company.currency)
    if prices is None or (panel.revenue >= 0).sum() < LEAST_PERIODS[panel.period]:
        return None
    doubts, found = _fitted(prices, tables, company, panel, seed, advertising)
    _, moves = changes_at(prices.price)
    identified = not doubts
    seen = _seen(moves)
    yearly = _yearly(panel)
    return PricingPower(
        elasticity=Interval90.of(found.elasticity),
        prior=_PRIOR,
        evidence="natural" if identified else "prior",
        identified=identified,
        changes=len(moves),
        promotion=None if found.promotion is None else Interval90.of(found.promotion),
        cases=tuple(case(found.elasticity, change, yearly, company.gross_margin, seen) for change in CHANGES),
        reasons=(*doubts, *prices.notes, *_borrowed(found), *_beyond(seen)),
    )


def _fitted(
    prices: PricePanel,
    tables: Mapping[str, pl.DataFrame],
    company: Company,
    panel: Panel,
    seed: int,
    advertising: Floats | None,
) -> tuple[tuple[Reason, ...], Fit]:
    def run(**settings: tuple[float, float]) -> Fit:
        rng = np.random.default_rng(seed)
        return fit(prices, panel, company.province, company.currency, rng, advertising=advertising, **settings)

    first = run()
    doubts = (*before_fitting(prices, panel, tables["events"]), *after_fitting(prices, first))
    # What is doubted may be biased by more than its interval says: it is read again with that allowed for.
    return doubts, run(bias=DOUBTED_BIAS) if doubts and prices.has_price else first


def case(elasticity: Floats, change: float, yearly: float, gross_margin: float, seen: tuple[float, float]) -> PriceCase:
    """Return what a change of all prices would bring a year, at the same unit cost.

    Units move by (1 + c)^e, each then earns (1 + c) − (1 − m) instead of m, per dollar of today's price:
    R · [(1 + c)^e · (c + m) − m].

    Parameters
    ----------
    elasticity : array of shape (draws,)
    change : float
        0.01 is +1 %.
    yearly : float, currency a year
        Revenue R at today's prices.
    gross_margin : float
        m; unit cost is (1 − m) of the price.
    seen : (lowest, highest)
        The largest cut and rise of the regular price in the history, as shares.

    Examples
    --------
    >>> found = case(np.array([-1.0]), 0.1, 1000.0, 0.5, (0.0, 0.08))
    >>> round(found.margin.p50, 2), round(1000 * (0.6 / 1.1 - 0.5), 2), found.beyond_seen
    (45.45, 45.45, True)
    """
    margin = yearly * ((1 + change) ** elasticity * (change + gross_margin) - gross_margin)
    return PriceCase(
        change=change,
        margin=Interval90.of(margin),
        gain_share=float((margin > 0).mean()),
        beyond_seen=not seen[0] - 1e-9 <= change <= seen[1] + 1e-9,
    )


def _seen(moves: Floats) -> tuple[float, float]:
    shares = np.expm1(moves)
    return float(min(shares.min(initial=0.0), 0.0)), float(max(shares.max(initial=0.0), 0.0))


def _yearly(panel: Panel) -> float:
    periods = 52 if panel.period == "week" else 12
    return float(np.nanmean(panel.revenue[~np.isnan(panel.revenue)][-periods:])) * periods


def _borrowed(found: Fit) -> tuple[Reason, ...]:
    if found.promotion is None or found.after is None or (found.after < 0).mean() < SURE:
        return ()
    # `after` is over three weeks for one week of promotion.
    gained, lost = np.expm1(np.median(found.promotion)), -np.expm1(np.median(found.after))
    if gained <= 0:
        return (Reason(code="promotion_borrows_all"),)
    return (Reason(code="promotion_borrows", params={"borrowed_share": float(min(lost / gained, 1.0))}),)


def _beyond(seen: tuple[float, float]) -> tuple[Reason, ...]:
    outside = [change for change in CHANGES if not seen[0] - 1e-9 <= change <= seen[1] + 1e-9]
    if not outside:
        return ()
    if seen == (0.0, 0.0):
        return (Reason(code="price_cases_unseen"),)
    return (Reason(code="price_cases_beyond", params={"cut_share": -seen[0], "rise_share": seen[1]}),)
