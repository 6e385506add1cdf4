"""The latent behind the signals: filter and smoother against a dense Gaussian, the index against simulated truth."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.brand.desirability import desirability
from bascule.brand.factor import Factor, fit, latent_share
from bascule.brand.known import KNOWN
from bascule.brand.series import Series
from bascule.brand.signals import Measured
from bascule.brand.smoother import log_likelihood, paths, smoothed
from bascule.returns.brand import SignalName

Array = np.ndarray
NAMES: tuple[SignalName, ...] = tuple(KNOWN)
WEIGHTS = np.array([KNOWN[name].weight for name in NAMES])


def _naive() -> ModuleType:
    spec = importlib.util.spec_from_file_location("naive_factor", Path(__file__).with_name("naive_factor.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dense = _naive().dense


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 14), st.integers(1, 4), st.floats(0, 0.9))
def test_filter_and_smoother_are_the_dense_gaussian(seed: int, months: int, signals: int, missing: float) -> None:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((months, signals))
    values[rng.random(values.shape) < missing] = np.nan
    noises = rng.uniform(1e-6, 1, values.shape)
    model = np.concatenate([rng.uniform(0.1, 1, signals), rng.uniform(0, 0.95, signals), rng.uniform(0.1, 1, signals)])
    model = np.append(model, rng.uniform(0.3, 0.99))
    density, mean, _ = dense(values, noises, model)
    assert log_likelihood(values, noises, model) == pytest.approx(density, rel=1e-9, abs=1e-9)
    assert smoothed(values, noises, model) == pytest.approx(mean, rel=1e-7, abs=1e-8)


def test_paths_have_the_mean_and_covariance_of_the_dense_gaussian() -> None:
    rng = np.random.default_rng(2)
    values = rng.standard_normal((10, 2))
    values[3:6, 0] = np.nan
    noises, model = np.full(values.shape, 0.1), np.array([0.8, 0.5, 0.4, 0.6, 0.5, 0.9, 0.9])
    _, mean, covariance = dense(values, noises, model)
    n = 20_000
    drawn = paths(
        values, noises, np.tile(model, (n, 1)), rng.standard_normal((n, 10, 5)), rng.standard_normal((n, 10, 2))
    )
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=0.03)
    assert np.cov(drawn.T) == pytest.approx(covariance, abs=0.03)


def simulated(rng: np.random.Generator, months: int, signals: int, keep: float = 0.95) -> tuple[Array, Array]:
    # Loadings and noises near, not at, the default weights.
    share = np.array([latent_share(weight) for weight in WEIGHTS[:signals]])
    load = np.sqrt(share) * np.exp(0.3 * rng.standard_normal(signals))
    own = np.sqrt(1 - share) * np.exp(0.2 * rng.standard_normal(signals))
    rho = rng.uniform(0.1, 0.8, signals)
    latent, noise = np.empty(months), np.empty((months, signals))
    latent[0], noise[0] = rng.standard_normal(), own * rng.standard_normal(signals)
    for t in range(1, months):
        latent[t] = keep * latent[t - 1] + np.sqrt(1 - keep**2) * rng.standard_normal()
        noise[t] = rho * noise[t - 1] + own * np.sqrt(1 - rho**2) * rng.standard_normal(signals)
    return latent, load * latent[:, None] + noise


def standard(values: Array) -> Array:
    return (values - np.nanmean(values, axis=0)) / np.nanstd(values, axis=0)


def index(latent: Array) -> Array:
    return 100 + 10 * (latent - latent.mean(-1, keepdims=True)) / latent.std(-1, keepdims=True)


def fitted(values: Array, rng: np.random.Generator, draws: int = 300) -> Factor:
    errors = np.full(values.shape, np.nan)
    return fit(standard(values), errors, WEIGHTS[: values.shape[1]], rng, draws)


def width(factor: Factor) -> float:
    low, high = np.quantile(index(factor.draws), [0.05, 0.95], axis=0)
    return float((high - low).mean())


def test_the_latent_is_found_behind_four_signals() -> None:
    rng = np.random.default_rng(11)
    latent, values = simulated(rng, 48, 4)
    factor = fitted(values, rng)
    assert np.corrcoef(np.median(index(factor.draws), axis=0), latent)[0, 1] > 0.8
    assert factor.weights.sum() == pytest.approx(1)


def test_what_is_missing_widens_the_interval() -> None:
    rng = np.random.default_rng(12)
    _, values = simulated(rng, 48, 4)
    holes = values.copy()
    holes[24:36, :] = np.nan
    whole, lacking = fitted(values, rng), fitted(holes, rng)
    low, high = np.quantile(index(lacking.draws), [0.05, 0.95], axis=0)
    inside, outside = (high - low)[26:34].mean(), (high - low)[:22].mean()
    assert inside > 1.3 * outside
    assert width(lacking) > width(whole)
    assert width(fitted(values[:, :1], rng)) > width(whole)


def test_two_signals_stay_a_weighted_mean() -> None:
    # Search (0.20) and cycle (0.04): what the two tell cannot move their weights far.
    rng = np.random.default_rng(13)
    first = []
    for _ in range(6):
        pair = standard(simulated(rng, 36, 9)[1][:, [0, 7]])
        factor = fit(pair, np.full(pair.shape, np.nan), WEIGHTS[[0, 7]], rng, 200)
        first.append(factor.weights[0])
        mean = np.median(factor.draws, axis=0)
        assert np.corrcoef(mean, pair @ factor.weights)[0, 1] > 0.75
    assert np.mean(first) == pytest.approx(0.20 / 0.24, abs=0.12)


def test_one_signal_is_that_signal_with_its_noise() -> None:
    rng = np.random.default_rng(14)
    _, values = simulated(rng, 36, 1)
    factor = fitted(values, rng)
    assert factor.weights.tolist() == [1.0]
    assert np.corrcoef(np.median(factor.draws, axis=0), values[:, 0])[0, 1] > 0.85
    assert width(factor) > 5


def test_counts_too_few_to_tell_weigh_little() -> None:
    rng = np.random.default_rng(15)
    _, values = simulated(rng, 48, 3)
    errors = np.zeros(values.shape)
    sure = fit(standard(values), errors, WEIGHTS[:3], rng, 100).weights
    errors[:, 0] = 0.9
    unsure = fit(standard(values), errors, WEIGHTS[:3], rng, 100).weights
    assert unsure[0] < sure[0]


def measured(values: Array, start: str = "2023-01") -> tuple[Measured, ...]:
    months = np.datetime64(start, "M") + np.arange(len(values)).astype("timedelta64[M]")
    nothing = np.full(len(values), np.nan)
    found = []
    for name, column in zip(NAMES, values.T, strict=False):
        scale = "log" if KNOWN[name].unit in ("currency", "days", "visits") else "plain"
        turned = KNOWN[name].direction * column
        found.append(Measured(name, Series(name, months, np.exp(turned) if scale == "log" else turned, nothing, scale)))
    return tuple(found) + tuple(Measured(name, None) for name in NAMES[len(found) :])


def test_the_index_has_mean_100_and_tells_the_change() -> None:
    rng = np.random.default_rng(16)
    rise = np.linspace(-2, 2, 36)[:, None] + 0.3 * rng.standard_normal((36, 3))
    found = desirability(measured(rise), rng, 300)
    assert found.desirability is not None
    points = found.desirability.points
    assert np.mean([point.index.p50 for point in points]) == pytest.approx(100, abs=0.5)
    assert points[0].month.isoformat() == "2023-01-01"
    assert found.desirability.change is not None
    assert found.desirability.change.p05 > 0
    assert found.desirability.rising_share is not None
    assert found.desirability.rising_share > 0.95
    assert sum(signal.weight for signal in found.signals) == pytest.approx(1)
    assert not found.notes


def test_one_seed_gives_one_index() -> None:
    values = np.random.default_rng(17).standard_normal((24, 2))
    first, second = (desirability(measured(values), np.random.default_rng(1), 50) for _ in range(2))
    assert first == second


def test_less_than_a_year_or_nothing_makes_no_index() -> None:
    rng = np.random.default_rng(18)
    short = desirability(measured(rng.standard_normal((11, 2))), rng)
    assert short.desirability is None
    assert [note.code for note in short.notes] == ["index_no_signal"]
    assert {signal.how for signal in short.signals} == {"too_short", "not_measured"}
    year = desirability(measured(rng.standard_normal((12, 2))), rng, 50)
    assert year.desirability is not None
    assert (year.desirability.change, year.desirability.rising_share) == (None, None)
    assert [note.code for note in year.notes] == ["index_season_in"]


@pytest.mark.slow
@pytest.mark.parametrize("signals", [2, 5])
@pytest.mark.parametrize("pattern", ["none", "random", "late", "one stops"])
def test_the_90_percent_interval_covers_near_nine_times_in_ten(signals: int, pattern: str) -> None:
    rng = np.random.default_rng(100 + signals)
    covered, alike = [], []
    for _ in range(80):
        latent, values = simulated(rng, 48, signals)
        if pattern == "random":
            values[rng.random(values.shape) < 0.4] = np.nan
        if pattern == "late":
            values[: rng.integers(6, 24), 1] = np.nan
        if pattern == "one stops":
            values[30:, 0] = np.nan
        found, truth = index(fitted(values, rng).draws), index(latent)
        low, middle, high = np.quantile(found, [0.05, 0.5, 0.95], axis=0)
        covered.append(((low <= truth) & (truth <= high)).mean())
        alike.append(np.corrcoef(middle, truth)[0, 1])
    assert 0.82 <= np.mean(covered) <= 0.96
    assert np.mean(alike) > (0.7 if signals == 5 else 0.6)
