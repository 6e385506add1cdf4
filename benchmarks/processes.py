"""What a whole process costs, as the kernel counts it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """What one process cost: seconds of wall clock, seconds of all processors, mebibytes at the peak."""

    wall: float
    cpu: float
    peak: float


def measured(command: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[Cost, str]:
    """Run a command from the repository's root and return its cost and what it printed.

    Linux counts in a child's peak what its parent held when it was started: keep the caller small.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            err.seek(0)
            shown = " ".join(map(str, command))
            raise SystemExit(f"{err.read()[-2000:]}\n{shown}: exit code {process.returncode}")
        out.seek(0)
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit), out.read()


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak")))
