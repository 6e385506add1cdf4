"""People move through awareness, consideration, intent, purchase and repeat purchase; advertising moves them on.

Shares of a population, not dollars, have dynamics: those already aware cannot be made aware, those not in need cannot
be brought to buy. Brand memory is a slow stock that keeps awareness from fading and raises intent. Retargeting and
brand search meet only people who already intend to buy: they save a few from leaving or from a rival's ad.
"""

from dataclasses import dataclass, replace

import numpy as np

from companies.firm import Firm, Surroundings
from companies.market import Sales, State, together
from companies.season import Floats
from companies.traits import HARVEST

# Where each class acts: awareness, brand memory, capture of people in need, consideration, repeat, rescue, defence.
ROLES: dict[str, tuple[float, ...]] = {
    "brand_search": (0, 0, 0, 0, 0, 0, 1),
    "retargeting": (0, 0, 0, 0.05, 0, 1, 0),
    "generic_search": (0.05, 0, 1, 0.2, 0, 0, 0),
    "automated": (0.1, 0, 0.7, 0.2, 0.1, 0.2, 0.2),
    "social_prospecting": (0.6, 0.2, 0.1, 0.5, 0.1, 0, 0),
    "boosted_posts": (0.2, 0.2, 0, 0.3, 0.5, 0, 0),
    "video": (0.7, 0.8, 0, 0.2, 0, 0, 0),
    "display": (0.6, 0.2, 0, 0.2, 0, 0.1, 0),
    "radio": (0.7, 0.5, 0.1, 0.1, 0.1, 0, 0),
    "flyers": (0.4, 0.1, 0.4, 0.3, 0.3, 0, 0),
    "email": (0, 0.05, 0, 0.1, 1, 0, 0),
    "tv": (0.7, 0.9, 0, 0.1, 0, 0, 0),
    "out_of_home": (0.7, 0.5, 0, 0, 0, 0, 0),
    "directory": (0, 0, 1, 0.2, 0, 0, 0),
}  # fmt: skip
ROLE_COUNT = 7


@dataclass(frozen=True)
class Rates:
    """Weekly rates of one company's customers."""

    organic: float
    forget: float
    brand_hold: float
    need: float
    found_anyway: float
    consider: float
    drift: float
    buy: float
    lose: float
    poach: float
    repeat: float
    churn: float
    promo: float
    elasticity: float


@dataclass(frozen=True)
class Funnel:
    """The state is awareness, consideration, intent, customers and brand memory."""

    around: Surroundings
    reach_at: Floats
    roles: Floats
    rates: Rates
    efficacy: Floats
    harvest: Floats
    sees_repeat: Floats

    @property
    def most(self) -> Floats:
        """Efficacy that cannot be exceeded, shape (channels,)."""
        return np.full(len(self.efficacy), 0.9)

    def with_efficacy(self, efficacy: Floats) -> "Funnel":
        """Return the same market with channels of another strength."""
        return replace(self, efficacy=efficacy)

    def rest(self, runs: int) -> State:
        """Return a population that is partly aware and a base of customers."""
        start = (0.35, 0.5 * self.rates.need, 0.5 * self.rates.need, 0.1, 0.1)
        return tuple(np.full(runs, value) for value in start)

    def week(self, state: State, t: int, spend: Floats) -> tuple[State, Sales]:
        """Move everyone one week."""
        aware, considering, intent, customers, brand = state
        reach = 1.0 - np.exp(-spend / (self.reach_at * self.around.prices[t]))
        push = [together(self.efficacy * role * reach) for role in self.roles]
        rates, need = self.rates, self.rates.need * self.around.need[t]
        brand = rates.brand_hold * brand + push[1]
        gained = 1.0 - (1.0 - rates.organic) * (1.0 - push[0])
        aware = aware + (1.0 - aware) * gained - rates.forget * aware / (1.0 + brand)
        reached = aware + (1.0 - aware) * (rates.found_anyway + (1.0 - rates.found_anyway) * push[2])
        warm = 1.0 + 0.4 * np.tanh(brand)
        onward = np.minimum(rates.consider * warm * (1.0 + 3.0 * push[3]), 0.9)
        moved = considering * onward
        considering = considering * (1.0 - onward) * (1.0 - rates.drift) + need * reached
        first, left = self.leave(intent, push, t)
        intent = intent - left + moved
        again = customers * rates.repeat * self.around.season[t] * (1.0 + 2.0 * push[4])
        customers = customers * (1.0 - rates.churn) + first
        bought = (first + 0.8 * again) * self.around.price[t]
        touched = reach * (first[:, None] + self.sees_repeat * again[:, None])
        return (aware, considering, intent, customers, brand), Sales(bought, first / (first + again), touched)

    def leave(self, intent: Floats, push: list[Floats], t: int) -> tuple[Floats, Floats]:
        """Return who buys this week and who leaves the intending, bought or lost, shapes (R,)."""
        rates = self.rates
        buy = rates.buy * (1.0 + rates.promo * self.around.promo[t]) * self.around.price[t] ** -rates.elasticity
        lose = rates.lose * (1.0 - push[5]) + rates.poach * (1.0 - push[6])
        left = intent * (1.0 - np.exp(-(buy + lose)))
        return left * buy / (buy + lose), left

    def pull(self, state: State, t: int) -> Floats:
        """Return how the audience of each channel stands: those who intend, for harvesting ones, else those in need."""
        typical = self.rates.need * 0.55
        return np.asarray(np.where(self.harvest > 0, state[2][0] / typical, self.around.need[t]))


def draw_rates(rng: np.random.Generator) -> Rates:
    """Return the weekly rates of a company."""
    return Rates(
        organic=rng.uniform(0.003, 0.02), forget=rng.uniform(0.015, 0.08), brand_hold=rng.uniform(0.85, 0.985),
        need=rng.uniform(0.01, 0.05), found_anyway=rng.uniform(0.05, 0.3), consider=rng.uniform(0.15, 0.5),
        drift=rng.uniform(0.1, 0.35), buy=rng.uniform(0.25, 0.9), lose=rng.uniform(0.15, 0.5),
        poach=rng.uniform(0.02, 0.2), repeat=rng.uniform(0.01, 0.06), churn=rng.uniform(0.01, 0.06),
        promo=rng.uniform(0.1, 0.5), elasticity=rng.uniform(0.8, 2.6),
    )  # fmt: skip


def draw_funnel(firm: Firm, around: Surroundings) -> Funnel:
    """Return the funnel of a company; how much of its audience a channel reaches at its usual budget varies widely."""
    rng = np.random.default_rng([firm.seed, 3])
    count = len(firm.channels)
    roles = np.array([ROLES[name] for name in firm.channels]).T * np.exp(0.5 * rng.standard_normal((ROLE_COUNT, count)))
    return Funnel(
        around=around,
        reach_at=firm.level * np.exp(rng.normal(np.log(1.6), 0.8, count)),
        roles=roles / roles.max(axis=0),
        rates=draw_rates(rng),
        efficacy=np.full(count, 0.05),
        harvest=np.array([name in HARVEST for name in firm.channels], dtype=float),
        sees_repeat=np.array([1.0 if name in ("email", "brand_search") else 0.3 for name in firm.channels]),
    )
