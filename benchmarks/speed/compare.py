"""Bascule beside other tools on the same three series: `python -m benchmarks.speed.compare --runs 5`.

Every tool is run in turn, series by series, run by run, so that what else the machine does weighs on all alike. One
process a tool and series is not counted: it compiles and fills the caches. Then, each run: a whole process that reads
the series and fits it once, and another that fits it twice, of which the second fit is timed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import CACHE, MERIDIAN, PYMC, Tool, UnavailableError, python_of, surroundings
from benchmarks.machine import facts
from benchmarks.processes import ROOT, Cost, measured
from benchmarks.speed.driver import Answer, told_series
from benchmarks.speed.series import PUBLIC, Series, of_company
from benchmarks.speed.table import BASCULE, Measured, Runs, tables

MECHANISM, SEED = "funnel", 7
NAMES = [*(series.name for series in PUBLIC), "company"]


@dataclass(frozen=True)
class Contender:
    """A tool, how to start its driver, and the variables of its processes."""

    name: str
    python: Path
    driver: str
    environment: dict[str, str]

    def run(self, series: Series, fits: int, seed: int) -> tuple[Cost, Answer]:
        """Fit a series in a process of its own."""
        command = [str(self.python), "-m", f"benchmarks.speed.{self.driver}", "--series", told_series(series)]
        cost, printed = measured([*command, "--fits", str(fits), "--seed", str(seed)], self.environment)
        return cost, Answer(**json.loads(printed.splitlines()[-1]))


def company(place: Path) -> Series:
    """Simulate the small company, always the same, and return its series."""
    asked = ["--mechanism", MECHANISM, "--companies", "1", "--seed", str(SEED)]
    script = ROOT / "benchmarks" / "truth" / "simulate.py"
    subprocess.run([sys.executable, script, place, *asked], check=True)
    return of_company(next(place.glob("*/media.csv")).parent, place / "company.csv")


def contenders(cache: Path, meridian: bool) -> list[Contender]:
    """Return the tools that can be run here; one that cannot is said so, and left out."""
    found = [Contender(BASCULE, Path(sys.executable), "drive_bascule", dict(os.environ))]
    asked: list[tuple[str, Tool, str]] = [("PyMC-Marketing", PYMC, "drive_pymc")]
    if meridian:
        asked.append(("Meridian", MERIDIAN, "drive_meridian"))
    for name, tool, driver in asked:
        try:
            found.append(Contender(name, python_of(tool, cache), driver, surroundings(cache)))
        except UnavailableError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return found


def say(*words: object) -> None:
    """Tell on the error stream how far the measurement is."""
    print(*words, file=sys.stderr, flush=True)


def compare(tools: list[Contender], every: list[Series], runs: int) -> tuple[Measured, dict[str, str]]:
    """Return all runs, by series and tool, and the versions of what was measured."""
    found: Measured = {(series.title, tool.name): Runs() for series in every for tool in tools}
    versions: dict[str, str] = {}
    for series in every:
        for tool in tools:
            say(f"{series.title}, {tool.name}: not counted")
            versions |= tool.run(series, 1, 99)[1].versions
    for k in range(runs):
        for series in every:
            for tool in tools:
                cost, answer = tool.run(series, 1, k)
                found[series.title, tool.name].add_whole(cost, answer)
                found[series.title, tool.name].fits.append(tool.run(series, 2, 100 + k)[1])
                say(f"run {k + 1}, {series.title}, {tool.name}: {cost.wall:.1f} s, ESS {answer.ess:.0f}")
    return found, versions


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5, help="counted runs of each tool on each series")
    ask.add_argument("--environments", type=Path, default=CACHE, help="where the other tools are installed")
    ask.add_argument("--meridian", action="store_true", help="measure Meridian too")
    ask.add_argument("--series", nargs="+", choices=NAMES, default=NAMES, help="all three unless told")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as place:
        tools = contenders(asked.environments, asked.meridian)
        every = [series for series in (*PUBLIC, company(Path(place))) if series.name in asked.series]
        found, versions = compare(tools, every, asked.runs)
    print(facts(versions))
    print(f"{asked.runs} runs, median (smallest–largest)\n\n{tables(found)}")


if __name__ == "__main__":
    main()
