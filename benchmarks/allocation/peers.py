"""Our optimiser beside other tools' own: `python -m benchmarks.allocation.peers --runs 5 --meridian`.

One simulated company of eight channels, 26 weeks, 2,000 draws, each channel between half and one and a half times its
usual. Every tool fits its own model and plans on its own posterior; of fits nothing is compared. Two times: a plan made
*again* from what a tool keeps between plans (compiled graphs, grids; our tables), and a *whole* one made from the
posterior's draws. Then the other tool's curves, draw by draw, are given to our optimiser, with the same money and the
same limits, and the tool says itself what its split and ours are worth to it.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal, cast

import numpy as np
from scipy.interpolate import CubicSpline

from bascule.allocation.optimum import Domain, Optimum
from bascule.allocation.risk import Aim, Total, aim_at, best
from bascule.allocation.tables import Table
from bascule.allocation.wishes import Wishes
from bascule.company import ChannelClass, Company
from bascule.mmm.model import fit_model
from bascule.panel import Floats
from benchmarks.allocation.cases import Case, limited
from benchmarks.allocation.driver import HORIZON, MULTIPLE, Told, bounds
from benchmarks.allocation.plan import timed
from benchmarks.environments import CACHE, MERIDIAN, PYMC, Tool, UnavailableError, python_of, surroundings
from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.speed.drive_bascule import panel_of
from benchmarks.speed.driver import told_series
from benchmarks.speed.series import Series, of_company, read
from benchmarks.speed.table import BASCULE, digits, ruled, spread

MECHANISM: Literal["funnel"] = "funnel"
SEED = 8
HEAD = "| tool | again, ms | whole, ms |"
RATIOS = "| other tool | again, Bascule's time over its | whole, Bascule's time over its |"
WORTHS = "| curves of | gain of its split | gain of ours | ours over its | gap stated by ours |"
WAIT = 60.0


@dataclass(frozen=True)
class Times:
    """Milliseconds of every counted run: plans made again, and made whole."""

    again: list[float]
    whole: list[float]


@dataclass(frozen=True)
class Worth:
    """Expected revenue over usual spending's, on another tool's own curves: its split's, ours, the gap ours states."""

    theirs: float
    ours: float
    gap: float


def company(place: Path) -> Series:
    """Simulate the company of eight channels, always the same, and return its series."""
    sys.path.append(str(ROOT / "benchmarks" / "truth"))
    from companies.folder import write_company

    write_company(SEED, MECHANISM, place / "company")
    return of_company(place / "company", place / "company.csv")


def our_case(series: Series) -> Case:
    """Return the company of a series, fitted by Bascule; all 2,000 draws are seen."""
    weeks = read(series)
    panel = panel_of(weeks)
    told = Company.model_validate({"name": series.title, "gross_margin": 0.5, "province": series.province})
    classes = tuple(cast(ChannelClass, series.classes[name]) for name in weeks.channels)
    posterior = fit_model(panel, told, classes, 1).posterior
    start = panel.dates[-1].astype(object) + dt.timedelta(weeks=1)
    wishes = Wishes(start=start, horizon_weeks=HORIZON, max_multiple=MULTIPLE, risk="neutral")
    found = limited(BASCULE, panel, told, wishes, (posterior,))
    return replace(found, ground=replace(found.ground, seen=replace(posterior, usual=found.ground.usual / 100)))


def our_times(case: Case, runs: int) -> Times:
    """Return what our plan takes on our own posterior: from its tables, and tables included."""
    ground = case.ground

    def split(tables: Sequence[Table]) -> Optimum | None:
        return best(aim_at(tables, "neutral"), case.domain, case.total)

    tables = ground.tables(ground.seen)
    return Times(timed(lambda: split(tables), runs)[0], timed(lambda: split(ground.tables(ground.seen)), runs)[0])


def tables_of(spends: Floats, responses: Floats) -> list[Table]:
    """Return another tool's curves as our tables; slopes are those of the cubic spline through each draw's points.

    Parameters
    ----------
    spends : array of shape (channels, points), currency per week
    responses : array of shape (draws, channels, points), currency over the horizon
    """
    each = zip(spends, responses.transpose(1, 0, 2), strict=True)
    return [Table(spend, gain, CubicSpline(spend, gain, axis=1)(spend, 1)) for spend, gain in each]


