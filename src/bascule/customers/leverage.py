"""What keeping customers longer would bring in three years, beside paying less to win them.

Retention is what an owner can count: the share of a year's new customers who buy again the year after (or whose
contract still runs a year later). To raise it, customers must drop out less often: the chance `p` that one leaves after
a purchase (or at the end of a contract's period) becomes `k·p` for everybody, with `k` chosen so that this share
changes as asked for. What follows is worked out with the company's own models, not with a rule of thumb on loyalty.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy.special import betaincinv

from bascule.panel import WEEKS_PER_MONTH, Floats

MONTHS = 36
YEAR = 12
# Midpoints in probability of the Beta of `p`; fewer for present customers, of whom there are many (tests: the error on
# a gain is under one per cent of it).
_NODES = (np.arange(48) + 0.5) / 48
_FEW_NODES = (np.arange(16) + 0.5) / 16
_HALVINGS = 40


class Habits(Protocol):
    """How customers come back and leave, draw by draw, when everyone's chance of leaving is `k` times what it is."""

    @property
    def draws(self) -> int:
        """Number of draws."""
        ...

    def kept(self, k: Floats) -> Floats:
        """Return the share of new customers who are there, and show it, a year later; `k` and it of shape (draws,)."""
        ...

    def new(self, k: Floats) -> Floats:
        """Return what a new customer buys in each month of its age beyond the first, shape (draws, MONTHS)."""
        ...

    def present(self, k: Floats) -> Floats:
        """Return what all present customers together buy in each coming month, shape (draws, MONTHS)."""
        ...


@dataclass(frozen=True)
class Buyers:
    """Customers who buy when they like (BG/NBD; Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098).

    Given λ and p, a customer is still there at t with probability exp(−λpt) and has bought (1 − exp(−λpt)) / p times;
    λ is integrated out in closed form, p by its quantiles.

    Attributes
    ----------
    r, alpha, a, b : arrays of shape (draws,)
        Weeks.
    alive : array of shape (draws, customers)
        Probability that each present customer is still one.
    frequency, age : arrays of shape (customers,)
        Repeat purchases, and weeks since the first.
    weight : array of shape (customers,)
        How many customers each stands for.
    """

    r: Floats
    alpha: Floats
    a: Floats
    b: Floats
    alive: Floats
    frequency: Floats
    age: Floats
    weight: Floats

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.r)

    def kept(self, k: Floats) -> Floats:
        """Return the share who buy in their second year, shape (draws,): still there at its start, and buying in it.

        With y a year: E[exp(−λkpy) (1 − exp(−λy))] = E[(α / (α + kpy))^r − (α / (α + kpy + y))^r], the second
        exponential being that of a purchase by someone still there.
        """
        leaving = k[:, None] * self._leaving
        years = YEAR * WEEKS_PER_MONTH / self.alpha[:, None]
        there, silent = np.log1p(leaving * years), np.log1p((leaving + 1) * years)
        return np.asarray((np.exp(-self.r[:, None] * there) - np.exp(-self.r[:, None] * silent)).mean(axis=1))

    def new(self, k: Floats) -> Floats:
        """Return repeat purchases of a new customer by month of age, shape (draws, MONTHS)."""
        leaving = k[:, None] * self._leaving
        return _by_step(leaving, self.r[:, None], self.alpha[:, None], 1).mean(axis=1)

    def present(self, k: Floats) -> Floats:
        """Return purchases of all present customers by month, shape (draws, MONTHS)."""
        found = np.empty((self.draws, MONTHS))
        for d in range(self.draws):
            leaving = k[d] * self._of_present[d]
            shape, rate = (self.r[d] + self.frequency)[:, None], (self.alpha[d] + self.age)[:, None]
            # By quarter, its months alike: three times fewer powers, and no month of a present customer is shown.
            bought = _by_step(leaving, shape, rate, 3).mean(axis=1)
            found[d] = np.repeat((self.weight * self.alive[d]) @ bought, 3) / 3
        return found

    @cached_property
    def _leaving(self) -> Floats:
        return np.asarray(betaincinv(self.a[:, None], self.b[:, None], _NODES))

    @cached_property
    def _of_present(self) -> Floats:
        beta = self.b[:, None, None] + self.frequency[:, None]
        return np.asarray(betaincinv(self.a[:, None, None], beta, _FEW_NODES))


def _by_step(leaving: Floats, shape: Floats, rate: Floats, months: int) -> Floats:
    """Return purchases by steps of some months, shape (*leaving.shape, steps), λ ~ Gamma(shape, rate) integrated."""
    weeks = np.arange(months, MONTHS + 1, months) * WEEKS_PER_MONTH
    tiny = np.maximum(leaving, 1e-12)[..., None]
    upto = -np.expm1(-shape[..., None] * np.log1p(tiny * weeks / rate[..., None])) / tiny
    return np.diff(upto, axis=-1, prepend=0.0)


