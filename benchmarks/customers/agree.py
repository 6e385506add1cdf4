"""What each customer should buy and spend, by both tools at the same parameters: the largest relative difference.

The parameters are Bascule's, of maximum likelihood on CDNOW and, where its orders are given, on Online Retail II.
`--golden FILE` writes a few dozen of PyMC-Marketing's figures, those that the tests hold Bascule to.
"""

import argparse
import csv
import datetime as dt
import json
import tempfile
from pathlib import Path

import numpy as np

from bascule.customers.bgnbd import BgnbdFit, expected_new, expected_purchases, fit_bgnbd, probability_alive
from bascule.customers.gamma_gamma import GammaGammaFit, expected_value, fit_gamma_gamma
from bascule.customers.sbg import expected_residual, fit_sbg
from bascule.panel import Floats
from benchmarks.customers.histories import Customers, cdnow, histories, online_retail
from benchmarks.environments import CACHE, PYMC, python_of, surroundings
from benchmarks.machine import facts
from benchmarks.processes import ROOT, measured

SAMPLE = ROOT / "tests" / "data" / "customers" / "cdnow.csv.gz"
HORIZONS = (1.0, 13.0, 39.0, 156.0, 520.0)
# High-end contracts of Fader & Hardie (2007): how many left at each of seven renewals, of 1,000.
LOST = (131, 126, 90, 60, 42, 34, 26)


def ours(often: BgnbdFit, much: GammaGammaFit, known: Customers) -> dict[str, Floats]:
    """Return Bascule's figures under the names that the other tool's are given."""
    history = (known.frequency, known.recency, known.age)
    found = {f"bought_{week:g}": expected_purchases(often, *history, week) for week in HORIZONS}
    found |= {f"new_{week:g}": expected_new(often, [week]) for week in HORIZONS}
    return found | {
        "alive": probability_alive(often, *history),
        "spent": expected_value(much, *history[:1], known.value),
    }


def theirs(asked: dict[str, dict[str, float]], known: Customers, cache: Path) -> tuple[dict[str, Floats], dict]:
    """Return PyMC-Marketing's figures at those parameters, and what it told besides."""
    with tempfile.TemporaryDirectory() as place:
        held, out = Path(place) / "customers.npz", Path(place) / "found.npz"
        np.savez(held, frequency=known.frequency, recency=known.recency, age=known.age, value=known.value)
        command = [python_of(PYMC, cache), "-m", "benchmarks.customers.drive_pymc", "agree", "--customers", held,
                   "--parameters", json.dumps(asked), "--horizons", json.dumps(HORIZONS), "--out", out]  # fmt: skip
        _, told = measured(command, surroundings(cache))
        with np.load(out) as found:
            return dict(found), json.loads(told.strip().splitlines()[-1])


def golden(file: Path, known: Customers, found: dict[str, Floats], residual: list[float]) -> None:
    """Write PyMC-Marketing's figures for a few customers of every kind, one row a customer."""
    order = np.lexsort((known.age, known.recency, known.frequency))
    picked = order[np.unique(np.geomspace(1, order.size, 40).astype(int) - 1) * -1 - 1]
    names = [name for name in found if not name.startswith("new_")]
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n")
        write.writerow(["frequency", "recency", "age", "value", *names])
        for i in picked:
            row = (known.frequency[i], known.recency[i], known.age[i], known.value[i], *(found[n][i] for n in names))
            write.writerow([repr(float(cell)) for cell in row])
        for name in found:
            if name.startswith("new_"):
                write.writerow([name, repr(float(found[name][0]))])
        write.writerow(["residual", *map(repr, residual)])


def main() -> None:
    """Print the largest relative difference of each figure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--orders", type=Path, help="orders.csv.gz of Online Retail II")
    ask.add_argument("--golden", type=Path)
    ask.add_argument("--environments", type=Path, default=CACHE)
    asked = ask.parse_args()
    cases = {"CDNOW": histories(cdnow(SAMPLE), dt.date(1997, 9, 30))}
    if asked.orders:
        cases["Online Retail II"] = histories(online_retail(asked.orders), dt.date(2011, 12, 9))
    contracts = fit_sbg([*range(7), 7], [*[False] * 7, True], counts=[*LOST, 1000 - sum(LOST)], prior=None)
    for name, known in cases.items():
        often = fit_bgnbd(known.frequency, known.recency, known.age, prior=None)
        much = fit_gamma_gamma(known.frequency, known.value, prior=None)
        parameters = {
            "bgnbd": {part: getattr(often, part) for part in ("r", "alpha", "a", "b")},
            "gamma_gamma": {part: getattr(much, part) for part in ("p", "q", "v")},
            "sbg": {part: getattr(contracts, part) for part in ("alpha", "beta")},
        }
        found, told = theirs(parameters, known, asked.environments)
        print(facts({"pymc-marketing": told["version"]}) if name == "CDNOW" else "")
        print(f"{name}: {known.frequency.size:,} customers, {json.dumps(parameters)}")
        for figure, mine in ours(often, much, known).items():
            apart = np.abs(found[figure] / mine - 1)
            print(f"  {figure:10s} largest relative difference {np.nanmax(apart):.1e}"
                  + (f", {np.isnan(apart).sum()} not a number there" if np.isnan(apart).any() else ""))  # fmt: skip
        residual = expected_residual(contracts, np.arange(1, 9), 0.1)
        print(f"  residual   largest relative difference {np.max(np.abs(told['residual'] / residual - 1)):.1e}")
        if asked.golden and name == "CDNOW":
            golden(asked.golden, known, found, told["residual"])


if __name__ == "__main__":
    main()
