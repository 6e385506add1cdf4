"""How small companies set their budgets: by the season, by last weeks' sales, by what they feel, by spells."""

from dataclasses import dataclass

import numpy as np

from companies.firm import BURN, YEAR, Firm, Surroundings
from companies.season import Floats, wander
from companies.traits import TRAITS

# A channel that the plan wants is on at least this many weeks of the last year.
LEAST_ON = 10


@dataclass(frozen=True)
class Policy:
    """A company's way of spending.

    `plan` is what is meant, over the usual level, shape (span, channels); the others are powers, shape (channels,): of
    last weeks' sales, of what there is to bid for, of what the platform claims, and of the hidden wave.
    """

    plan: Floats
    sales: Floats
    pull: Floats
    claims: Floats
    hidden: Floats
    memory: int

    def spend(self, t: int, sales: float, pull: Floats, claims: Floats, hidden: float) -> Floats:
        """Return this week's spending over the usual level, shape (channels,), from ratios to the usual."""
        moved = self.sales * np.log(max(sales, 0.2)) + self.claims * np.log(np.clip(claims, 0.4, 2.5))
        moved = moved + self.pull * np.log(np.clip(pull, 0.05, 20.0)) + self.hidden * hidden
        return np.asarray(self.plan[t] * np.clip(np.exp(moved), 0.1, 4.0))


def spells(rng: np.random.Generator, weeks: int, on: tuple[int, int], off: tuple[int, int]) -> Floats:
    """Return ones and zeros by spells of drawn lengths, shape (weeks,)."""
    out, t, running = np.zeros(weeks), 0, bool(rng.random() < 0.6)
    while t < weeks:
        low, high = on if running else off
        length = int(rng.integers(low, high + 1))
        out[t : t + length] = running
        t, running = t + length, not running
    return out


def steps(rng: np.random.Generator, weeks: int) -> Floats:
    """Return a level that is decided anew now and then, shape (weeks,)."""
    changed = rng.random(weeks) < rng.choice([0.0, 0.01, 0.03])
    levels = np.exp(rng.normal(0, 0.45, weeks))
    out, level = np.empty(weeks), 1.0
    for t in range(weeks):
        level = levels[t] if changed[t] else level
        out[t] = level
    return out


def planned(rng: np.random.Generator, firm: Firm, around: Surroundings, kind: str) -> Floats:
    """Return what is meant to be spent on one channel over its usual, shape (span,)."""
    base = steps(rng, firm.span) * np.exp(wander(rng, firm.span, 0.5, rng.uniform(0.03, 0.3)))
    if kind == "season":
        base = base * around.season ** rng.uniform(0.5, 1.8)
    if kind == "flights":
        base = base * spells(rng, firm.span, (2, 8), (2, 10)) * 1.9
    if kind == "spells":
        base = base * spells(rng, firm.span, (10, 30), (5, 20)) * 1.3
    if kind == "promo":
        base = base * (1.0 + 1.5 * around.promo)
    if rng.random() < 0.08 and firm.weeks > 80:
        base[: BURN + int(rng.integers(8, firm.weeks - YEAR))] = 0.0
    return base


def draw_policy(firm: Firm, around: Surroundings) -> Policy:
    """Return the company's policy: each channel's own way, within the company's."""
    rng = np.random.default_rng([firm.seed, 4])
    names = firm.channels
    kinds = [str(rng.choice(TRAITS[name].budget)) for name in names]
    plan = np.stack([planned(rng, firm, around, kind) for kind in kinds], axis=1)
    if firm.mechanism == "shock" and {"radio", "display"} <= set(names) and rng.random() < 0.7:
        radio, display = names.index("radio"), names.index("display")
        plan[:, display] = plan[:, radio] * np.exp(0.03 * rng.standard_normal(firm.span))
        kinds[display] = kinds[radio]
    for c in range(len(names)):
        on = plan[firm.end - YEAR : firm.end, c]
        if (on > 0).sum() < LEAST_ON:
            on[-rng.integers(LEAST_ON, 26) :] = rng.uniform(0.6, 1.4)
    plan = plan / plan[firm.end - YEAR : firm.end].mean(axis=0)
    of_revenue = rng.choice([0.0, 0.5, 1.0], p=[0.5, 0.25, 0.25])
    chase = np.array([kind in ("chase", "demand") for kind in kinds])
    endogenous = np.array([kind == "demand" for kind in kinds])
    online = np.array([TRAITS[name].claims is not None for name in names])
    return Policy(
        plan=plan,
        sales=of_revenue + np.where(chase, rng.uniform(0.0, 0.8, len(names)), 0.0),
        pull=np.where(endogenous, rng.uniform(0.6, 1.0, len(names)), 0.0),
        claims=np.where(online & chase, rng.uniform(0.0, 0.7, len(names)), 0.0),
        hidden=np.where(rng.random(len(names)) < 0.6, rng.uniform(0.3, 1.5, len(names)), 0.0),
        memory=int(rng.integers(1, 7)),
    )