def our_split(tables: Sequence[Table], usual: Floats, money: float) -> Optimum:
    """Return our best split of as much money as another tool's spends (currency per week), within the same limits."""
    low, high = bounds(usual)
    domain = Domain.between(np.rint(100 * low).astype(int).tolist(), np.rint(100 * high).astype(int).tolist())
    found = best(Aim(tables, 1.0, 0.0), domain, Total(round(100 * money)))
    assert found is not None
    return found


@contextmanager
def talking(command: list[str], environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """Start a driver to talk with, and see it end."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
        try:
            yield process
            process.communicate(timeout=WAIT)
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{errors.read()[-2000:]}\n{command}: exit code {process.returncode}")


def heard(process: "subprocess.Popen[str]") -> str:
    """Return the next line of JSON that a driver prints, libraries' own words left out; empty where it has ended."""
    assert process.stdout is not None
    return next((line for line in process.stdout if line.startswith(("{", "["))), "")


def beside(tool: Tool, driver: str, cache: Path, series: Series, place: Path, runs: int) -> tuple[Told, Worth]:
    """Let another tool plan, plan on its curves, and return what it took and what it makes of both splits."""
    curves = place / f"{driver}.npz"
    command = [str(python_of(tool, cache)), "-m", f"benchmarks.allocation.{driver}", "--series", told_series(series)]
    with talking([*command, "--curves", str(curves), "--runs", str(runs)], surroundings(cache)) as process:
        told = Told(**json.loads(heard(process)))
        with np.load(curves) as arrays:
            tables = tables_of(arrays["spends"], arrays["responses"])
        found = our_split(tables, np.array(told.usual), sum(told.split))
        assert process.stdin is not None
        print(json.dumps((found.cents / 100).tolist()), file=process.stdin, flush=True)
        usual, theirs, ours = json.loads(heard(process))
    return told, Worth(theirs - usual, ours - usual, found.gap)


def over(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return a ratio of medians: how many times ours is theirs.

    Examples
    --------
    >>> over([10.0], [1300.0])
    '0.0077 ×'
    """
    return f"{statistics.median(ours) / statistics.median(theirs):.2g} ×"


def report(times: dict[str, Times], worths: dict[str, Worth]) -> str:
    """Return the tables: times, ratios, and what each split is worth on the other tools' curves."""
    lines = ruled(HEAD) + [f"| {name} | {spread(one.again)} | {spread(one.whole)} |" for name, one in times.items()]
    ours = times[BASCULE]
    lines += ["", *ruled(RATIOS)]
    for name in worths:
        cells = over(ours.again, times[name].again), over(ours.whole, times[name].whole)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", *ruled(WORTHS)]
    for name, worth in worths.items():
        more = worth.ours / worth.theirs - 1 if worth.theirs else float("nan")
        lines.append(f"| {name} | {worth.theirs:,.2f} | {worth.ours:,.2f} | {more:+.5%} | {digits(worth.gap)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5, help="counted plans of each tool")
    ask.add_argument("--environments", type=Path, default=CACHE, help="where the other tools are installed")
    ask.add_argument("--meridian", action="store_true", help="measure Meridian too")
    asked = ask.parse_args()
    others = [("PyMC-Marketing", PYMC, "drive_pymc"), ("Meridian", MERIDIAN, "drive_meridian")][: 1 + asked.meridian]
    versions = {name: version(name) for name in ("bascule", "numpy")}
    with tempfile.TemporaryDirectory() as place:
        series = company(Path(place))
        times, worths = {BASCULE: our_times(our_case(series), 3 * asked.runs)}, {}
        for name, tool, driver in others:
            try:
                told, worths[name] = beside(tool, driver, asked.environments, series, Path(place), asked.runs)
            except UnavailableError as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            times[name] = Times([1000 * s for s in told.again], [1000 * s for s in told.whole])
            versions |= told.versions
    print(facts(versions))
    print(f"load {os.getloadavg()[0]:.1f} · {asked.runs} runs (Bascule {3 * asked.runs}), median (smallest–largest)\n")
    print(report(times, worths))


if __name__ == "__main__":
    main()
