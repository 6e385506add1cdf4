"""Published examples and made-up series to read tests in."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bascule.panel import Floats

DATA = Path(__file__).parents[1] / "data"
MONDAY = np.datetime64("2025-01-06")


@pytest.fixture(scope="session")
def cities() -> tuple[Floats, Floats]:
    """Give GeoLift's example (simulated): Chicago and Portland, then the 38 other cities; 90 days, then 15 of test."""
    table = pl.read_csv(DATA / "geolift_sim" / "conversions.csv").drop("date")
    treated = ["chicago", "portland"]
    return table.select(treated).to_numpy().astype(float), table.drop(treated).to_numpy().astype(float)


@pytest.fixture(scope="session")
def google() -> tuple[Floats, Floats]:
    """Give Google's example: group 2, then group 1; 42 days, 28 of spending, 23 after it."""
    table = pl.read_csv(DATA / "google_geo" / "sales.csv").drop("date").fill_null(0.0)
    group = pl.read_csv(DATA / "google_geo" / "geo_group.csv", schema_overrides={"geo": pl.String})
    treated = group.filter(pl.col("geo.group") == 2)["geo"].to_list()
    return table.select(treated).to_numpy(), table.drop(treated).to_numpy()


def remembered(rng: np.random.Generator, shape: tuple[int, ...], memory: float) -> Floats:
    """Give shocks of spread one that remember the period before."""
    shocks = rng.normal(size=shape)
    out = np.empty(shape)
    out[0] = shocks[0]
    for row in range(1, shape[0]):
        out[row] = memory * out[row - 1] + np.sqrt(1 - memory**2) * shocks[row]
    return out


@pytest.fixture
def shocks() -> Callable[..., Floats]:
    return remembered


@pytest.fixture
def places() -> Callable[..., Floats]:
    """Return a function that makes places moved by two common causes, each in its own measure, and by chance."""

    def make(rng: np.random.Generator, periods: int, count: int, memory: float = 0.2) -> Floats:
        common = rng.normal(size=(periods, 2)) + 0.2 * np.cumsum(rng.normal(size=(periods, 2)), axis=0)
        return 60 + common @ rng.uniform(0.5, 1.5, size=(2, count)) + remembered(rng, (periods, count), memory)

    return make


@pytest.fixture
def weeks() -> Callable[[int], np.ndarray]:
    return lambda count: MONDAY + 7 * np.arange(count)
