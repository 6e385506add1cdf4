"""Fit many small companies on all cores: `python -m benchmarks.speed.portfolio --companies 1000`.

Companies of five channels and 104 weeks, made in memory from their rank alone. One process, one company a thread: a fit
releases the interpreter's lock. What a consultant with many clients would run over a coffee.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.build import set_up
from bascule.mmm.fit import sample
from bascule.panel import Floats, Panel
from benchmarks.machine import facts

CLASSES: tuple[ChannelClass, ...] = ("generic_search", "social_prospecting", "video", "radio", "email")
WEEKS = 104
FIRST = np.datetime64("2024-11-11")
COMPANY = Company(name="Portfolio", gross_margin=0.45, simulated=True)
HEAD = """
| companies | threads | seconds | seconds a company | one fit, one thread, s | converged | peak memory, MiB |
|---|---|---|---|---|---|---|""".strip()


@dataclass(frozen=True)
class Fitted:
    """What one fit took and found."""

    seconds: float
    converged: bool


def responses(spend: Floats, carry: Floats, half: Floats) -> Floats:
    """Return saturated carry-over of spending (weeks, channels), each channel scaled to sum to its spending."""
    held = np.zeros_like(spend)
    for t in range(len(spend)):
        held[t] = (1 - carry) * spend[t] + (carry * held[t - 1] if t else 0.0)
    shape = held / (held + half * spend.mean(axis=0))
    return np.asarray(shape / shape.sum(axis=0) * spend.sum(axis=0))


def panel_of(rank: int) -> Panel:
    """Return the history of a company: budgets that stop at times, a season, returns drawn at random."""
    rng = np.random.default_rng([20_261_124, rank])
    channels = len(CLASSES)
    revenue = np.exp(rng.normal(np.log(25_000), 0.7))
    level = revenue * rng.uniform(0.03, 0.12) * rng.dirichlet(np.full(channels, 3.0))
    spend = level * rng.gamma(4, 0.25, (WEEKS, channels))
    for c in range(channels):
        start = int(rng.integers(0, WEEKS - 10))
        spend[start : start + int(rng.integers(0, 10)), c] = 0.0
    returns = np.exp(rng.normal(np.log(1.7), 0.8, channels))
    media = responses(spend, rng.uniform(0.0, 0.6, channels), np.exp(rng.normal(0.4, 0.5, channels))) @ returns
    season = 1 + rng.uniform(0.0, 0.3) * np.sin(2 * np.pi * (np.arange(WEEKS) / 52.18 + rng.random()))
    sales = revenue * season * np.exp(rng.uniform(0.03, 0.12) * rng.standard_normal(WEEKS)) + media
    untold, nothing = np.full(spend.shape, np.nan), np.full(WEEKS, np.nan)
    return Panel(
        dates=FIRST + 7 * np.arange(WEEKS), period="week", channels=CLASSES, spend=spend, claimed_revenue=untold,
        claimed_conversions=untold, impressions=untold, clicks=untold, revenue=sales, orders=nothing,
        new_customers=nothing, price_index=nothing, promo=nothing,
    )  # fmt: skip


def peak() -> float:
    """Return the peak resident size of this process, mebibytes."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def fit(rank: int) -> Fitted:
    """Simulate and fit the company of a rank."""
    begun = time.perf_counter()
    drawn = sample(set_up(panel_of(rank), COMPANY, CLASSES).problem, rank, threads=1)
    return Fitted(time.perf_counter() - begun, drawn.converged)


def fits(companies: int, workers: int) -> Iterator[Fitted]:
    """Yield the fits of all companies, made by as many threads as asked."""
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(fit, range(companies))


def main() -> None:
    """Fit a portfolio and print what it took."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--companies", type=int, default=1000)
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="companies fitted at once")
    asked = ask.parse_args()
    fit(0)  # not counted: compiles, or reads what was compiled
    begun = time.perf_counter()
    found = list(fits(asked.companies, asked.workers))
    total = time.perf_counter() - begun
    print(facts({name: version(name) for name in ("bascule", "numpy", "numba")}))
    print(f"\n{HEAD}")
    converged = sum(done.converged for done in found) / len(found)
    alone = statistics.median(done.seconds for done in found)
    print(
        f"| {asked.companies} | {asked.workers} | {total:.1f} | {total / asked.companies:.3f} | "
        f"{alone:.2f} | {converged:.1%} | {peak():.0f} |"
    )


if __name__ == "__main__":
    main()
