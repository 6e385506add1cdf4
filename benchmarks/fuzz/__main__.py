"""Read thousands of damaged exports and print, by source and by damage, what became of them."""

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from benchmarks.fuzz.pool import Result, run

OUTCOMES = ("read", "refused", "asked", "crashed", "slow", "differs")
BAD = frozenset({"crashed", "slow", "differs"})


def table(title: str, counts: Mapping[str, Counter[str]]) -> str:
    """Return a table of outcomes, one row a name, the sum last."""
    total = sum(counts.values(), Counter[str]())
    width = max(len(title), *(len(name) for name in counts))
    lines = [f"{title:<{width}} " + "".join(f"{name:>9}" for name in ("files", *OUTCOMES))]
    for name, found in [*sorted(counts.items()), ("all", total)]:
        lines.append(f"{name:<{width}} " + "".join(f"{n:>9}" for n in (found.total(), *(found[o] for o in OUTCOMES))))
    return "\n".join(lines)


def main() -> int:
    """Run; 1 if any file crashed, was slow or gave another total than the naive reader's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many damaged files (10,000)")
    parser.add_argument("--first", type=int, default=0, help="rank of the first; a rank always gives the same file")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", type=int, default=20, help="how many of the bad ones to tell in full")
    parser.add_argument("--minutes", type=float, default=60.0, help="begin no other file after as long")
    asked = parser.parse_args()
    start = time.perf_counter()
    results = []
    ranks = takewhile(
        lambda _: time.perf_counter() - start < 60 * asked.minutes, range(asked.first, asked.first + asked.files)
    )
    for count, result in enumerate(run(ranks, asked.processes), 1):
        results.append(result)
        if result[3].outcome in BAD:
            print(f"\n#{result[0]} {result[1]} [{result[2]}] {result[3].outcome}", file=sys.stderr, flush=True)
        if sys.stderr.isatty() or count % 1000 == 0:
            print(f"\r{count}/{asked.files}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return report(results, time.perf_counter() - start, asked.show)


def report(results: list[Result], seconds: float, shown: int) -> int:
    """Print the tables and the bad files; 1 if there are any."""
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    by_damage: dict[str, Counter[str]] = defaultdict(Counter)
    for _, sample, name, found in results:
        by_source[str(Path(sample).parent)][found.outcome] += 1
        by_damage[name][found.outcome] += 1
    print(table("source", by_source), "", table("damage", by_damage), "", sep="\n")
    slowest = max(results, key=lambda each: each[3].seconds)
    cut = sum(found.undetectable for *_, found in results)
    peak = max(found.peak for *_, found in results)
    print(f"Slowest: {slowest[3].seconds:.2f} s ({slowest[1]}, {slowest[2]}). Largest process: {peak:.0f} MB.")
    print(f"Cut within the last number of a file, which nothing in the file tells: {cut}.")
    print(f"{len(results)} files in {seconds:.0f} s.")
    bad = sorted(result for result in results if result[3].outcome in BAD)
    for rank, sample, name, found in bad[:shown]:
        print(f"\n#{rank} {sample} [{name}] {found.outcome}\n  {found.detail}")
    return int(bool(bad))


if __name__ == "__main__":
    raise SystemExit(main())
