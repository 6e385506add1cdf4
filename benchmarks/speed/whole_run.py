"""Wall time and memory of a whole `bascule run` on Conjura, as a user pays for it: `make bench`.

Each figure is the median of whole processes. *Cold* has no compiled code and no snapshot (the first run on a machine);
*warm* has both. Memory is the peak resident size of the process that the kernel reports.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.machine import facts
from benchmarks.processes import ROOT, Cost, measured, median

EXAMPLE = ROOT / "examples" / "conjura"
BASCULE = Path(sys.executable).with_name("bascule")
WARM_RUNS, COLD_RUNS = 5, 2
WALL_LIMIT, MEMORY_LIMIT = 10.0, 600.0
PACKAGES = ("bascule", "numpy", "numba", "polars", "duckdb", "altair", "vl-convert-python", "typst")


def run(folder: Path, cache: Path, *options: str) -> Cost:
    """Run `bascule run` once in a process of its own and return its cost."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "LANG": "fr_CA.UTF-8"}
    return measured([BASCULE, "run", folder, "--out", folder / "out", *options], environment)[0]


def cold(place: Path, rank: int, *options: str) -> Cost:
    """Run in a fresh folder with an empty cache."""
    folder, cache = place / f"cold-{rank}", place / f"cache-{rank}"
    copy_example(folder)
    return run(folder, cache, *options)


def copy_example(folder: Path) -> None:
    """Copy what the brand has to a folder that may be written in."""
    folder.mkdir()
    for name in ("media.csv", "sales.csv", "bascule.toml"):
        shutil.copyfile(EXAMPLE / name, folder / name)


def measure(place: Path) -> dict[str, list[Cost]]:
    """Return the costs of every case; warm cases come after the cold ones that fill their cache."""
    folder, cache = place / "warm", place / "cache-warm"
    copy_example(folder)
    costs = {"cold, report": [cold(place, rank) for rank in range(COLD_RUNS)]}
    run(folder, cache)
    costs["warm, report"] = [run(folder, cache) for _ in range(WARM_RUNS)]
    costs["warm, --no-report"] = [run(folder, cache, "--no-report") for _ in range(WARM_RUNS)]
    return costs


def startup() -> float:
    """Return the median wall time of `bascule --help`."""
    took = []
    for _ in range(9):
        start = time.perf_counter()
        subprocess.run([BASCULE, "--help"], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def show(costs: dict[str, list[Cost]], helped: float) -> None:
    """Print the figures, their spread and their ratios."""
    print(facts({name: version(name) for name in PACKAGES}))
    print(
        f"\n{'bascule run examples/conjura':<30}{'wall s':>8}{'(min–max)':>16}{'cpu s':>8}{'peak MiB':>10}{'runs':>6}"
    )
    for name, runs in costs.items():
        middle = median(runs)
        spread = f"{min(cost.wall for cost in runs):.2f}–{max(cost.wall for cost in runs):.2f}"
        print(f"{name:<30}{middle.wall:>8.2f}{spread:>16}{middle.cpu:>8.2f}{middle.peak:>10.0f}{len(runs):>6}")
    print(f"{'bascule --help':<30}{helped:>8.2f}")
    first, warm, bare = (median(costs[name]) for name in costs)
    print(f"\ncold / warm: {first.wall / warm.wall:.1f} ×   report / no report: {warm.wall / bare.wall:.1f} ×")
    print(
        f"warm, report: {warm.wall / WALL_LIMIT:.0%} of {WALL_LIMIT:.0f} s, {warm.peak / MEMORY_LIMIT:.0%} of 600 MiB"
    )


def main() -> int:
    """Measure, print, and fail where the promise is broken."""
    with tempfile.TemporaryDirectory() as place:
        costs = measure(Path(place))
    show(costs, startup())
    warm = median(costs["warm, report"])
    return int(warm.wall > WALL_LIMIT or warm.peak > MEMORY_LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
