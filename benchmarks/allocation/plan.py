"""Time, gap and memory of a plan, by channels and weeks: `python -m benchmarks.allocation.plan --runs 7`.

Each size is a made-up company of 2,000 draws seen and 2,000 fresh, in a process of its own. One plan is not counted: it
compiles, or reads what was compiled. *Tables* works out what every channel brings at every level, draw by draw; then
each attitude to risk finds its best split with its certificate; *whole* is `make_plan`: seasons, ramps, both halves of
the draws, cash, stop rule, fewest moves.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from itertools import product
from typing import Any, get_args

from bascule.allocation.costs import fees_of
from bascule.allocation.optimum import Optimum
from bascule.allocation.plan import make_plan
from bascule.allocation.risk import aim_at, best
from bascule.allocation.tables import Table
from bascule.plans import Risk
from benchmarks.allocation.cases import DRAWS, Case, made_up
from benchmarks.machine import facts
from benchmarks.processes import measured
from benchmarks.speed.table import digits, ruled, spread

CHANNELS, WEEKS = (1, 8, 40), (1, 26, 156)
PATIENCE = 15_000.0
RISKS: tuple[Risk, ...] = get_args(Risk)
HEAD = "| channels × weeks | tables | " + " | ".join(RISKS) + " | tables + prudent | whole plan | peak, MiB |"
GAPS = "| channels × weeks | " + " | ".join(RISKS) + " |"


def timed(action: Callable[[], Any], runs: int) -> tuple[list[float], Any]:
    """Return the milliseconds of every run of an action, and what its last one returned; one more is not counted.

    Fewer runs than asked where they take longer than PATIENCE in all.
    """
    found = action()
    took: list[float] = []
    while len(took) < runs and sum(took) < PATIENCE:
        begun = time.perf_counter()
        found = action()
        took.append(1000 * (time.perf_counter() - begun))
    return took, found


def solve(case: Case, tables: list[Table], variants: list[list[Table]], risk: Risk) -> Optimum | None:
    """Return the best split for an attitude to risk, with its certificate."""
    return best(aim_at(tables, risk, variants), case.domain, case.total)


def measure(case: Case, runs: int) -> dict[str, Any]:
    """Return the milliseconds of each part of a plan, and each risk's gap as a share of what it gains."""
    ground, fees = case.ground, fees_of(case.panel, case.company)
    took: dict[str, list[float]] = {}
    gaps: dict[str, float] = {}
    took["tables"], tables = timed(lambda: ground.tables(ground.seen), runs)
    variants = [ground.tables(variant) for variant in ground.variants]
    for risk in RISKS:
        took[risk], found = timed(partial(solve, case, tables, variants, risk), runs)
        gaps[risk] = found.gap / max(found.value, 1e-9) if found.gap else 0.0
    took["whole"], _ = timed(lambda: make_plan(ground, case.panel, case.company, set(), fees), runs)
    return {"took": took, "gaps": gaps}


def row(name: str, found: dict[str, Any], peak: float) -> str:
    """Return the row of a size: medians of milliseconds, the smallest and the largest beside."""
    took = found["took"]
    both = [a + b for a, b in zip(took["tables"], took["prudent"], strict=False)]
    cells = [took["tables"], *(took[risk] for risk in RISKS), both, took["whole"]]
    return f"| {name} | " + " | ".join(spread(cell) for cell in cells) + f" | {digits(peak)} |"


def gap_row(name: str, gaps: dict[str, float]) -> str:
    """Return each risk's gap, percent of what the plan gains."""
    return f"| {name} | " + " | ".join(f"{gaps[risk]:.4%}" for risk in RISKS) + " |"


def all_sizes(sizes: Sequence[tuple[int, int]], runs: int) -> list[tuple[str, dict[str, Any], float]]:
    """Return what every size took, measured in a process of its own, and that process's peak, mebibytes."""
    done = []
    for channels, weeks in sizes:
        asked = ["--only", str(channels), str(weeks), "--runs", str(runs)]
        cost, printed = measured([sys.executable, "-m", "benchmarks.allocation.plan", *asked], dict(os.environ))
        print(f"{channels} × {weeks}: {cost.wall:.1f} s", file=sys.stderr, flush=True)
        done.append((f"{channels} × {weeks}", json.loads(printed.splitlines()[-1]), cost.peak))
    return done


def main() -> None:
    """Measure every size and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=7, help="counted runs of each part")
    ask.add_argument("--channels", type=int, nargs="+", default=CHANNELS)
    ask.add_argument("--weeks", type=int, nargs="+", default=WEEKS)
    ask.add_argument("--only", type=int, nargs=2, metavar=("CHANNELS", "WEEKS"), help="one size, in this process")
    asked = ask.parse_args()
    if asked.only:
        print(json.dumps(measure(made_up(*asked.only), asked.runs)))
        return
    done = all_sizes(list(product(asked.channels, asked.weeks)), asked.runs)
    print(facts({name: version(name) for name in ("bascule", "numpy", "numba", "scipy")}))
    print(
        f"load {os.getloadavg()[0]:.1f} · {DRAWS // 2} draws seen, as many fresh · {asked.runs} runs, milliseconds, ",
        end="",
    )
    print("median (smallest–largest)\n")
    print("\n".join([*ruled(HEAD), *(row(*one) for one in done), "", "Gap over the gain:", ""]))
    print("\n".join([*ruled(GAPS), *(gap_row(name, found["gaps"]) for name, found, _ in done)]))


if __name__ == "__main__":
    main()
