"""Bascule's turn: fit both models, then what each customer should buy and spend; one line of JSON."""

import argparse
import json
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bascule.customers.bgnbd import expected_purchases, fit_bgnbd, probability_alive
from bascule.customers.gamma_gamma import expected_value, fit_gamma_gamma


def main() -> None:
    """Print seconds of fit and of expectations, the estimates, and the totals expected."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--customers", type=Path, required=True)
    ask.add_argument("--weeks", type=float, default=52.0)
    asked = ask.parse_args()
    with np.load(asked.customers) as held:
        x, last, end, value = (held[name] for name in ("frequency", "recency", "age", "value"))
    begun = time.perf_counter()
    often, much = fit_bgnbd(x, last, end), fit_gamma_gamma(x, value)
    fitted = time.perf_counter()
    bought = expected_purchases(often, x, last, end, asked.weeks)
    alive = probability_alive(often, x, last, end)
    spent = expected_value(much, x, value)
    done = time.perf_counter()
    found = {"r": often.r, "alpha": often.alpha, "a": often.a, "b": often.b, "p": much.p, "q": much.q, "v": much.v}
    totals = {"bought": float(bought.sum()), "alive": float(alive.sum()), "spent": float(spent.mean())}
    converged = often.converged and much.converged
    print(json.dumps({"fit": fitted - begun, "expect": done - fitted, "found": found, "totals": totals,
                      "converged": converged, "version": version("bascule")}))  # fmt: skip


if __name__ == "__main__":
    main()
