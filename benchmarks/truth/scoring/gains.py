"""What a plan truly gains over the usual one, from the true curves of each channel."""

from collections.abc import Mapping
from typing import Any

Truth = Mapping[str, Any]
Weekly = Mapping[str, float]
# Below this share of the horizon's budget the oracle gains nothing worth a ratio.
NOTHING = 0.02


def interpolate(x: float, xs: list[float], ys: list[float]) -> float:
    """Return the curve through (xs, ys) at x, held flat outside.

    Examples
    --------
    >>> interpolate(0.5, [0, 1], [0.0, 10.0]), interpolate(9, [0, 1], [0.0, 10.0])
    (5.0, 10.0)
    """
    x = min(max(x, xs[0]), xs[-1])
    for x0, x1, y0, y1 in zip(xs, xs[1:], ys, ys[1:], strict=False):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return ys[-1]


def allowed(plan: Weekly, truth: Truth) -> dict[str, float]:
    """Return a plan brought within bounds: each channel at most CAP times its usual, the budget not exceeded."""
    asked = truth["plan"]
    out = {c: min(max(plan.get(c, 0.0), 0.0), asked["cap"] * usual) for c, usual in asked["usual"].items()}
    total = sum(out.values())
    shrink = min(1.0, asked["weekly_budget"] / total) if total > 0 else 1.0
    return {c: weekly * shrink for c, weekly in out.items()}


def gain(plan: Weekly, truth: Truth) -> float:
    """Return the true change of contribution profit of a plan over the usual one, currency over the horizon."""
    curves, usual = truth["plan"]["curves"], truth["plan"]["usual"]
    return sum(
        interpolate(weekly / usual[c], curves["multiples"], curves["profit_change"][c])
        for c, weekly in allowed(plan, truth).items()
        if usual[c] > 0
    )


def best_gain(truth: Truth) -> float:
    """Return what the oracle gains, currency over the horizon."""
    return gain(truth["plan"]["oracle"], truth)


def worth_asking(truth: Truth) -> bool:
    """Tell whether the oracle gains enough for a share of it to mean anything."""
    asked = truth["plan"]
    return bool(best_gain(truth) > NOTHING * asked["weekly_budget"] * asked["horizon_weeks"])
