"""Score decisions against companies whose truth is known: `score.py DECISIONS_DIR WORLDS_DIR`.

DECISIONS_DIR/NAME/decisions.json answers WORLDS_DIR/NAME, made with `--max-multiple 3 --horizon-weeks 26 --budget
usual`. A company without an answer keeps its usual plan.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from scoring.gains import Truth
from scoring.rules import RULES, usual
from scoring.tally import Gains, Verdicts, read_decisions


def plan_of(decisions: dict[str, Any] | None, world: Path, truth: Truth) -> dict[str, float]:
    """Return the weekly plan decided, or the usual one where nothing was."""
    if decisions is None or decisions.get("plan") is None:
        return usual(world, truth)
    return {line["channel"]: line["weekly"] for line in decisions["plan"]["lines"]}


def count_channels(decisions: dict[str, Any], truth: Truth, tallies: dict[str, Verdicts]) -> None:
    """Add every channel's interval and verdict to the tallies of all channels and of its class."""
    for channel in decisions["channels"]:
        name = channel["channel"]
        true = truth["channels"][name]["roi"]
        if true is not None:
            for key in ("all", name):
                tallies[key].add(channel, channel["quantiles"], true, truth["margin"])


def print_gains(title: str, gains: dict[str, Gains]) -> None:
    """Print one line for each way of deciding or group of companies."""
    print(f"\n{title}")
    for name, found in gains.items():
        print(f"  {name:24s} {found.line()}")


def main() -> None:
    """Print captured gains, coverage and stops, with rules of thumb beside."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("decisions", type=Path)
    ask.add_argument("worlds", type=Path)
    ask.add_argument("--each", action="store_true", help="one line a company too")
    asked = ask.parse_args()
    ways: dict[str, Gains] = defaultdict(Gains)
    mechanisms: dict[str, Gains] = defaultdict(Gains)
    tallies: dict[str, Verdicts] = defaultdict(Verdicts)
    silent = 0
    for path in sorted(asked.worlds.glob("*/truth.json")):
        world, truth = path.parent, json.loads(path.read_text(encoding="utf-8"))
        decisions = read_decisions(asked.decisions / world.name)
        silent += decisions is None
        plan = plan_of(decisions, world, truth)
        ways["decisions"].add(plan, truth)
        mechanisms[truth.get("mechanism", truth["archetype"])].add(plan, truth)
        for name, rule in RULES.items():
            ways[name].add(rule(world, truth), truth)
        if decisions is not None:
            count_channels(decisions, truth, tallies)
        if asked.each:
            alone = Gains()
            alone.add(plan, truth)
            print(f"{world.name}: {alone.captured[0]:+.2f}" if alone.captured else f"{world.name}: nothing to gain")
    print_gains("captured, share of the oracle's gain over the usual plan", ways)
    print_gains("by mechanism", mechanisms)
    print(f"\ncompanies without an answer: {silent}")
    if tallies:
        print(f"intervals that cover the truth, %: {tallies['all'].coverage()}\nstops: {tallies['all'].stops()}")
        print(f"\n{'class':20s}     n  90 % p50/true  vain  right  wrong")
        for name in sorted(tallies, key=lambda name: (name != "all", name)):
            print(f"{name:20s} {tallies[name].row()}")


if __name__ == "__main__":
    main()
