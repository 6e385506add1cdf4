"""The elasticity read from histories where it is known: bias, coverage, and how often it is said to be known.

    python -m benchmarks.pricing.elasticity [--histories 40] [--workers 2]

Beside it, plain least squares of log orders on log price paid, as a spreadsheet would do it.
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

# Small matrices: threads of the linear algebra only get in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bascule.brand.pricing import pricing_power
from bascule.company import Company
from bascule.panel import Panel
from bascule.warehouse.tables import Tables
from benchmarks.pricing.histories import Case, history

ELASTICITIES = (-0.8, -1.5, -2.6, -4.0)
COMPANY = Company(name="Made up", gross_margin=0.45)
Z90 = 1.6449


@dataclass(frozen=True)
class Read:
    """What one history gave: ours (median, interval, whether it is said to be known, why not), and least squares'."""

    median: float
    low: float
    high: float
    identified: bool
    codes: tuple[str, ...]
    ols: float
    ols_error: float


def cases() -> Iterator[tuple[str, tuple[Case, ...]]]:
    """Yield what a row of the table is, and its cases: the four elasticities."""
    for weeks, changes in ((104, 0), (104, 1), (60, 3), (104, 3), (156, 3), (60, 8), (104, 8), (156, 8)):
        yield f"{weeks} weeks, changes: {changes}", _each(weeks=weeks, changes=changes)
    for weeks in (104, 156):
        yield f"{weeks} weeks, changes: 8, promotions apart", _each(weeks=weeks, changes=8, promotions=True)
    yield "104 weeks, only promotions", _each(weeks=104, changes=0, prices="only_promotions")
    yield "156 weeks, changes when promotions start", _each(weeks=156, changes=8, prices="with_promotions")
    for changes in (3, 8, 16):
        yield (
            f"156 weeks, changes that follow demand: {changes}",
            _each(weeks=156, changes=changes, prices="follow_demand"),
        )
    yield "156 weeks, raised in season", _each(weeks=156, changes=8, prices="follow_season")


def _each(**settings: object) -> tuple[Case, ...]:
    return tuple(Case(elasticity=each, **settings) for each in ELASTICITIES)  # type: ignore[arg-type]


def read(case: Case, seed: int) -> Read:
    """Simulate a history and read it, by the seed."""
    rng = np.random.default_rng(seed)
    panel = history(case, rng)
    found = pricing_power(Tables.of({}), COMPANY, panel, seed=seed)
    assert found is not None
    slope, error = least_squares(panel)
    interval = found.elasticity
    codes = tuple(reason.code for reason in found.reasons)
    return Read(interval.p50, interval.p05, interval.p95, found.identified, codes, slope, error)


def least_squares(panel: Panel) -> tuple[float, float]:
    """Return the slope of log orders on log price paid and its standard error; NaN where the price never moved."""
    known = panel.orders > 0
    x, y = np.log(panel.price_index[known]), np.log(panel.orders[known])
    x = x - x.mean()
    if np.ptp(x) == 0:
        return float("nan"), float("nan")
    slope = float(x @ y / (x @ x))
    rest = y - y.mean() - slope * x
    return slope, float(np.sqrt(rest @ rest / (len(x) - 2) / (x @ x)))


def row(name: str, truths: np.ndarray, reads: list[Read]) -> str:
    """Return a line of the table: how often it is said to be known, and how it does where it is and where it is not."""
    said = np.array([each.identified for each in reads])
    middle, low, high, ols, error = (
        np.array([getattr(each, name) for each in reads]) for name in ("median", "low", "high", "ols", "ols_error")
    )
    within = (low <= truths) & (truths <= high)
    plain = np.abs(ols - truths) <= Z90 * error

    def over(values: np.ndarray, where: np.ndarray, shape: str) -> str:
        return format(values[where].mean(), shape) if where.any() else "—"

    known = ~np.isnan(ols)
    cells = (
        name, f"{said.mean():.0%}",
        over(middle - truths, said, "+.2f"), over(np.abs(middle - truths), said, ".2f"),
        over(within.astype(float), said, ".0%"), over(high - low, said, ".1f"),
        over(within.astype(float), ~said, ".0%"), over(high - low, ~said, ".1f"),
        over(ols - truths, known, "+.2f"), over(np.abs(ols - truths), known, ".2f"),
        over(plain.astype(float), known, ".0%"),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| history | said known | bias | mean error | coverage | width | not known: coverage | width | least squares: bias "
    "| mean error | coverage |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Print the table, and by elasticity where it is said to be known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=40, help="of each elasticity in each row")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    told: dict[float, list[tuple[float, Read]]] = {each: [] for each in ELASTICITIES}
    print(HEAD)
    with ProcessPoolExecutor(chosen.workers) as pool:
        for at, (name, group) in enumerate(cases()):
            reads: list[Read] = []
            for which, case in enumerate(group):
                seeds = range(1000 * (4 * at + which), 1000 * (4 * at + which) + chosen.histories)
                found = list(pool.map(partial(read, case), seeds))
                reads += found
                told[case.elasticity] += [(case.elasticity, each) for each in found]
            truths = np.repeat([case.elasticity for case in group], chosen.histories)
            print(row(name, truths, reads), flush=True)
            reasons = [code for each in reads for code in each.codes if not each.identified]
            print("<!--", {code: reasons.count(code) for code in sorted(set(reasons))}, "-->", flush=True)
    print(f"\nBy elasticity, all rows:\n\n{HEAD}")
    for elasticity, pairs in told.items():
        print(row(f"{elasticity:g}", np.array([truth for truth, _ in pairs]), [each for _, each in pairs]))


if __name__ == "__main__":
    main()
