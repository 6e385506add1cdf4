"""Randomised holdout: some customers, drawn by lot, are not shown the channel."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import chisquare, t

from bascule.errors import BasculeError
from bascule.experiments.reading import Estimate, Note
from bascule.panel import Floats

# Below this chance, a draw as uneven as the one seen is a fault of the draw or of the counting, not luck
# (Fabijan et al. 2019, "Diagnosing sample ratio mismatch", doi:10.1145/3292500.3330722).
MISMATCH = 0.001
LEAST_IN_ARM = 2


@dataclass(frozen=True)
class Arm:
    """One arm, summed: how many customers, what they brought, and how much they differ.

    Attributes
    ----------
    count : int
    total : float, units of the outcome
    variance : float or None, units of the outcome squared
        Between customers; None when the outcome is yes or no for each, so that the total tells it.
    """

    count: int
    total: float
    variance: float | None = None

    @property
    def mean(self) -> float:
        """Outcome per customer."""
        return self.total / self.count

    @property
    def mean_variance(self) -> float:
        """Variance of the mean; for yes or no, with one of each added so that no arm is ever certain.

        Notes
        -----
        Agresti & Caffo (2000), doi:10.1080/00031305.2000.10474560.
        """
        if self.variance is not None:
            return self.variance / self.count
        share = (self.total + 1) / (self.count + 2)
        return share * (1 - share) / (self.count + 2)


def holdout(
    treated: Floats, control: Floats, treated_before: Floats | None = None, control_before: Floats | None = None
) -> Estimate:
    """Read a holdout, one figure a customer.

    Parameters
    ----------
    treated, control : arrays of shape (customers,), units of the outcome
        What each customer brought during the test; 0 or 1 for yes or no.
    treated_before, control_before : arrays of shape (customers,), optional
        The same before the test: what they already differed by is taken out (CUPED).

    Returns
    -------
    Estimate
        The lift of all the treated customers together.

    Notes
    -----
    Difference of means, Welch's error. CUPED: Deng, Xu, Kohavi & Walker (2013), doi:10.1145/2433396.2433413, the
    coefficient being that within arms, so that the effect itself does not bend it.

    Raises
    ------
    BasculeError
        `trial_arm_empty` when an arm has fewer than two customers.

    Examples
    --------
    >>> found = holdout(np.array([1.0, 3.0, 2.0, 4.0]), np.array([1.0, 2.0, 1.0, 2.0]))
    >>> found.lift, found.baseline
    (4.0, 6.0)
    """
    _check(len(treated), len(control))
    assumptions: tuple[str, ...] = ("customers_drawn", "customers_apart")
    if treated_before is not None and control_before is not None:
        treated, control = _adjusted(treated, control, treated_before, control_before)
        assumptions = (*assumptions, "before_adjusted")
    arms = [Arm(len(arm), float(arm.sum()), float(arm.var(ddof=1))) for arm in (treated, control)]
    return _compared(arms[0], arms[1], assumptions)


def holdout_totals(treated: Arm, control: Arm) -> Estimate:
    """Read a holdout of which only the sums of each arm are known; see :func:`holdout`.

    Examples
    --------
    >>> found = holdout_totals(Arm(1000, 60.0), Arm(1000, 40.0))
    >>> round(found.lift), round(found.error, 1), round(found.p_value, 3)
    (20, 9.8, 0.042)
    """
    _check(treated.count, control.count)
    return _compared(treated, control, ("customers_drawn", "customers_apart"))


def draw_note(treated: int, control: int, share: float) -> Note | None:
    """Return a warning when the arms are not of the sizes drawn: such a test proves nothing as it stands.

    Parameters
    ----------
    treated, control : int
        Customers seen in each arm.
    share : float
        Share of customers that the draw meant to treat.

    Examples
    --------
    >>> draw_note(5050, 4950, 0.5) is None
    True
    >>> draw_note(5300, 4700, 0.5)[0]
    'trial_draw_mismatch'
    """
    total = treated + control
    chance = float(chisquare([treated, control], [share * total, (1 - share) * total]).pvalue)
    if chance >= MISMATCH:
        return None
    return "trial_draw_mismatch", {"seen_share": treated / total, "planned_share": share}


def _check(treated: int, control: int) -> None:
    if min(treated, control) < LEAST_IN_ARM:
        raise BasculeError("trial_arm_empty", treated=treated, control=control, least=LEAST_IN_ARM)


def _adjusted(
    treated: Floats, control: Floats, treated_before: Floats, control_before: Floats
) -> tuple[Floats, Floats]:
    inside = [before - before.mean() for before in (treated_before, control_before)]
    spread = sum(float(part @ part) for part in inside)
    if spread == 0:
        return treated, control
    shared = sum(float(part @ arm) for part, arm in zip(inside, (treated, control), strict=True))
    slope = shared / spread
    middle = np.concatenate([treated_before, control_before]).mean()
    return treated - slope * (treated_before - middle), control - slope * (control_before - middle)


def _compared(treated: Arm, control: Arm, assumptions: tuple[str, ...]) -> Estimate:
    parts = (treated.mean_variance, control.mean_variance)
    error = math.sqrt(sum(parts))
    counts = (treated.count, control.count)
    weighed = sum(part**2 / (count - 1) for part, count in zip(parts, counts, strict=True))
    freedom = sum(parts) ** 2 / weighed if weighed > 0 else math.inf
    difference = treated.mean - control.mean
    p_value = 2 * float(t.sf(abs(difference) / error, freedom)) if error > 0 else None
    return Estimate(
        lift=difference * treated.count, error=error * treated.count, freedom=freedom,
        baseline=control.mean * treated.count, p_value=p_value, assumptions=assumptions,
    )  # fmt: skip
