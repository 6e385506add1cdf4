"""How scattered the money is, and how many channels it could feed at a spend where the effect of each would show."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from bascule.diagnosis.transition.inputs import TransitionInputs
from bascule.experiments.carry import exposure, half_weeks, kernel
from bascule.experiments.power import LEVEL_Z, Noise, history_noise, time_error
from bascule.mmm.model import Model
from bascule.mmm.posterior import Posterior
from bascule.panel import Evidence, Floats
from bascule.plans import Reason
from bascule.returns.transition import Dispersion, Kept

WEEKS = 26
POWER = 0.8
KEPT = 2
# Spends tried, up to this many times the whole budget: an effect that needs more is out of reach.
POINTS, MOST = 160, 10.0
_SHOWN: tuple[Evidence, ...] = ("natural", "model", "experiment")


@dataclass(frozen=True)
class Candidate:
    """One channel with spending in the last year.

    Attributes
    ----------
    name : str
    weekly : float
        Usual spending, company currency a week.
    needed : float or None
        Spending a week at which its effect would show; None where none within reach would.
    returns : float
        Expected margin return, all that lasts in it.
    shown : bool
        Whether the company's own sales, or a test, say so.
    stopped : bool
        Whether the verdict is to stop it.
    """

    name: str
    weekly: float
    needed: float | None
    returns: float
    shown: bool
    stopped: bool

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Worst first: stopped, then not shown to pay for itself, then by expected margin return."""
        return not self.stopped, self.shown and self.returns >= 1, self.returns


def dispersion(inputs: TransitionInputs) -> tuple[Dispersion | None, tuple[Reason, ...]]:
    """Return how scattered the money is; None with the reason where no model or no sales tell.

    Notes
    -----
    Effective number of channels: 1 / Σ s², s the shares of spending (Hill 1973, doi:10.2307/1934352).

    Needed spending of a channel: the least w such that E[f(w)] ≥ (z₀.₉ + z₀.₈) · e, with f(w) the revenue a week of a
    steady spend w within reach of the history (what lasts beyond it left out), and e the standard error of its whole
    weekly effect after :data:`WEEKS` weeks half of which are without it. So it shows four times in five at a one-sided
    level of 10 %. e is the least of two designs (on and off in turns; on, then off), placebo tests of the company's
    own sales (:mod:`bascule.experiments.power`). How much spending such noise asks for: Lewis & Rao 2015,
    doi:10.1093/qje/qjv023.

    Supported: how many channels, best first, the budget pays the needed spending of; one at least, and it is said
    where even that one would not show.
    """
    model, panel = inputs.model, inputs.panel
    if model is None or panel is None:
        return None, (Reason(code="dispersion_no_model"),)
    usual = model.posterior.usual * panel.week_share
    if not (usual > 0).any():
        return None, (Reason(code="dispersion_no_spending"),)
    noise = history_noise(panel)
    if noise is None:
        effective = effective_number(usual)
        return None, (Reason(code="dispersion_no_sales", params={"effective": round(effective, 1)}),)
    found = candidates(model, noise, panel.week_share, inputs.company.gross_margin, inputs.stopped)
    budget = sum(each.weekly for each in found)
    affordable = any(each.needed is not None and each.needed <= budget for each in found if not each.stopped)
    return judged(found), () if affordable else (Reason(code="dispersion_none_shows", params={"seen_weeks": WEEKS}),)


def effective_number(spend: Floats) -> float:
    """Return how many channels of equal spending would be as scattered as these.

    Examples
    --------
    >>> effective_number(np.array([100.0, 100.0])), round(effective_number(np.array([90.0, 10.0])), 2)
    (2.0, 1.22)
    """
    shares = spend / spend.sum()
    return float(1 / (shares**2).sum())


