"""What every tool's driver has in common: what it is asked, and the one line of JSON it answers."""

import argparse
import dataclasses
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.speed.series import Series, Weeks, read


@dataclass(frozen=True)
class Answer:
    """What a process found.

    `fit` is the seconds of the last fit; `reporting` those taken to compute what only this table needs (the process is
    not charged for them). `ess` and `rhat` are the worst bulk effective sample size and rank-normalised R-hat over
    carry-over, saturation and effect of every channel; `draws` all draws kept.
    """

    fit: float
    reporting: float
    ess: float
    rhat: float
    divergences: int
    draws: int
    versions: dict[str, str]


# ess, rhat, divergences, draws
Found = tuple[float, float, int, int]


def asked_series(text: str) -> Series:
    """Return a series from the JSON a process was given."""
    fields = json.loads(text)
    return Series(**{**fields, "file": Path(fields["file"])})


def told_series(series: Series) -> str:
    """Return a series as JSON to give to a process."""
    return json.dumps({**dataclasses.asdict(series), "file": str(series.file)})


def answer(
    fit: Callable[[Series, Weeks, int], Any], diagnose: Callable[[Any], Found], packages: tuple[str, ...]
) -> None:
    """Fit as many times as asked, and print what the last fit took and found."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--series", type=asked_series, required=True)
    ask.add_argument("--fits", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    weeks = read(asked.series)
    for k in range(asked.fits):
        begun = time.perf_counter()
        fitted = fit(asked.series, weeks, asked.seed + k)
        took = time.perf_counter() - begun
    begun = time.perf_counter()
    ess, rhat, divergences, draws = diagnose(fitted)
    reporting = time.perf_counter() - begun
    versions = {name: version(name) for name in packages}
    print(json.dumps(dataclasses.asdict(Answer(took, reporting, ess, rhat, divergences, draws, versions))))
