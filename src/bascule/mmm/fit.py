"""Sample the posterior, longer and more carefully until it has converged, or say that it has not."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bascule.mmm.density.layout import Problem, pack
from bascule.panel import Floats

CHAINS = 4
MAX_RHAT = 1.01
MIN_ESS = 400
MIN_TAIL_ESS = 200
MIN_EBFMI = 0.2
MAX_DIVERGENT = 0.001
# (warm-up, draws, target acceptance): each is tried only if the one before did not converge.
LADDER = ((500, 500, 0.85), (1000, 1500, 0.92), (1500, 2500, 0.97))


@dataclass(frozen=True)
class Sample:
    """Draws of the sampled parameters and whether they can be trusted.

    Attributes
    ----------
    draws : array of shape (chains, n, dimension)
    rhat, ess, tail_ess : float
        Worst over parameters: rank-normalised split R-hat, bulk and tail effective sample size.
    ebfmi : float
        Worst over chains: energy Bayesian fraction of missing information.
    divergences : int
    """

    draws: Floats
    rhat: float
    ess: float
    tail_ess: float
    ebfmi: float
    divergences: int

    @property
    def converged(self) -> bool:
        """Whether R-hat, effective sample sizes, E-BFMI and divergences all meet their thresholds."""
        explored = self.ess >= MIN_ESS and self.tail_ess >= MIN_TAIL_ESS and self.ebfmi >= MIN_EBFMI
        total = self.draws.shape[0] * self.draws.shape[1]
        return self.rhat <= MAX_RHAT and explored and self.divergences <= MAX_DIVERGENT * total

    @property
    def figures(self) -> dict[str, float]:
        """What convergence was judged on, rounded to be shown."""
        return {
            "rhat": round(self.rhat, 3), "ess": round(self.ess), "tail_ess": round(self.tail_ess),
            "ebfmi": round(self.ebfmi, 2), "divergences": self.divergences,
        }  # fmt: skip

    @property
    def flat(self) -> Floats:
        """Draws of all chains together, shape (chains · n, dimension)."""
        return self.draws.reshape(-1, self.draws.shape[2])


def starting_point(problem: Problem, rng: np.random.Generator) -> Floats:
    """Return a position near the priors' centres, jittered."""
    carry = problem.carry_prior[:, 0] / problem.carry_prior.sum(axis=1)
    centre = np.concatenate(
        [
            np.zeros(len(carry)),
            np.log(carry / (1 - carry)),
            problem.half_prior[:, 0],
            problem.hyper_prior[:, 0],
        ]
    )
    return np.asarray(centre + rng.normal(0, 0.3, centre.size))


def starting_metric(problem: Problem) -> Floats:
    """Return the prior's variances as a first metric, shape (dimension, dimension)."""
    channels = problem.spend.shape[0]
    spread = np.concatenate([np.full(channels, 1.0), np.full(2 * channels, 0.7), problem.hyper_prior[:, 1] * 0.5])
    return np.diag(spread**2)


def sample(problem: Problem, seed: int, progress: Callable[[float], None] | None = None) -> Sample:
    """Return converged draws of the posterior, or the last attempt's, whose `converged` is False.

    Parameters
    ----------
    problem : Problem
    seed : int
        Same problem and seed, same draws.
    progress : callable, optional
        Told the share of the first attempt done, 0 to 1.
    """
    best: Sample | None = None
    for rung, (warmup, draws, target) in enumerate(LADDER):
        best = run(problem, seed + 1000 * rung, warmup, draws, target, progress)
        if best.converged:
            break
    assert best is not None  # the ladder is not empty
    return best


def run(
    problem: Problem,
    seed: int,
    warmup: int,
    draws: int,
    target: float,
    progress: Callable[[float], None] | None = None,
) -> Sample:
    """Return one attempt: four chains on as many threads as there are processors."""
    from bascule.mmm.density.model import posterior_density
    from bascule.mmm.sampler.chain import run_chain

    values, layout = pack(problem)
    out = np.empty((CHAINS, draws, problem.dimension))
    reports = np.empty((CHAINS, draws, 4))
    metric = starting_metric(problem)
    seeds = np.random.SeedSequence(seed).spawn(CHAINS)

    def one(chain: int) -> None:
        rng = np.random.default_rng(seeds[chain])
        start = starting_point(problem, rng)
        run_chain(
            posterior_density, values, layout, int(rng.integers(2**31)), start, metric.copy(), warmup, target,
            out[chain], reports[chain],
        )  # fmt: skip

    with ThreadPoolExecutor(min(CHAINS, os.cpu_count() or 1)) as pool:
        for done, _ in enumerate(pool.map(one, range(CHAINS)), start=1):
            if progress is not None:
                progress(done / CHAINS)
    return assess(out, reports)


def assess(draws: Floats, reports: Floats) -> Sample:
    """Return draws (chains, n, dimension) with their diagnostics; `reports` (chains, n, 4) are the sampler's own."""
    from bascule.mmm.sampler.diagnostics import bulk_ess, ebfmi, rhat, tail_ess
    from bascule.mmm.sampler.trajectory import DIVERGED, ENERGY

    each = [draws[:, :, i] for i in range(draws.shape[2])]
    return Sample(
        draws, max(map(rhat, each)), min(map(bulk_ess, each)), min(map(tail_ess, each)),
        float(ebfmi(reports[:, :, ENERGY]).min()), int(reports[:, :, DIVERGED].sum()),
    )  # fmt: skip
