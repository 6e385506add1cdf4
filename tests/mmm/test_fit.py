import dataclasses

import numpy as np
import pytest

import world
from bascule.mmm import fit
from bascule.mmm.build import set_up
from bascule.mmm.fit import Rung, Sample, assess, climb
from bascule.mmm.sampler.trajectory import DIVERGED, ENERGY

GOOD = Sample(np.zeros((4, 1000, 2)), rhat=1.01, ess=400, tail_ess=200, ebfmi=0.2, divergences=4)


@pytest.fixture(scope="module")
def problem():
    return set_up(world.panel(), world.company(), world.CLASSES).problem


def attempt(problem, monkeypatch, processors=2, seed=7, threads=None):
    monkeypatch.setattr(fit.os, "cpu_count", lambda: processors)
    return climb(problem, seed, Rung(60, 30, 2, 0.85), threads=threads)


def test_the_same_seed_gives_the_same_draws_on_any_number_of_threads(problem, monkeypatch):
    alone = attempt(problem, monkeypatch, processors=1)
    for processors, threads in ((1, None), (2, None), (4, None), (4, 1)):
        other = attempt(problem, monkeypatch, processors, threads=threads)
        assert np.array_equal(other.draws, alone.draws)
        assert other.figures == alone.figures


def test_another_seed_gives_other_draws_and_no_two_chains_are_alike(problem, monkeypatch):
    first, other = attempt(problem, monkeypatch), attempt(problem, monkeypatch, seed=8)
    chains = np.concatenate([first.draws, other.draws])
    assert len(np.unique(chains[:, 0, 0])) == len(chains)


def test_each_threshold_is_met_or_nothing_is_believed():
    assert GOOD.converged
    for worse in ({"rhat": 1.011}, {"ess": 399}, {"tail_ess": 199}, {"ebfmi": 0.19}, {"divergences": 5}):
        assert not dataclasses.replace(GOOD, **worse).converged


def test_one_bad_parameter_or_one_bad_chain_is_enough_to_doubt():
    rng = np.random.default_rng(0)
    draws, reports = rng.normal(size=(4, 1000, 3)), rng.normal(size=(4, 1000, 4))
    reports[:, :, DIVERGED] = 0
    assert assess(draws, reports).converged
    draws[:, :, 1] += np.arange(4)[:, None]
    reports[2, :, ENERGY] = reports[2, :, ENERGY].cumsum()
    reports[3, 5:8, DIVERGED] = 1
    doubted = assess(draws, reports)
    assert doubted.rhat > 1.5
    assert doubted.ess < 20
    assert doubted.tail_ess < 200
    assert doubted.ebfmi < 0.05
    assert doubted.divergences == 3


def test_what_is_shown_of_convergence_is_rounded():
    sample = dataclasses.replace(GOOD, rhat=1.00449, ess=512.4, tail_ess=300.6, ebfmi=0.8361)
    assert sample.figures == {"rhat": 1.004, "ess": 512, "tail_ess": 301, "ebfmi": 0.84, "divergences": 4}
