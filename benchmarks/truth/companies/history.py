"""What happened: a company run week by week, its budgets reacting to the sales it sees."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from companies.auction import draw_auction
from companies.budgets import Policy, draw_policy
from companies.firm import BURN, TAIL, YEAR, Firm, Surroundings, draw_surroundings
from companies.funnel import draw_funnel
from companies.market import Market, advance, spread_over
from companies.season import Floats
from companies.shock import draw_shock

DRAW: dict[str, Callable[[Firm, Surroundings], Market]] = {
    "funnel": draw_funnel,
    "auction": draw_auction,
    "shock": draw_shock,
}
ROUNDS = 5


@dataclass(frozen=True)
class History:
    """A company's weeks, burn-in included; arrays of shape (end,) or (end, channels).

    `scale` is currency per unit of the mechanism's value. `expected` is revenue without the luck of single orders.
    """

    firm: Firm
    market: Market
    scale: float
    spend: Floats
    revenue: Floats
    expected: Floats
    orders: Floats
    fresh: Floats
    touched: Floats


def revenue_scale(firm: Firm, market: Market) -> float:
    """Return currency per unit of value, so that the usual budgets go with the company's mean revenue."""
    steady = np.tile(firm.level, (1, firm.end, 1))
    value = advance(market, market.rest(1), 0, steady)[1][0, BURN:]
    return firm.revenue * (1.0 - firm.contracts) / float(value.mean())


def give_returns(firm: Firm, market: Market) -> Market:
    """Return the market with channels as strong as makes each bring about what was intended at steady budgets."""
    start, count = firm.end - YEAR, len(firm.channels)
    steady = np.tile(firm.level, (1 + count, YEAR + TAIL, 1))
    for c in range(count):
        steady[1 + c, :YEAR, c] = 0.0
    for _ in range(ROUNDS):
        scale = revenue_scale(firm, market)
        state, _ = advance(market, market.rest(1), 0, np.tile(firm.level, (1, start, 1)))
        total = advance(market, spread_over(state, 1 + count), start, steady)[1].sum(axis=1)
        found = scale * (total[0] - total[1:]) / (YEAR * firm.level)
        factor = np.clip(firm.intended / np.maximum(found, 1e-9), 0.1, 10.0)
        market = market.with_efficacy(np.minimum(market.efficacy * factor, market.most))
    return market


def live(firm: Firm) -> History:
    """Return the history of a company: same firm, same history."""
    around = draw_surroundings(firm)
    market = give_returns(firm, DRAW[firm.mechanism](firm, around))
    return run(firm, market, draw_policy(firm, around), around.hidden)


def run(firm: Firm, market: Market, policy: Policy, hidden: Floats) -> History:
    """Run the weeks of burn-in and history under a policy."""
    rng = np.random.default_rng([firm.seed, 5])
    scale, count, state = revenue_scale(firm, market), len(firm.channels), market.rest(1)
    spend, touched = np.zeros((firm.end, count)), np.zeros((firm.end, count))
    revenue, expected, orders, fresh = np.zeros((4, firm.end))
    for t in range(firm.end):
        past = slice(max(0, t - policy.memory), t)
        ratio = float(revenue[past].mean()) / firm.revenue if t else 1.0
        claimed = claims_ratio(spend[:t], touched[:t])
        spend[t] = (firm.level * policy.spend(t, ratio, market.pull(state, t), claimed, hidden[t])).round(2)
        state, sales = market.week(state, t, spend[None, t])
        expected[t] = scale * float(sales.value[0]) + firm.contracts * firm.revenue
        revenue[t], orders[t] = sell(rng, firm, scale * float(sales.value[0]))
        fresh[t], touched[t] = rng.binomial(int(orders[t]), float(sales.fresh[0])), sales.touched[0]
    return History(firm, market, scale, spend, revenue, expected, orders, fresh, touched)


def sell(rng: np.random.Generator, firm: Firm, expected: float) -> tuple[float, float]:
    """Return the week's revenue and orders, single orders being what they are."""
    orders = int(rng.poisson(expected / firm.ticket))
    each = firm.spread**-2
    sold = firm.ticket * float(rng.gamma(orders * each)) / each if orders else 0.0
    contracts = firm.contracts * firm.revenue * float(rng.uniform(0.9, 1.1))
    return sold + contracts, float(orders)


def claims_ratio(spend: Floats, touched: Floats) -> Floats:
    """Return what platforms claimed per dollar over four weeks over their mean so far, shape (channels,)."""
    if len(spend) < 12:
        return np.ones(spend.shape[1])
    recent = touched[-4:].sum(axis=0) / np.maximum(spend[-4:].sum(axis=0), 1e-9)
    ever = touched.sum(axis=0) / np.maximum(spend.sum(axis=0), 1e-9)
    known = (spend[-4:].sum(axis=0) > 0) & (ever > 0)
    return np.asarray(np.where(known, recent / np.where(known, ever, 1.0), 1.0))
