"""PyMC-Marketing's turn, in its own environment (nothing of Bascule is imported here).

`scale`: fit both models by MAP, then what each customer should buy and spend; one line of JSON. `agree`: their
expectations at the parameters given, written beside as arrays.
"""

import argparse
import json
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr
from pymc_marketing.clv import BetaGeoModel, GammaGammaModel, ShiftedBetaGeoModel


def frame(held: dict[str, np.ndarray]) -> pd.DataFrame:
    """Return customers under the names that their models read."""
    return pd.DataFrame(
        {
            "customer_id": np.arange(held["frequency"].size),
            "frequency": held["frequency"].astype(int),
            "recency": held["recency"],
            "T": held["age"],
            "monetary_value": held["value"],
        }
    )


def scale(asked: argparse.Namespace) -> dict[str, object]:
    """Fit both models and expect."""
    with np.load(asked.customers) as held:
        data = frame(dict(held))
    begun = time.perf_counter()
    often = BetaGeoModel()
    often.fit(data[["customer_id", "frequency", "recency", "T"]], method="map", progressbar=False)
    spending = data[(data["frequency"] > 0) & (data["monetary_value"] > 0)]
    much = GammaGammaModel()
    much.fit(spending[["customer_id", "frequency", "monetary_value"]], method="map", progressbar=False)
    fitted = time.perf_counter()
    bought = often.expected_purchases(future_t=asked.weeks)
    alive = often.expected_probability_alive()
    spent = much.expected_customer_spend(spending)
    done = time.perf_counter()
    found = {name: float(np.squeeze(often.fit_result[name])) for name in ("r", "alpha", "a", "b")}
    found |= {name: float(np.squeeze(much.fit_result[name])) for name in ("p", "q", "v")}
    totals = {"bought": float(bought.sum()), "alive": float(alive.sum()), "spent": float(spent.mean())}
    return {"fit": fitted - begun, "expect": done - fitted, "found": found, "totals": totals, "converged": True,
            "version": version("pymc-marketing")}  # fmt: skip


def at(model: object, parameters: dict[str, float]) -> object:
    """Return a model as if it had been fitted to those parameters."""
    posterior = xr.Dataset({name: (("chain", "draw"), [[value]]) for name, value in parameters.items()})
    model.idata = xr.DataTree.from_dict({"posterior": posterior.assign_coords(chain=[0], draw=[0])})
    return model


def agree(asked: argparse.Namespace) -> dict[str, object]:
    """Write their expectations at the parameters given."""
    with np.load(asked.customers) as held:
        data = frame(dict(held))
    parameters = json.loads(asked.parameters)
    often, much = BetaGeoModel(), GammaGammaModel()
    often.build_model(data[["customer_id", "frequency", "recency", "T"]])
    at(often, parameters["bgnbd"])
    at(much, parameters["gamma_gamma"])
    weeks = json.loads(asked.horizons)
    arrays = {f"bought_{week:g}": often.expected_purchases(future_t=week) for week in weeks}
    arrays |= {f"new_{week:g}": often.expected_purchases_new_customer(data.head(1), t=week) for week in weeks}
    arrays["alive"] = often.expected_probability_alive()
    arrays["spent"] = much.expected_customer_spend(data)
    np.savez(asked.out, **{name: np.asarray(array).ravel() for name, array in arrays.items()})
    return {"version": version("pymc-marketing"), "residual": residual(parameters["sbg"])}


def residual(parameters: dict[str, float]) -> list[float]:
    """Return the discounted residual lifetimes of contracts that have made 1 to 8 renewals, at 10 % a period."""
    ages = np.arange(2, 10)
    data = pd.DataFrame({"customer_id": ages, "recency": ages, "T": ages, "cohort": [f"c{age}" for age in ages]})
    model = ShiftedBetaGeoModel()
    model.build_model(data)
    cohorts = {name: (("chain", "draw", "cohort"), np.full((1, 1, 8), value)) for name, value in parameters.items()}
    coordinates = {"chain": [0], "draw": [0], "cohort": list(data["cohort"])}
    model.idata = xr.DataTree.from_dict({"posterior": xr.Dataset(cohorts, coordinates)})
    found = np.squeeze(np.asarray(model.expected_residual_lifetime(discount_rate=0.1)))
    return np.asarray(np.diagonal(found) if found.ndim == 2 else found).tolist()


def main() -> None:
    """Do what is asked."""
    ask = argparse.ArgumentParser()
    ask.add_argument("job", choices=("scale", "agree"))
    ask.add_argument("--customers", type=Path, required=True)
    ask.add_argument("--weeks", type=float, default=52.0)
    ask.add_argument("--parameters", default="{}")
    ask.add_argument("--horizons", default="[]")
    ask.add_argument("--out", type=Path)
    asked = ask.parse_args()
    warnings.simplefilter("ignore")
    print("\n" + json.dumps(scale(asked) if asked.job == "scale" else agree(asked)))


if __name__ == "__main__":
    main()
