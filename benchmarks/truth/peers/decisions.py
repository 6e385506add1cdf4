"""Another tool's answer in the shape that `score.py` reads, and the loop that every driver shares."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth.peers.company import HORIZON, MOST, Exports, read

QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
SHOWN = ("p05", "p50", "p95")
STOP = 0.9


@dataclass(frozen=True)
class Found:
    """What a tool found: draws (n, channels) of each return over the last year, and its weekly plan, currency."""

    returns: Any
    weekly: dict[str, float]
    notes: tuple[str, ...] = ()


def quantiles(draws: Any) -> dict[str, float]:
    """Return the quantiles of a channel's return, empty where it spent nothing."""
    if not np.isfinite(draws).all():
        return {}
    return {name: float(np.quantile(draws, share)) for name, share in QUANTILES.items()}


def verdict(draws: Any, margin: float) -> str:
    """Return `stop` where the channel most probably does not pay, else `test`: the tools themselves give no verdict."""
    return "stop" if np.isfinite(draws).all() and (margin * draws < 1).mean() >= STOP else "test"


def bounded(weekly: dict[str, float], usual: dict[str, float]) -> dict[str, float]:
    """Return a plan within 0 and MOST times usual that spends no more than the usual total (rounding apart)."""
    held = {c: min(max(weekly.get(c, 0.0), 0.0), MOST * u) for c, u in usual.items()}
    total, budget = sum(held.values()), sum(usual.values())
    return {c: value * min(1.0, budget / total) if total > 0 else value for c, value in held.items()}


def decisions(exports: Exports, found: Found) -> tuple[dict[str, Any], dict[str, dict[str, float]]]:
    """Return what goes into decisions.json, and further quantiles by channel (intervals.json)."""
    usual = exports.usual
    wide = {c: quantiles(found.returns[:, k]) for k, c in enumerate(exports.channels)}
    channels = [
        {"channel": c, "iroas": {name: wide[c][name] for name in SHOWN} if wide[c] else {},
         "verdict": verdict(found.returns[:, k], exports.margin)}
        for k, c in enumerate(exports.channels)
    ] + [{"channel": c, "iroas": {}, "verdict": "test"} for c in exports.idle]  # fmt: skip
    plan = bounded(found.weekly, usual)
    lines = [{"channel": c, "usual_weekly": u, "weekly": plan[c]} for c, u in usual.items()]
    lines += [{"channel": c, "usual_weekly": 0.0, "weekly": 0.0} for c in exports.idle]
    return {
        "company": {"name": exports.name, "gross_margin": exports.margin},
        "channels": channels,
        "plan": {"horizon_weeks": HORIZON, "weekly_budget": sum(usual.values()), "lines": lines},
        "notes": list(found.notes),
    }, wide


def write(folder: Path, answer: tuple[dict[str, Any], dict[str, dict[str, float]]]) -> None:
    """Write both files of a company."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in zip(("decisions.json", "intervals.json"), answer, strict=True):
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def drive(decide: Callable[[Exports, str], Found]) -> None:
    """Decide for the companies a process was given; one that fails is said so, and gets no answer."""
    ask = argparse.ArgumentParser()
    ask.add_argument("out", type=Path)
    ask.add_argument("folders", type=Path, nargs="+")
    ask.add_argument("--priors", choices=["default", "expert"], default="default")
    asked = ask.parse_args()
    for folder in asked.folders:
        begun = time.perf_counter()
        try:
            exports = read(folder)
            found = decide(exports, asked.priors)
            write(asked.out / folder.name, decisions(exports, found))
        except Exception as error:
            print(f"{folder.name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            continue
        said = " ".join((f"{time.perf_counter() - begun:.1f} s", *found.notes))
        print(f"{folder.name}: {said}", file=sys.stderr, flush=True)
