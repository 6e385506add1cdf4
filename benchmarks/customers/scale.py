"""Time and memory of both tools on many customers, in one run, taking turns."""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.environments import CACHE, PYMC, python_of, surroundings
from benchmarks.machine import facts
from benchmarks.processes import measured


def turn(command: list[str | Path], environment: dict[str, str]) -> dict[str, object]:
    """Run a process and return what it told, with its whole time and its peak of memory."""
    cost, told = measured(command, environment)
    return json.loads(told.strip().splitlines()[-1]) | {"wall": cost.wall, "peak": cost.peak}


def middle(turns: list[dict[str, object]], name: str) -> float:
    """Return the median of a figure over turns."""
    return statistics.median(float(one[name]) for one in turns)


def compared(asked: argparse.Namespace, customers: int, jitter: bool, place: Path) -> None:
    """Print both tools' figures on so many customers, and the ratios."""
    import os

    held = place / f"{customers}{jitter}.npz"
    make = ["--orders", asked.orders.absolute(), "--customers", str(customers), "--out", held]
    ours = dict(os.environ)
    measured([sys.executable, "-m", "benchmarks.customers.histories", *make, *(["--jitter"] if jitter else [])], ours)
    theirs, python = surroundings(asked.environments), python_of(PYMC, asked.environments)
    turns: dict[str, list[dict[str, object]]] = {"bascule": [], "pymc": []}
    for _ in range(asked.runs):
        one = [sys.executable, "-m", "benchmarks.customers.drive_bascule", "--customers", held]
        other = [python, "-m", "benchmarks.customers.drive_pymc", "scale", "--customers", held]
        turns["bascule"].append(turn(one, ours))
        turns["pymc"].append(turn(other, theirs))
    print(f"\n{customers:,} customers, " + ("hardly two alike" if jitter else "as they are (days)"))
    for name, told in turns.items():
        both = [float(one["fit"]) + float(one["expect"]) for one in told]
        print(
            f"  {name:8s} fit {middle(told, 'fit'):8.2f} s  expectations {middle(told, 'expect'):7.2f} s  "
            f"both {statistics.median(both):8.2f} s  process {middle(told, 'wall'):7.1f} s  "
            f"peak {middle(told, 'peak'):6.0f} MB"
        )
        print("           ", {key: round(value, 4) for key, value in {**told[0]["found"], **told[0]["totals"]}.items()})
    ratio = {name: middle(turns["pymc"], name) / middle(turns["bascule"], name)
             for name in ("fit", "expect", "wall", "peak")}  # fmt: skip
    work = [sum(middle(turns[name], part) for part in ("fit", "expect")) for name in ("pymc", "bascule")]
    print("  ratios    " + "  ".join(f"{name} {value:.1f}" for name, value in ratio.items())
          + f"  fit and expectations {work[0] / work[1]:.1f}")  # fmt: skip


def main() -> None:
    """Compare on each number of customers, as they are and with hardly two alike."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("orders", type=Path, help="orders.csv.gz of Online Retail II")
    ask.add_argument("--customers", type=int, nargs="+", default=[200_000, 1_000_000])
    ask.add_argument("--runs", type=int, default=1)
    ask.add_argument("--environments", type=Path, default=CACHE)
    asked = ask.parse_args()
    print(facts({}))
    with tempfile.TemporaryDirectory() as place:
        for customers in asked.customers:
            for jitter in (False, True):
                compared(asked, customers, jitter, Path(place))


if __name__ == "__main__":
    main()
