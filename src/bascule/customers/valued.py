"""The customers of a company, with the models of when they buy and how much."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.company import Company
from bascule.customers.bgnbd import BgnbdDraws, BgnbdFit, chance_of_buying, expected_new, probability_alive
from bascule.customers.gamma_gamma import GammaGammaDraws, GammaGammaFit, expected_new_value, fit_gamma_gamma
from bascule.customers.histories import Histories
from bascule.customers.holdout import LEAST_CUSTOMERS, LEAST_RETURNS, holdout, learnt
from bascule.customers.lifetime import lifetime_existing, lifetime_new
from bascule.customers.own_time import in_own_time, surely_new
from bascule.customers.season import Clock
from bascule.customers.sums import Alike, group_sums, own_chance
from bascule.panel import WEEKS_PER_MONTH, Floats
from bascule.plans import Reason
from bascule.returns import HORIZONS
from bascule.returns.structure import Holdout

LONGEST = HORIZONS[-1]
DRAWS = 400
LEAST_WEEKS = 26
YEAR = 365.25 / 7


@dataclass(frozen=True, eq=False)
class Valued:
    """Customers and their models.

    Attributes
    ----------
    histories, timed : Histories
        All customers; the same with recency and age in weeks as customers count them (:class:`Clock`).
    known : array of bool, shape (customers,)
        Whose first purchase is surely in the data; the models rest on these.
    clock : Clock
    often, much : BgnbdFit, GammaGammaFit
    often_draws, much_draws : BgnbdDraws, GammaGammaDraws
        DRAWS of each.
    gross_margin, discount : float
        Contribution margin of a dollar; yearly discount.
    first_margin : float
        Of a first purchase, on average (currency).
    held : Holdout or None
        The same model tried on months hidden from it.
    off, doubt : float
        By how much its forecasts are to be corrected for what the trial showed (log), and the doubt on that.
    surprises : array of shape (DRAWS,)
        Standard normal.
    seed : int
        Of what is drawn later.
    """

    histories: Histories
    timed: Histories
    clock: Clock
    known: NDArray[np.bool_]
    often: BgnbdFit
    much: GammaGammaFit
    often_draws: BgnbdDraws
    much_draws: GammaGammaDraws
    gross_margin: float
    discount: float
    first_margin: float
    held: Holdout | None
    off: float
    doubt: float
    surprises: Floats
    seed: int

    @property
    def later(self) -> Floats:
        """Margin of a new customer after its first purchase, over LONGEST months, discounted, shape (DRAWS,)."""
        return self.later_than(LONGEST)

    def later_than(self, months: int) -> Floats:
        """Return the margin of a new customer's later purchases within so many months, discounted, shape (DRAWS,)."""
        weeks = months * WEEKS_PER_MONTH
        margin = lifetime_new(self.often_draws, self.much_draws, self.gross_margin, weeks, self.discount)
        return np.asarray(margin * self._shared(weeks))

    @property
    def margin_by_month(self) -> Floats:
        """Margin that a new customer has left after 0, 1 … LONGEST months, shape (DRAWS, LONGEST + 1), undiscounted."""
        weeks = np.arange(LONGEST + 1) * WEEKS_PER_MONTH
        worth = self.gross_margin * expected_new_value(self.much_draws)
        later = expected_new(self.often_draws, weeks) * worth[:, None]
        return np.asarray(self.first_margin + later * self.shared[:, None])

    @cached_property
    def alive(self) -> Floats:
        """Probability that each is still a customer, shape (customers,)."""
        of = self.timed
        return probability_alive(self.often, of.frequency, of.recency, of.age)

    @cached_property
    def buying(self) -> Floats:
        """Chance that each buys within 12 months, what the trial taught counted, shape (customers,)."""
        of, weeks = self.timed, self.clock.ahead(self.histories.end, YEAR)
        chance = chance_of_buying(self.often, of.frequency, of.recency, of.age, weeks)
        return np.asarray(np.minimum(chance * np.exp(self.off), 1.0))

    @cached_property
    def expected(self) -> Floats:
        """Margin that each should leave in the next 12 months, discounted, shape (customers,)."""
        of, weeks = self.timed, self.clock.ahead(self.histories.end, YEAR)
        each = lifetime_existing(
            self.often, self.much, of.frequency, of.recency, of.age, of.value, self.gross_margin, weeks, self.discount
        )
        return np.asarray(each * np.exp(self.off))

    def expected_sums(self, group: NDArray[np.int64], groups: int) -> Floats:
        """Return the margin that groups of customers should leave in the next 12 months, shape (DRAWS, groups).

        Draws of what they will leave: each customer's own chance is in them, as in those of :meth:`lifetimes`.
        """
        weeks = np.full(self._alike.age.size, self.clock.ahead(self.histories.end, YEAR))
        sums = self._sums(weeks, group, groups) * self.shared_year[:, None]
        return sums * self._by_chance(weeks, group, groups)

    def lifetimes(self, group: NDArray[np.int64], groups: int) -> Floats:
        """Return what a customer of each group should leave over LONGEST months, on average, shape (DRAWS, groups).

        What is bought already, and the purchases of what remains of these months given what each did; discounted to
        their first day, currency per customer.
        """
        of, ages = self.timed, self._alike.age
        size = np.maximum(np.bincount(group, minlength=groups), 1)
        weeks = np.maximum(LONGEST * WEEKS_PER_MONTH - ages, 0.0)
        # Customers of a group differ in age: each kind's sums are brought to its own first day before they are added.
        known = np.unique(np.round(of.age / 13).astype(np.int64), return_inverse=True)[1]
        apart = self._sums(weeks, group * (known.max() + 1) + known, groups * (int(known.max()) + 1))
        age = np.bincount(known, weights=of.age) / np.bincount(known)
        worth = (1 + self.discount) ** (-age / YEAR)
        ahead = (apart.reshape(len(apart), groups, -1) @ worth) * self.shared[:, None]
        ahead *= self._by_chance(weeks, group, groups)
        so_far = np.bincount(group, weights=self.gross_margin * self._so_far, minlength=groups)
        return np.asarray((so_far + ahead) / size)

    @property
    def shared_year(self) -> Floats:
        """By what all forecasts over 12 months are multiplied, shape (DRAWS,)."""
        return self._shared(YEAR)

    @property
    def shared(self) -> Floats:
        """By what all forecasts over LONGEST months are multiplied, shape (DRAWS,)."""
        return self._shared(LONGEST * WEEKS_PER_MONTH)

    def _sums(self, weeks: Floats, group: NDArray[np.int64], groups: int) -> Floats:
        drawn = (self.often_draws, self.much_draws)
        return self.gross_margin * group_sums(*drawn, self.timed, self._alike, weeks, self.discount, group, groups)

    def _by_chance(self, weeks: Floats, group: NDArray[np.int64], groups: int) -> Floats:
        """Return by what the sums of groups are multiplied as each customer's chance has it, shape (DRAWS, groups)."""
        ahead = (self.often, self.much, self.timed, self._alike, weeks, self.discount)
        apart = np.maximum(own_chance(*ahead, group, groups), 1e-12)
        return np.random.default_rng([self.seed, 47]).gamma(1 / apart, apart, size=(DRAWS, groups))

    def _shared(self, weeks: float) -> Floats:
        """Return by what all forecasts of so many weeks are multiplied, shape (DRAWS,), the same for every question.

        What is learnt from the trial, and what the coming weeks bring to all customers alike.
        """
        spread = np.hypot(self.clock.shock(self.histories.end, weeks), self.doubt)
        return np.asarray(np.exp(self.off + spread * self.surprises))

    @cached_property
    def _alike(self) -> Alike:
        return Alike.of(self.timed)

    @cached_property
    def _so_far(self) -> Floats:
        """Net revenue of each customer within LONGEST months of the first purchase, discounted to it, (customers,)."""
        of = self.histories
        days = of.days.filter(pl.col("customer_key").is_not_null()).join(
            pl.DataFrame({"customer_key": of.keys, "place": np.arange(len(of)), "first": of.first}), on="customer_key"
        )
        weeks = (days["day"] - days["first"]).dt.total_days().to_numpy() / 7
        within = weeks <= LONGEST * WEEKS_PER_MONTH
        worth = days["net"].to_numpy() * (1 + self.discount) ** (-weeks / YEAR)
        return np.bincount(days["place"].to_numpy()[within], weights=worth[within], minlength=len(of)).astype(float)


