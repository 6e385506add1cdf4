"""Time and memory of reading a million orders, beside what polars and DuckDB take to read the same file.

Each figure is that of a whole process: the interpreter, the imports, the reading. The other readers only parse; Bascule
also decides how the file is read, checks every cell, refuses what is wrong, hashes customers and makes orders of rows.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks.ingest.exports import ROWS, orders, shopify
from benchmarks.machine import facts
from benchmarks.processes import Cost, measured, median

LAYOUTS: dict[str, Callable[[Path, int], None]] = {"orders.csv": orders, "Shopify": shopify}
WALL_LIMIT, MEMORY_LIMIT = 15.0, 800.0
PACKAGES = ("bascule", "polars", "duckdb", "pyarrow")
BASCULE = """
import datetime as dt, sys
from pathlib import Path
from bascule.company import Company
from bascule.ingest import read_folder
company = Company(name="Atelier Nordet", gross_margin=0.4, currency="CAD")
report = read_folder(Path(sys.argv[1]).parent, company, dt.date(2026, 11, 23)).files[0]
print(report.rows_kept + report.rows_left_out)
"""
POLARS = """
import sys
import polars
print(polars.read_csv(sys.argv[1]).height)
"""
DUCKDB = """
import sys
import duckdb
database = duckdb.connect()
database.execute("set enable_progress_bar = false")
database.execute("create table rows as select * from read_csv($file)", {"file": sys.argv[1]})
print(database.execute("select count(*) from rows").fetchone()[0])
"""
READERS = {"bascule": BASCULE, "polars": POLARS, "duckdb": DUCKDB}


def read(program: str, file: Path, rows: int) -> Cost:
    """Read a file in a process of its own; every row must be there."""
    cost, said = measured([sys.executable, "-c", program, file], os.environ)
    if int(said) != rows:
        raise SystemExit(f"{file.name}: {said.strip()} rows instead of {rows}")
    return cost


def measure(name: str, rows: int, runs: int) -> dict[str, Cost]:
    """Return the median cost of each reader; they take turns, so that a busy machine is busy for all."""
    with tempfile.TemporaryDirectory(prefix="bascule-bench-") as aside:
        file = Path(aside) / "export.csv"
        LAYOUTS[name](file, rows)
        print(f"\n{name}: {rows:,} rows, {file.stat().st_size / 1e6:.0f} MB")
        costs: dict[str, list[Cost]] = {reader: [] for reader in READERS}
        for _ in range(runs):
            for reader, program in READERS.items():
                costs[reader].append(read(program, file, rows))
    return {reader: median(each) for reader, each in costs.items()}


def show(costs: dict[str, Cost]) -> bool:
    """Print a line a reader, with the ratio of Bascule's cost to its own; return whether the limits are kept."""
    own = costs["bascule"]
    print(f"{'':10}{'wall':>8}{'cpu':>8}{'peak':>9}   Bascule takes, as a multiple")
    for reader, cost in costs.items():
        times = f"wall x{own.wall / cost.wall:.1f}, cpu x{own.cpu / cost.cpu:.1f}, memory x{own.peak / cost.peak:.2f}"
        print(f"{reader:10}{cost.wall:7.1f}s{cost.cpu:7.1f}s{cost.peak:6.0f} MB   {'' if cost is own else times}")
    return own.wall <= WALL_LIMIT and own.peak <= MEMORY_LIMIT


def main() -> None:
    """Measure every layout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(facts({name: version(name) for name in PACKAGES}))
    kept = [show(measure(name, asked.rows, asked.runs)) for name in LAYOUTS]
    print(f"\nlimits ({WALL_LIMIT:.0f} s, {MEMORY_LIMIT:.0f} MB): {'kept' if all(kept) else 'NOT KEPT'}")


if __name__ == "__main__":
    main()