@dataclass(frozen=True)
class Subscribers:
    """Customers under contract (shifted-beta-geometric; Fader & Hardie 2007, doi:10.1002/dir.20074), by month.

    Attributes
    ----------
    alpha, beta : arrays of shape (draws,)
        Of the Beta of the chance of not renewing, a period.
    months : int
        How many months a period has.
    survived : array of shape (groups,)
        Periods that present customers have renewed.
    elapsed : array of shape (groups,)
        Months of the period under way that they have run; it is run to its end whatever they decide.
    count : array of shape (groups,)
        How many they are.
    """

    alpha: Floats
    beta: Floats
    months: int
    survived: Floats
    elapsed: Floats
    count: Floats

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.alpha)

    def kept(self, k: Floats) -> Floats:
        """Return the share of contracts that still run after a year, E[(1 − kθ)^(12 / months)], shape (draws,)."""
        leaving = np.minimum(k[:, None] * self._leaving, 1.0)
        return np.asarray(((1 - leaving) ** (YEAR / self.months)).mean(axis=1))

    def new(self, k: Floats) -> Floats:
        """Return the months paid by a new customer beyond the first period, by month of age, shape (draws, MONTHS)."""
        leaving = np.minimum(k[:, None] * self._leaving, 1.0)
        periods = np.arange(MONTHS) // self.months
        paid = ((1 - leaving[..., None]) ** periods).mean(axis=1)
        return np.asarray(np.where(periods == 0, 0.0, paid))

    def present(self, k: Floats) -> Floats:
        """Return the months that present customers pay, by coming month, shape (draws, MONTHS)."""
        periods = (self.elapsed[:, None] + np.arange(MONTHS) + 0.5) // self.months
        found = np.empty((self.draws, MONTHS))
        for d in range(self.draws):
            kept = (1 - np.minimum(k[d] * self._of_present[d], 1.0))[..., None] ** periods[:, None]
            found[d] = self.count @ kept.mean(axis=1)
        return found

    @cached_property
    def _leaving(self) -> Floats:
        return np.asarray(betaincinv(self.alpha[:, None], self.beta[:, None], _NODES))

    @cached_property
    def _of_present(self) -> Floats:
        beta = self.beta[:, None, None] + self.survived[:, None]
        return np.asarray(betaincinv(self.alpha[:, None, None], beta, _FEW_NODES))


@dataclass(frozen=True)
class Leverage:
    """Three years of margin under other rates of leaving, and of acquisition cost.

    Attributes
    ----------
    habits : Habits
    margin : array of shape (draws,)
        Contribution margin of one purchase, or of one month paid (currency).
    yearly_new : float
        New customers a year.
    cac : float
        What one costs to win (currency).
    discount : float
        Yearly.
    """

    habits: Habits
    margin: Floats
    yearly_new: float
    cac: float
    discount: float

    def by_retention(self, change: float) -> Floats:
        """Return the change of net profit over three years, shape (draws,), discounted (currency).

        Parameters
        ----------
        change : float
            Of the share of new customers kept: 0.1 is a tenth more than today. Where even nobody leaving would not
            bring so much, nobody leaves.
        """
        return np.asarray(self._profit(self.factor(change)) - self._today)

    def by_acquisition(self, cut: float) -> float:
        """Return what a cut of acquisition cost brings over three years, discounted: the same customers, for less."""
        return cut * self.spent

    @property
    def spent(self) -> float:
        """Acquisition cost of three years, discounted (currency)."""
        return float(self.yearly_new / YEAR * self.cac * self._worth.sum())

    def factor(self, change: float) -> Floats:
        """Return `k`, shape (draws,): by how much the chance of leaving is multiplied to change retention so."""
        one = np.ones(self.habits.draws)
        target = self.habits.kept(one) * (1 + change)
        low, high = np.zeros_like(one), 8.0 * one
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            more = self.habits.kept(middle) > target
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return np.asarray((low + high) / 2)

    @cached_property
    def _today(self) -> Floats:
        return self._profit(np.ones(self.habits.draws))

    @property
    def _worth(self) -> Floats:
        return np.asarray((1 + self.discount) ** (-(np.arange(MONTHS) + 0.5) / YEAR))

    def _profit(self, k: Floats) -> Floats:
        worth, a_month = self._worth, self.yearly_new / YEAR
        new, present = self.habits.new(k), self.habits.present(k)
        # Customers won in month j are in month i - j of their age in month i: their purchases so far make its sales.
        later = np.cumsum(new, axis=1) * a_month
        return np.asarray(self.margin * ((later + present) @ worth))