def valued(histories: Histories, company: Company, seed: int) -> Valued | Reason:
    """Return the models of a company's customers, or why there are none.

    Parameters
    ----------
    histories : Histories
    company : Company
    seed : int
    """
    known = surely_new(histories)
    back = known & (histories.frequency > 0)
    worth = histories.frequency > 0
    worth &= np.nan_to_num(histories.value) > 0
    lacking = _lacking(histories, known, back, worth)
    if lacking is not None:
        return lacking
    timed, pace, often = in_own_time(histories, known)
    held = holdout(histories, seed)
    off, doubt = learnt(held)
    much = fit_gamma_gamma(histories.frequency[worth], histories.value[worth])
    rng = np.random.default_rng([seed, 17])
    return Valued(
        histories=histories,
        timed=timed,
        clock=pace,
        known=known,
        often=often,
        much=much,
        often_draws=often.draws(DRAWS, rng),
        much_draws=much.draws(DRAWS, rng),
        gross_margin=company.gross_margin,
        discount=company.discount,
        first_margin=company.gross_margin * float(histories.first_value[known].mean()),
        held=held,
        off=off,
        doubt=doubt,
        surprises=rng.standard_normal(DRAWS),
        seed=seed,
    )


def _lacking(
    histories: Histories, known: NDArray[np.bool_], back: NDArray[np.bool_], worth: NDArray[np.bool_]
) -> Reason | None:
    if histories.anonymous_share is None:
        return Reason(code="customers_no_purchase")
    if histories.anonymous_share > 0.5:
        return Reason(code="customers_anonymous", params={"anonymous_share": histories.anonymous_share})
    if len(histories) == 0 or float(histories.age.max()) < LEAST_WEEKS:
        weeks = 0 if len(histories) == 0 else int(histories.age.max())
        return Reason(code="customers_too_short", params={"known_weeks": weeks, "least_weeks": LEAST_WEEKS})
    if known.sum() < LEAST_CUSTOMERS or back.sum() < LEAST_RETURNS or worth.sum() < LEAST_RETURNS:
        counts = {"customers": int(known.sum()), "returns": int(min(back.sum(), worth.sum()))}
        return Reason(
            code="customers_too_few", params={**counts, "least": LEAST_CUSTOMERS, "least_returns": LEAST_RETURNS}
        )
    return None
