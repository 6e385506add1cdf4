"""The simulator's packages, which are scripts' neighbours rather than part of the library."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "truth"))
