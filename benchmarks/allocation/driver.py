"""What every other tool's driver has in common: what it is asked, what it answers, and what it is asked back.

Runs in the other tool's environment: standard library and numpy only. A conversation of lines of JSON: the tool fits,
plans, writes its own posterior's curves and tells its plan; it is then given another plan of the same money, and says
what both are worth to it.
"""

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.speed.driver import asked_series
from benchmarks.speed.series import Weeks, read

Floats = np.ndarray[Any, np.dtype[np.float64]]
HORIZON, MULTIPLE, CHAINS, DRAWS, POINTS = 26, 1.5, 2, 1000, 65

# Seconds after which no other run is begun.
PATIENCE = 60.0


class Planner(Protocol):
    """A tool that has read a series, about to plan; amounts are currency per week, one a channel."""

    usual: Floats

    def whole(self) -> Floats:
        """Return the best split, everything made again from the posterior."""

    def again(self) -> Floats:
        """Return the best split, from what the tool can keep from one plan to the next."""

    def responses(self, weekly: Floats) -> Floats:
        """Return the revenue of the horizon that each channel brings, by draw: (draws, channels)."""


@dataclass(frozen=True)
class Told:
    """What a tool tells of its plan: seconds of the fit, of each whole plan and of each plan again; its split."""

    fit: float
    whole: list[float]
    again: list[float]
    usual: list[float]
    split: list[float]
    versions: dict[str, str]


def repeated(action: Callable[[], Floats], runs: int) -> tuple[list[float], Floats]:
    """Return the seconds of every run, one more not counted, and what the last found; fewer runs if these are long."""
    found = action()
    took: list[float] = []
    while len(took) < runs and sum(took) < PATIENCE:
        begun = time.perf_counter()
        found = action()
        took.append(time.perf_counter() - begun)
    return took, found


def bounds(usual: Floats) -> tuple[Floats, Floats]:
    """Return the least and the most of each channel, currency per week, whole cents: the same for every tool.

    Examples
    --------
    >>> bounds(np.array([100.0]))
    (array([50.]), array([150.]))
    """
    return np.ceil(100 * (2 - MULTIPLE) * usual - 1e-6) / 100, np.floor(100 * MULTIPLE * usual + 1e-6) / 100


def curves(planner: Planner) -> tuple[Floats, Floats]:
    """Return spends (channels, points) and each draw's response there (draws, channels, points)."""
    low, high = bounds(planner.usual)
    spends = np.linspace(low, high, POINTS, axis=1)
    return spends, np.stack([planner.responses(column) for column in spends.T], axis=2)


def converse(prepare: Callable[[Weeks], Planner], packages: tuple[str, ...]) -> None:
    """Fit, plan as many times as asked, tell; then value the plan that is given back."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--series", type=asked_series, required=True)
    ask.add_argument("--curves", type=Path, required=True)
    ask.add_argument("--runs", type=int, default=3)
    asked = ask.parse_args()
    warnings.simplefilter("ignore")
    begun = time.perf_counter()
    planner = prepare(read(asked.series))
    fit = time.perf_counter() - begun
    whole, _ = repeated(planner.whole, asked.runs)
    again, split = repeated(planner.again, asked.runs)
    spends, responses = curves(planner)
    np.savez(asked.curves, spends=spends, responses=responses)
    versions = {name: version(name) for name in packages}
    say(asdict(Told(fit, whole, again, planner.usual.tolist(), split.tolist(), versions)))
    given = np.array(json.loads(sys.stdin.readline()))
    say([float(planner.responses(weekly).mean(axis=0).sum()) for weekly in (planner.usual, split, given)])


def say(told: Any) -> None:
    """Print a line of JSON at once."""
    print(json.dumps(told), flush=True)
