"""The structure pillar from contracts: who stays, how long, what a contract is worth (shifted-beta-geometric)."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.company import Company
from bascule.customers.cohorts import Cohorts
from bascule.customers.contracts import Contracts
from bascule.customers.curves import retention_curve
from bascule.customers.holdout import compared
from bascule.customers.lifetime import lifetime_contract
from bascule.customers.sbg import SbgDraws, SbgFit, fit_sbg, survival
from bascule.customers.segments import SEGMENTS, placed
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns import HORIZONS
from bascule.returns.structure import (
    CohortLine,
    Holdout,
    LifetimeLine,
    SegmentLine,
    Structure,
)

LONGEST = HORIZONS[-1]
DRAWS = 400
LEAST_CONTRACTS, LEAST_ENDED = 30, 5
MONTH = 365.25 / 12
HIDDEN_MONTHS = 6
NEW_MONTHS, LOYAL_MONTHS = 3, 12
# Contracts that end nearly always at their anniversary are renewed by the year.
_YEARLY_SHARE = 0.8


@dataclass(frozen=True, eq=False)
class Contracted:
    """Contracts and their model.

    Attributes
    ----------
    contracts : Contracts
    months : {1, 12}
        How many months a period has: how often customers may leave.
    fit : SbgFit
    draws : SbgDraws
        DRAWS of them.
    gross_margin, discount : float
        Contribution margin of a dollar; yearly discount.
    monthly : float
        Margin of a contract a month, on average (currency).
    seed : int
        Of what is drawn later.
    """

    contracts: Contracts
    months: int
    fit: SbgFit
    draws: SbgDraws
    gross_margin: float
    discount: float
    monthly: float
    seed: int

    @property
    def later(self) -> Floats:
        """Margin of a new contract after its first period, over LONGEST months, discounted, shape (DRAWS,)."""
        return self.margin_over(LONGEST) - self.monthly * self.months

    @property
    def first_margin(self) -> float:
        """Margin of the first period (currency)."""
        return self.monthly * self.months

    def margin_over(self, months: int) -> Floats:
        """Return the margin of a new contract over so many months, discounted, shape (DRAWS,)."""
        rate = (1 + self.discount) ** (self.months / 12) - 1
        return lifetime_contract(self.draws, self.monthly * self.months, -(-months // self.months), rate)

    @property
    def margin_by_month(self) -> Floats:
        """Margin that a new contract has left after 0, 1 … LONGEST months, (DRAWS, LONGEST + 1), undiscounted."""
        kept = self.monthly * survival(self.draws, np.arange(LONGEST) // self.months)
        return np.concatenate([np.zeros((len(kept), 1)), np.cumsum(kept, axis=1)], axis=1)

    @property
    def renewals(self) -> NDArray[np.int64]:
        """Renewals that each contract has made, shape (n,)."""
        return _renewals(self.contracts, self.months)

    @property
    def elapsed(self) -> Floats:
        """Months of its present period that each contract has run, shape (n,)."""
        within = self.contracts.days / MONTH - self.renewals * self.months
        return np.clip(within, 0.0, float(self.months))

    @property
    def rates(self) -> Floats:
        """Margin of each contract a month, the average where it is not known, shape (n,), currency."""
        known = self.gross_margin * self.contracts.monthly
        return np.where(np.isnan(known), self.monthly, known)

    def expected_sums(self, group: NDArray[np.int64], groups: int) -> Floats:
        """Return the margin that groups of contracts should leave in the next 12 months, shape (DRAWS, groups).

        Draws of what they will leave, discounted: the period under way is run to its end, and each renewal after it is
        a chance of that contract's own, θ ~ Beta(α, β + renewals made).
        """
        running = ~self.contracts.ended
        made, left, rate = self.renewals[running], self.elapsed[running], self.rates[running]
        rng, force = np.random.default_rng([self.seed, 47]), np.log1p(self.discount) / 12
        out = np.zeros((DRAWS, groups))
        for d in range(DRAWS):
            leaving = np.maximum(rng.beta(self.draws.alpha[d], self.draws.beta[d] + made), 1e-15)
            runs = np.minimum(rng.geometric(leaving) * float(self.months) - left, 12.0)
            worth = runs if force == 0 else -np.expm1(-force * runs) / force
            out[d] = np.bincount(group[running], weights=rate * worth, minlength=groups)
        return out


def contracted(contracts: Contracts, company: Company, seed: int) -> Contracted | Reason:
    """Return the model of a company's contracts, or why there is none."""
    ended = int(contracts.ended.sum())
    if len(contracts) < LEAST_CONTRACTS or ended < LEAST_ENDED:
        counts = {"contracts": len(contracts), "ended": ended}
        return Reason(code="contracts_too_few", params={**counts, "least": LEAST_CONTRACTS, "least_ended": LEAST_ENDED})
    if np.isnan(contracts.monthly).all():
        return Reason(code="contracts_without_amount")
    months = _period(contracts)
    fit = fit_sbg(_renewals(contracts, months), ~contracts.ended)
    return Contracted(
        contracts=contracts,
        months=months,
        fit=fit,
        draws=fit.draws(DRAWS, np.random.default_rng([seed, 19])),
        gross_margin=company.gross_margin,
        discount=company.discount,
        monthly=company.gross_margin * float(np.nanmean(contracts.monthly)),
        seed=seed,
    )


def _period(contracts: Contracts) -> int:
    lasted = contracts.days[contracts.ended] / MONTH
    at_anniversary = np.abs(lasted / 12 - np.maximum(np.round(lasted / 12), 1)) <= 1 / 12
    return 12 if at_anniversary.mean() >= _YEARLY_SHARE else 1


