"""The truth, by paired counterfactuals: the same world, the same luck, another spending."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from companies.firm import HORIZON, TAIL, YEAR
from companies.history import History
from companies.market import State, advance, spread_over
from companies.season import Floats

MULTIPLES = (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3)
CAP = 3.0
# Step of the exhaustive split of the budget between channels, share of the budget.
GRID = 800
NUDGE = 0.01


@dataclass(frozen=True)
class Returns:
    """What the last year's spending of each channel brought, arrays of shape (channels,), currency or ratio."""

    spent: Floats
    brought: Floats
    roi: Floats
    marginal: Floats


def last_year(history: History) -> Returns:
    """Return each channel's incremental revenue: the last year with it and without it, what follows included."""
    firm = history.firm
    start, count = firm.end - YEAR, len(firm.channels)
    state, _ = advance(history.market, history.market.rest(1), 0, history.spend[None, :start])
    usual = history.spend[start:].mean(axis=0)
    path = np.concatenate([history.spend[start:], np.tile(usual, (TAIL, 1))])
    paths = np.tile(path, (1 + 2 * count, 1, 1))
    for c in range(count):
        paths[1 + c, :YEAR, c] = 0.0
        paths[1 + count + c, :YEAR, c] *= 1.0 + NUDGE
    total = history.scale * advance(history.market, spread_over(state, len(paths)), start, paths)[1].sum(axis=1)
    spent = history.spend[start:].sum(axis=0)
    brought, more = total[0] - total[1 : 1 + count], total[1 + count :] - total[0]
    safe = np.where(spent > 0, spent, np.nan)
    return Returns(spent, brought, brought / safe, more / (NUDGE * safe))


def plan_profits(history: History, state: State, plans: Floats) -> Floats:
    """Return margin less spend of plans (P, channels, currency per week) over the horizon, the tail counted, (P,)."""
    firm = history.firm
    usual = history.spend[firm.end - YEAR :].mean(axis=0)
    held = np.repeat(plans[:, None, :], HORIZON, axis=1)
    after = np.tile(usual, (len(plans), TAIL, 1))
    paths = np.concatenate([held, after], axis=1)
    value = advance(history.market, spread_over(state, len(plans)), firm.end, paths)[1]
    contracts = firm.contracts * firm.revenue * (HORIZON + TAIL)
    revenue = history.scale * value.sum(axis=1) + contracts
    return np.asarray(firm.margin * revenue - HORIZON * plans.sum(axis=1))


def best_split(usual: Floats, changes: Floats) -> Floats:
    """Return the weekly plan that gains most at the usual total, each channel within 0 to CAP times its usual.

    An exhaustive dynamic programme over a grid of the budget, on the channels' own curves (channels, multiples): they
    need not be concave.
    """
    total = usual.sum()
    units = np.linspace(0.0, total, GRID + 1)
    best, choices = np.full(GRID + 1, -np.inf), []
    best[0] = 0.0
    for u, change in zip(usual, changes, strict=True):
        most = min(GRID, int(np.floor(CAP * u / total * GRID + 1e-9)))
        gain = np.interp(units[: most + 1] / u, MULTIPLES, change) if u > 0 else np.zeros(1)
        ways = np.full((most + 1, GRID + 1), -np.inf)
        for k in range(most + 1):
            ways[k, k:] = best[: GRID + 1 - k] + gain[k]
        choices.append(ways.argmax(axis=0))
        best = ways.max(axis=0)
    left, plan = GRID, np.zeros(len(usual))
    for c in reversed(range(len(usual))):
        plan[c] = units[choices[c][left]]
        left -= choices[c][left]
    return plan


def plan_truth(history: History) -> dict[str, Any]:
    """Return the `plan` part of truth.json: the curves of each channel alone, and the oracle on them."""
    firm = history.firm
    usual = history.spend[firm.end - YEAR :].mean(axis=0)
    state, _ = advance(history.market, history.market.rest(1), 0, history.spend[None])
    plans = np.tile(usual, (2 + len(usual) * len(MULTIPLES), 1))
    plans[1] = 0.0
    for c in range(len(usual)):
        for k, multiple in enumerate(MULTIPLES):
            plans[2 + c * len(MULTIPLES) + k, c] = multiple * usual[c]
    profits = plan_profits(history, state, plans)
    changes = (profits[2:] - profits[0]).reshape(len(usual), len(MULTIPLES))
    oracle = best_split(usual, changes)
    if sum(np.interp(x / u, MULTIPLES, change) for x, u, change in zip(oracle, usual, changes, strict=True)) <= 0:
        oracle = usual  # nothing to gain: only the grid's rounding set them apart
    return {
        "weekly_budget": round(float(usual.sum()), 2),
        "horizon_weeks": HORIZON,
        "cap": CAP,
        "usual": named(firm.channels, usual),
        "oracle": named(firm.channels, oracle),
        "profit_usual": round(float(profits[0]), 2),
        "profit_oracle": round(float(plan_profits(history, state, oracle[None])[0]), 2),
        "profit_nothing": round(float(profits[1]), 2),
        "curves": {
            "multiples": list(MULTIPLES),
            "profit_change": {name: changes[c].round(2).tolist() for c, name in enumerate(firm.channels)},
        },
    }


def named(channels: tuple[str, ...], values: Floats) -> dict[str, float]:
    """Return values (channels,) by channel, to the cent."""
    return {name: round(float(value), 2) for name, value in zip(channels, values, strict=True)}


def truth(history: History, returns: Returns) -> dict[str, Any]:
    """Return the whole of truth.json."""
    firm = history.firm
    return {
        "seed": firm.seed,
        "archetype": firm.trade,
        "mechanism": firm.mechanism,
        "weeks": firm.weeks,
        "margin": firm.margin,
        "channels": {
            name: {
                "spend": round(float(returns.spent[c]), 2),
                "incremental_revenue": round(float(returns.brought[c]), 2),
                "roi": round(float(returns.roi[c]), 4) if returns.spent[c] > 0 else None,
                "marginal_roi": round(float(returns.marginal[c]), 4) if returns.spent[c] > 0 else None,
            }
            for c, name in enumerate(firm.channels)
        },
        "plan": plan_truth(history),
    }
