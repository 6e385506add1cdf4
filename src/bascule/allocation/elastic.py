"""The plan closest to limits that cannot be met: each may give way, and the sum of what they give is least.

An elastic programme (Chinneck 2008, Feasibility and Infeasibility in Optimization, section 6.2), mixed-integer where a
channel may run or not, solved by HiGHS. Steps are left to the caller, and contracts do not give way.
"""

from dataclasses import dataclass, field

import numpy as np

from bascule.allocation.bounds import Bounds
from bascule.allocation.items import committed
from bascule.panel import Floats


@dataclass
class _Programme:
    """Variables with their cost and bounds, then rows `low <= Σ coefficient · variable <= high`."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def variable(self, cost: float = 0.0, most: float = np.inf, whole: bool = False) -> int:
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: dict[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.append((terms, low, high))

    def solved(self, fixed: dict[int, float] | None = None) -> Floats | None:
        """Return the best values, some variables held; None where there are none."""
        from scipy.optimize import Bounds as Between
        from scipy.optimize import LinearConstraint, milp

        matrix = np.zeros((len(self.rows), len(self.cost)))
        for at, (terms, _, _) in enumerate(self.rows):
            matrix[at, list(terms)] = list(terms.values())
        least, most = np.zeros(len(self.cost)), np.array(self.most)
        for at, value in (fixed or {}).items():
            least[at] = most[at] = value
        rows = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        found = milp(self.cost, integrality=self.whole, bounds=Between(least, most), constraints=rows)
        return None if found.x is None else np.asarray(found.x)


def closest(bounds: Bounds) -> list[int] | None:
    """Return weekly cents by channel that change limits least in all, currency per week; None where none is found.

    Examples
    --------
    >>> import datetime as dt
    >>> from bascule.allocation.bounds import bounds_of
    >>> from bascule.allocation.wishes import Wishes
    >>> from bascule.company import Company
    >>> wishes = Wishes(dt.date(2026, 11, 2), budget=900, least={"radio": 300}, most={"radio": 200, "flyers": 50})
    >>> names, usual = ("radio", "flyers"), np.array([200.0, 100.0])
    >>> sum(closest(bounds_of(usual, names, Company(name="N", gross_margin=0.4), wishes, set())))
    35000
    """
    programme = _Programme()
    spend = [programme.variable() for _ in bounds.channels]
    runs = [programme.variable(most=1.0, whole=True) for _ in bounds.channels]
    _channels(programme, bounds, spend, runs)
    _whole(programme, bounds, spend)
    first = programme.solved()
    if first is None:
        return None
    # Held to who runs, the second time is a linear programme, exact to the cent.
    found = programme.solved({at: float(round(first[at])) for at in runs})
    return None if found is None else [max(round(100 * found[at]), 0) for at in spend]


def _channels(programme: _Programme, bounds: Bounds, spend: list[int], runs: list[int]) -> None:
    ample = _ample(bounds)
    grouped = {c for group in (*bounds.either, *bounds.together) for c in group}
    for c, (x, z) in enumerate(zip(spend, runs, strict=True)):
        programme.row({x: 1.0, z: -ample}, high=0.0)
        if bounds.useful[c]:
            programme.row({x: 1.0, z: -float(bounds.useful[c]) / 100, programme.variable(1.0): 1.0}, low=0.0)
        if bounds.useful[c] or c in grouped:
            programme.row({x: 1.0, z: -0.01}, low=0.0)
    for group in bounds.either:
        programme.row({runs[c]: 1.0 for c in group}, high=1.0)
    for group in bounds.together:
        for c in group[1:]:
            programme.row({runs[group[0]]: 1.0, runs[c]: -1.0}, low=0.0, high=0.0)
    for rule in bounds.rules:
        gives = 0.0 if rule.code == "contract" else 1.0
        if rule.low:
            terms = {spend[rule.channel]: 1.0, programme.variable(1.0): gives}
            programme.row(terms, low=rule.low / 100)
        if rule.high is not None:
            terms = {spend[rule.channel]: 1.0, programme.variable(1.0): -gives}
            programme.row(terms, high=rule.high / 100)


def _whole(programme: _Programme, bounds: Bounds, spend: list[int]) -> None:
    less, more = programme.variable(1.0), programme.variable(1.0)
    total = {**dict.fromkeys(spend, 1.0), less: 1.0, more: -1.0}
    most = bounds.total[1] if bounds.asked else max(bounds.usual_total, bounds.total[1])
    programme.row(total, low=bounds.total[0] / 100, high=most / 100)
    if bounds.cash is not None:
        raised = programme.variable(1.0)
        programme.row({**dict.fromkeys(spend, 1.0), raised: -1.0}, high=bounds.cash.weekly / 100)
        owed = (committed(bounds) - bounds.cash.monthly) * bounds.cash.span / bounds.weeks
        programme.row({raised: 1.0}, low=max(owed, 0.0) / 100)


def _ample(bounds: Bounds) -> float:
    ruled = sum(max(rule.low or 0, rule.high or 0) for rule in bounds.rules)
    return (ruled + abs(bounds.total[1]) + int(bounds.useful.sum())) / 100 + 1.0
