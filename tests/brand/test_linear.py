"""The linear model against dense algebra, and its draws against a posterior on a grid."""

import numpy as np
import pytest

from bascule.brand.linear import FIXED, SEASON, SLOW, Linear, Sums, log_posterior, posterior, prior_spread, solved
from brand.naive_pricing import dense_noise, dense_posterior


def made(seed, n=40, *, missing=False):
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=(n, 3))])
    gaps = np.where(rng.random(n - 1) < 0.2, 2.0, 1.0) if missing else np.ones(n - 1)
    return Linear(
        y=design @ [0.1, -1.0, 0.2, 0.3] + 0.2 * rng.normal(size=n),
        design=design,
        mean=np.array([0.0, -2.0, 0.0, 0.0]),
        spread=np.array([1.0, 1.5, 2.0, 0.5]),
        kind=np.array([FIXED, FIXED, SLOW, SEASON]),
        gaps=gaps,
        weights=rng.uniform(0.3, 1.0, n),
    )


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("theta", [(-1.0, 0.5, -2.0, -1.0), (-2.0, -0.3, -1.0, 0.0), (0.0, 1.2, -4.0, -3.0)])
def test_the_closed_form_is_that_of_dense_algebra(theta, missing):
    model = made(3, missing=missing)
    theta = np.array(theta)
    noise = dense_noise(np.exp(theta[0]), np.tanh(theta[1]), model.gaps, model.weights)
    spread = prior_spread(model, theta)
    value, best, covariance = dense_posterior(model.y, model.design, model.mean, spread, noise)
    ours, centre, factor = solved(Sums.of(model), theta)
    assert ours - len(model.y) / 2 * np.log(2 * np.pi) == pytest.approx(value, rel=1e-10)
    assert centre == pytest.approx(best, rel=1e-9)
    inverse = np.linalg.inv(factor @ factor.T)
    assert spread[:, None] * inverse * spread == pytest.approx(covariance, rel=1e-8, abs=1e-12)


def test_draws_have_the_mean_and_spread_of_the_posterior_on_a_grid():
    model = made(5, n=60)
    model = Linear(**{**model.__dict__, "weights": np.ones(60)})
    found = posterior(model, np.random.default_rng(1), 10_000)
    fixed = Sums.of(Linear(**{**model.__dict__, "weights": found.weights}))
    axes = [np.linspace(low, high, 8) for low, high in ((-2.6, -0.9), (-0.7, 1.1), (-8, -1), (-4, 0.6))]
    thetas = np.array(np.meshgrid(*axes)).reshape(4, -1).T
    logs = np.array([log_posterior(fixed, theta) for theta in thetas])
    share = np.exp(logs - logs.max())
    share /= share.sum()
    means, seconds = [], []
    for theta in thetas:
        _, centre, factor = solved(fixed, theta)
        spread = prior_spread(model, theta)
        variance = spread**2 * np.diag(np.linalg.inv(factor @ factor.T))
        means.append(centre)
        seconds.append(variance + centre**2)
    mean = share @ np.array(means)
    deviation = np.sqrt(share @ np.array(seconds) - mean**2)
    assert found.effective > 100
    assert found.coefficients.mean(axis=0) == pytest.approx(mean, abs=0.1 * deviation.max())
    assert found.coefficients.std(axis=0) == pytest.approx(deviation, rel=0.15)


def test_an_outlier_counts_less_and_hardly_moves_the_answer():
    model = made(7, n=80)
    model = Linear(**{**model.__dict__, "weights": np.ones(80)})
    broken = model.y.copy()
    broken[40] -= 3.0
    clean = posterior(model, np.random.default_rng(1), 2000).coefficients[:, 1]
    found = posterior(Linear(**{**model.__dict__, "y": broken}), np.random.default_rng(1), 2000)
    assert found.weights[40] < 0.2
    assert found.coefficients[:, 1].mean() == pytest.approx(clean.mean(), abs=clean.std())
