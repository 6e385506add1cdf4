"""Rules of thumb that need no model, from the folder alone: the usual, an equal split, and what platforms claim."""

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from scoring.gains import Truth

Rule = Callable[[Path, Truth], dict[str, float]]


def poured(weights: dict[str, float], most: dict[str, float], total: float) -> dict[str, float]:
    """Return a total split by weights, what exceeds a channel's most going to the others by the same weights.

    Examples
    --------
    >>> poured({"a": 3, "b": 1}, {"a": 30, "b": 90}, 100)
    {'a': 30, 'b': 70.0}
    """
    out: dict[str, float] = {}
    open_weights = {c: max(w, 1e-12) for c, w in weights.items()}
    while open_weights:
        left = total - sum(out.values())
        shares = {c: left * w / sum(open_weights.values()) for c, w in open_weights.items()}
        full = {c: most[c] for c, share in shares.items() if share > most[c]}
        if not full:
            return {**out, **shares}
        out.update(full)
        open_weights = {c: w for c, w in open_weights.items() if c not in full}
    return out


def claimed_roas(folder: Path) -> dict[str, float]:
    """Return what each platform claims per dollar over the whole history; channels that claim nothing are absent."""
    spend: dict[str, float] = defaultdict(float)
    claimed: dict[str, float] = defaultdict(float)
    with (folder / "media.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["platform_revenue"]:
                spend[row["channel"]] += float(row["spend"])
                claimed[row["channel"]] += float(row["platform_revenue"])
    return {c: claimed[c] / spend[c] for c in spend if spend[c] > 0}


def usual(folder: Path, truth: Truth) -> dict[str, float]:
    """Return the usual plan."""
    return dict(truth["plan"]["usual"])


def equal(folder: Path, truth: Truth) -> dict[str, float]:
    """Return the same amount for every channel, as far as its bound allows."""
    asked = truth["plan"]
    most = {c: asked["cap"] * u for c, u in asked["usual"].items()}
    return poured(dict.fromkeys(most, 1.0), most, asked["weekly_budget"])


def by_claims(folder: Path, truth: Truth) -> dict[str, float]:
    """Return the usual plan with the budget of channels that claim split by usual spend times claimed ROAS."""
    claims, usual_plan, cap = claimed_roas(folder), truth["plan"]["usual"], truth["plan"]["cap"]
    moved = {c: u * claims[c] for c, u in usual_plan.items() if c in claims}
    total = sum(usual_plan[c] for c in moved)
    return {**usual_plan, **poured(moved, {c: cap * usual_plan[c] for c in moved}, total)}


def to_best_claim(folder: Path, truth: Truth) -> dict[str, float]:
    """Return the whole budget on the best claims first, each filled to its bound; those that claim nothing last."""
    claims, asked = claimed_roas(folder), truth["plan"]
    out, left = {}, asked["weekly_budget"]
    for c in sorted(asked["usual"], key=lambda c: -claims.get(c, 0.0)):
        out[c] = min(left, asked["cap"] * asked["usual"][c])
        left -= out[c]
    return out


RULES: dict[str, Rule] = {
    "usual": usual,
    "equal split": equal,
    "split by claimed ROAS": by_claims,
    "all to best claims": to_best_claim,
}
