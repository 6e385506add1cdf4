"""The simulator's packages and the benchmarks' modules, which are scripts' neighbours, not parts of the library."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks" / "truth"), str(ROOT)]