def _renewals(contracts: Contracts, months: int) -> NDArray[np.int64]:
    # Who leaves has paid the period in which he leaves: n periods paid are n - 1 renewals.
    periods = contracts.days / (MONTH * months)
    paid = np.maximum(np.round(periods), 1) - 1
    return np.where(contracts.ended, paid, np.floor(periods + 1e-9)).astype(np.int64)


def contract_structure(of: Contracted, seed: int) -> Structure:
    """Return the structure pillar of a company whose customers are under contract.

    Parameters
    ----------
    of : Contracted
    seed : int
    """
    contracts, running = of.contracts, ~of.contracts.ended
    curve = retention_curve(contracts)
    place = _segment_places(contracts)
    sums = of.expected_sums(place, len(SEGMENTS))
    after = next((point.rate for point in curve if point.month == 12), curve[-1].rate)
    here = float(running.sum())
    held = contract_holdout(contracts, of.months, seed)
    return Structure(
        kind="contracts",
        customers=len(contracts),
        start=dt.date.fromisoformat(str(contracts.start.min())),
        end=contracts.end,
        discount=of.discount,
        active=Interval90(p05=here, p50=here, p95=here),
        expected=Interval90.of(sums.sum(axis=1)),
        repeat_share=after,
        cohort_months=Cohorts.of_days(contracts.start).months,
        cohorts=_cohorts(of),
        repeat_curve=(),
        retention_curve=curve,
        lifetime=tuple(
            LifetimeLine(months=m, margin=Interval90.of(of.margin_over(m)), first=round(of.first_margin, 2))
            for m in HORIZONS
        ),
        segments=_segments(of, place, sums),
        holdout=held,
        parameters={"alpha": of.fit.alpha, "beta": of.fit.beta, "period_months": float(of.months)},
        notes=tuple(_notes(of, held)),
    )


def _cohorts(of: Contracted) -> tuple[CohortLine, ...]:
    contracts, cohorts = of.contracts, Cohorts.of_days(of.contracts.start)
    length = MONTH * cohorts.months
    lines = []
    for place, start in enumerate(cohorts.starts):
        who = cohorts.of == place
        whole = int(contracts.known_days[who].min() // length) + 1
        lasted = np.where(contracts.ended[who], contracts.days[who], np.inf)
        left = contracts.days[who] / MONTH * of.rates[who]
        lines.append(
            CohortLine(
                start=start,
                customers=int(who.sum()),
                active=tuple(float((lasted > length * k).mean()) for k in range(whole)),
                margin=float(left.mean()),
            )
        )
    return tuple(lines)


def _segment_places(contracts: Contracts) -> NDArray[np.int64]:
    """Return the place of each contract's segment in SEGMENTS: those of contracts, nobody being at risk."""
    months = contracts.days / MONTH
    kinds = np.select([months < NEW_MONTHS, months >= LOYAL_MONTHS], ["new", "loyal"], default="occasional")
    return placed(np.where(contracts.ended, "lost", kinds))


def _segments(of: Contracted, place: NDArray[np.int64], sums: Floats) -> tuple[SegmentLine, ...]:
    past = of.contracts.days / MONTH * of.rates
    return tuple(
        SegmentLine(
            segment=name,
            customers=int((place == at).sum()),
            buying=0.0 if name == "lost" else 1.0,
            expected=Interval90.of(sums[:, at]),
            past_margin=float(past[place == at].sum()),
        )
        for at, name in enumerate(SEGMENTS)
        if (place == at).any()
    )


def contract_holdout(contracts: Contracts, months: int, seed: int) -> Holdout | None:
    """Return how many contracts a model of the past would have seen survive the last months; None if too short."""
    hidden = max(HIDDEN_MONTHS, months)
    days = hidden * MONTH
    before = contracts.known_days >= days
    split = contracts.end - dt.timedelta(days=round(days))
    gone = contracts.ended & (contracts.days <= contracts.known_days - days)
    here = before & ~gone
    if (before & gone).sum() < LEAST_ENDED or before.sum() < LEAST_CONTRACTS:
        return None
    lasted = np.where(gone, contracts.days, contracts.known_days - days)[before] / (MONTH * months)
    made = np.where(gone[before], np.maximum(np.round(lasted), 1) - 1, np.floor(lasted + 1e-9)).astype(np.int64)
    rng = np.random.default_rng([seed, 29])
    draws = fit_sbg(made, ~gone[before]).draws(DRAWS, rng)
    cohorts = Cohorts.of_days(contracts.start[here])
    if not cohorts.starts:
        return None
    renewed = made[~gone[before]]
    chance = survival(draws, renewed + hidden // months) / survival(draws, renewed)
    stay = rng.random(chance.shape) < chance
    count = len(cohorts.starts)
    forecast = np.stack([np.bincount(cohorts.of, weights=row, minlength=count) for row in stay])
    facts = np.bincount(cohorts.of, weights=~contracts.ended[here], minlength=count)
    return compared(split, round(days / 7), cohorts, forecast, facts)


def _notes(of: Contracted, held: Holdout | None) -> list[Reason]:
    notes = []
    if of.contracts.undated:
        notes.append(Reason(code="contracts_undated", params={"contracts": of.contracts.undated}))
    unknown = int(np.isnan(of.contracts.monthly).sum())
    if unknown:
        notes.append(Reason(code="contracts_amount_unknown", params={"contracts": unknown}))
    if held is None:
        notes.append(Reason(code="holdout_too_short"))
    if not of.fit.converged:
        notes.append(Reason(code="customers_not_converged"))
    return notes
