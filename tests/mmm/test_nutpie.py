"""The same density through another No-U-Turn sampler, nutpie, must give the same posterior."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

import world
from bascule import study
from bascule.company import Company
from bascule.ingest.taxonomy import classify
from bascule.mmm.build import set_up
from bascule.mmm.density.layout import pack
from bascule.mmm.density.model import posterior_density
from bascule.mmm.fit import Rung, climb, starting_point
from bascule.mmm.sampler.diagnostics import plain_ess, rhat, split

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = dt.date(2026, 11, 25)
WARMUP, DRAWS, TARGET = 1000, 4000, 0.9


def simulated():
    return set_up(world.panel(), world.company(), world.CLASSES).problem


def example(name):
    folder = EXAMPLES / name
    company = Company.read(folder)
    panel = study.history(study.check(folder, company, TODAY), TODAY)
    return set_up(panel, company, classify(panel.channels, company)[0]).problem


SERIES = {
    "simulated": simulated,
    "conjura": lambda: example("conjura"),
    "maison_boreale": lambda: example("maison_boreale"),
}


def by_nutpie(problem, seed):
    """Return nutpie's draws (chains, n, dimension), through a callback of our density."""
    import nutpie
    from nutpie.compiled_pyfunc import from_pyfunc

    values, layout = pack(problem)
    n = problem.dimension

    def density(q):
        gradient = np.zeros(n)
        return posterior_density(q, gradient, values, layout), gradient

    model = from_pyfunc(
        n,
        lambda: density,
        lambda *_: lambda q: {"q": np.array(q)},
        [np.dtype(np.float64)],
        [(n,)],
        ["q"],
        make_initial_point_fn=lambda seed: starting_point(problem, np.random.default_rng(seed)),
    )
    trace = nutpie.sample(
        model, draws=DRAWS, tune=WARMUP, chains=4, cores=1, seed=seed, target_accept=TARGET, progress_bar=False
    )
    return trace.posterior["q"].values


def mean_and_spread(draws):
    """Return (value, standard error) of the mean and of the standard deviation of chains (chains, n)."""
    squares = (draws - draws.mean()) ** 2
    sizes = [plain_ess(split(each)) for each in (draws, squares)]
    assert min(sizes) > 800  # else the errors below say little, and five of them allow too much
    errors = [draws.std() / np.sqrt(sizes[0]), squares.std() / np.sqrt(sizes[1]) / (2 * draws.std())]
    return np.array([draws.mean(), draws.std()]), np.array(errors)


@pytest.mark.slow
@pytest.mark.parametrize("series", SERIES)
def test_nutpie_finds_the_same_posterior(series):
    problem = SERIES[series]()
    ours = climb(problem, 11, Rung(WARMUP, DRAWS, 1, TARGET))
    theirs = by_nutpie(problem, seed=12)
    assert ours.converged
    assert max(rhat(theirs[:, :, i]) for i in range(problem.dimension)) < 1.01
    for i in range(problem.dimension):
        (found, error), (expected, other) = (mean_and_spread(draws[:, :, i]) for draws in (ours.draws, theirs))
        assert (np.abs(found - expected) < 5 * np.hypot(error, other)).all(), (i, found, expected)
