"""Counts over many companies: gains captured, intervals that cover, stops that were right."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.gains import Truth, best_gain, gain, worth_asking

LEVELS = {"50 %": ("p25", "p75"), "80 %": ("p10", "p90"), "90 %": ("p05", "p95")}


@dataclass
class Gains:
    """Gains of one way of deciding: ratios to the oracle where it gains something, dollars everywhere."""

    captured: list[float] = field(default_factory=list)
    ours: float = 0.0
    oracle: float = 0.0
    worse: int = 0
    asked: int = 0

    def add(self, plan: dict[str, float], truth: Truth) -> None:
        """Count one company's plan."""
        mine, best = gain(plan, truth), best_gain(truth)
        self.asked += 1
        self.ours += mine
        self.oracle += best
        self.worse += mine < -1e-3 * truth["plan"]["weekly_budget"] * truth["plan"]["horizon_weeks"]
        if worth_asking(truth):
            self.captured.append(mine / best)

    def line(self) -> str:
        """Return the counts as one line."""
        ranked = sorted(self.captured)
        if not ranked:
            return "no company"
        tenth = ranked[: max(1, len(ranked) // 10)]
        return (
            f"mean {sum(ranked) / len(ranked):+.2f}  median {quantile(ranked, 0.5):+.2f}  "
            f"worst decile {sum(tenth) / len(tenth):+.2f}  worst {ranked[0]:+.2f}  "
            f"pooled dollars {self.ours / max(self.oracle, 1e-9):+.2f}  "
            f"worse than usual {self.worse}/{self.asked}"
        )


def quantile(ranked: list[float], share: float) -> float:
    """Return a quantile of sorted numbers, by linear interpolation."""
    place = share * (len(ranked) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


@dataclass
class Verdicts:
    """Intervals and verdicts of a set of channels against the truth."""

    channels: int = 0
    vain: int = 0
    right: int = 0
    wrong: int = 0
    tested: int = 0
    covered: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    above: int = 0
    below: int = 0
    log_errors: list[float] = field(default_factory=list)

    def add(self, channel: dict[str, Any], quantiles: dict[str, float], true: float, margin: float) -> None:
        """Count one channel whose true return per dollar is known."""
        self.channels += 1
        vain = true * margin < 1
        self.vain += vain
        self.right += vain and channel["verdict"] == "stop"
        self.wrong += not vain and channel["verdict"] == "stop"
        self.tested += vain and channel["verdict"] == "test"
        for level, (low, high) in LEVELS.items():
            if low in quantiles and high in quantiles:
                self.known[level] = self.known.get(level, 0) + 1
                inside = quantiles[low] <= true <= quantiles[high]
                self.covered[level] = self.covered.get(level, 0) + inside
        self.above += true > quantiles["p95"]
        self.below += true < quantiles["p05"]
        self.log_errors.append(math.log(max(quantiles["p50"], 0.05) / max(true, 0.05)))

    def coverage(self) -> str:
        """Return the share of true returns inside each interval known."""
        parts = [f"{name} {100 * self.covered[name] / n:.0f}" for name, n in self.known.items()]
        return "  ".join(parts) + f"  (truth above {self.above}, below {self.below})"

    def stops(self) -> str:
        """Return what stops were worth."""
        total = self.right + self.wrong
        return (
            f"{self.right} right, {self.wrong} wrong of {total}; {self.right}/{self.vain} vain channels stopped, "
            f"{self.tested} more to test"
        )

    def row(self) -> str:
        """Return the counts as a row of a table."""
        level = f"{100 * self.covered['90 %'] / self.known['90 %']:.0f}" if self.known.get("90 %") else "-"
        errors = sorted(self.log_errors)
        return (
            f"{self.channels:5d} {level:>5} {math.exp(quantile(errors, 0.5)):7.2f} {self.vain:5d} "
            f"{self.right:6d} {self.wrong:6d}"
        )


def read_decisions(folder: Path) -> dict[str, Any] | None:
    """Return the decisions of one company, its further quantiles (`intervals.json`) joined, or None."""
    path = folder / "decisions.json"
    if not path.is_file():
        return None
    decisions: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    beside = folder / "intervals.json"
    more = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    for channel in decisions["channels"]:
        channel["quantiles"] = {**more.get(channel["channel"], {}), **channel["iroas"]}
    return decisions