def candidates(
    model: Model, noise: Noise, week_share: float, gross_margin: float, stopped: frozenset[str]
) -> list[Candidate]:
    """Return every channel with spending in the last year, best first."""
    posterior = model.posterior.weekly(week_share)
    returns = np.where(np.isnan(posterior.iroas), posterior.mroas, posterior.iroas).mean(axis=0) * gross_margin
    most = MOST * float(posterior.usual.sum())
    found = [
        Candidate(
            name=name,
            weekly=float(posterior.usual[c]),
            needed=needed_weekly(posterior, c, detectable(noise, posterior, c), most),
            returns=float(returns[c]),
            shown=model.learnt[c].rung in _SHOWN,
            stopped=name in stopped,
        )
        for c, name in enumerate(posterior.channels)
        if posterior.usual[c] > 0
    ]
    return sorted(found, key=lambda each: each.rank, reverse=True)


def detectable(noise: Noise, posterior: Posterior, channel: int, weeks: int = WEEKS) -> float:
    """Return the least weekly effect of a channel that would show, company currency of revenue a week."""
    keep = float(posterior.keep[:, channel].mean())
    shares = kernel(keep, float(posterior.stages[channel]), posterior.cycle)
    block = 1 if half_weeks(shares) == 1 else 2
    turns = [(np.arange(weeks) // block + first) % 2 for first in (0, 1)]
    paths = [exposure(turn.astype(float), shares) for turn in turns]
    by_turns = time_error(noise, [path - path.mean() for path in paths])[0]
    stop = time_error(noise, [exposure(np.zeros(weeks // 2), shares)])[0]
    return float((LEVEL_Z + ndtri(POWER)) * min(by_turns, stop))


def needed_weekly(posterior: Posterior, channel: int, effect: float, most: float) -> float | None:
    """Return the least spend a week, up to `most`, whose expected effect is at least `effect` (currency a week)."""
    spends = most * np.linspace(0, 1, POINTS) ** 3
    curve = posterior.curve(channel, spends) * (1 - posterior.lasting_share[:, channel, None])
    expected = curve.mean(axis=0)
    reached = int(np.searchsorted(np.maximum.accumulate(expected), effect))
    if reached == len(spends):
        return None
    low, high = max(reached - 1, 0), reached
    if expected[high] <= expected[low]:
        return float(spends[high])
    part = (effect - expected[low]) / (expected[high] - expected[low])
    return float(spends[low] + part * (spends[high] - spends[low]))


def judged(found: list[Candidate]) -> Dispersion:
    """Return the reading of channels in their order: how many the budget supports, which two to keep, and the third."""
    budget = sum(each.weekly for each in found)
    others = [each for each in found[KEPT:] if not each.stopped]
    third = next((each for each in others if each.needed is not None), others[0] if others else None)
    needed = third.needed if third else None
    return Dispersion(
        channels=len(found),
        effective=effective_number(np.array([each.weekly for each in found])),
        supported=supported([each.needed for each in found if not each.stopped], budget),
        weeks=WEEKS,
        weekly_budget=budget,
        kept=tuple(_kept(each, place < KEPT and not each.stopped) for place, each in enumerate(found)),
        third=third.name if third else None,
        third_weekly=needed,
        third_weeks=WEEKS if needed is not None else None,
        third_cost=needed * WEEKS / 2 if needed is not None else None,
    )


def supported(needed: list[float | None], budget: float) -> int:
    """Return how many of the channels, in their order, a budget pays what they need; one at least.

    One that asks for more than is left is passed over: a next one may ask for less.

    Examples
    --------
    >>> supported([300.0, 900.0, 200.0, None], 600.0), supported([900.0], 600.0)
    (2, 1)
    """
    count, left = 0, budget
    for each in needed:
        if each is not None and each <= left:
            count, left = count + 1, left - each
    return max(count, 1)


def _kept(each: Candidate, keep: bool) -> Kept:
    if each.stopped:
        reason = Reason(code="dispersion_stopped")
    else:
        shown = "shown" if each.shown else "supposed"
        reason = Reason(code=f"dispersion_{shown}", params={"margin_ratio": each.returns})
    reasons = (reason,) if each.needed is not None else (reason, Reason(code="dispersion_out_of_reach"))
    return Kept(channel=each.name, weekly=each.weekly, needed_weekly=each.needed, keep=keep, reasons=reasons)
