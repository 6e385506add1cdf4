"""Sample the posterior, longer and more carefully until it has converged, or say that it has not."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.density.layout import Problem, pack
from bascule.panel import Floats

CHAINS = 4
# R-hat and effective sizes: Vehtari et al. 2021; E-BFMI: Betancourt 2016 (see `sampler.diagnostics`).
MAX_RHAT = 1.01
MIN_ESS = 400
MIN_TAIL_ESS = 200
MIN_EBFMI = 0.2
MAX_DIVERGENT = 0.001


@dataclass(frozen=True)
class Rung:
    """One way of sampling: draws of the warm-up, draws of a block, most blocks, target acceptance."""

    warmup: int
    draws: int
    blocks: int
    target: float


# Blocks are added until the chains have converged; each rung is tried only if the one before did not get there.
LADDER = (Rung(150, 350, 5, 0.8), Rung(1000, 1000, 2, 0.92), Rung(1500, 1500, 2, 0.97))


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
            problem.split_prior[:, 0] if problem.series == 2 else [],
            problem.hyper_prior[:, :, 0].ravel(),
        ]
    )
    return np.asarray(centre + rng.normal(0, 0.3, centre.size))


def starting_metric(problem: Problem) -> Floats:
    """Return the prior's variances as a first metric, shape (dimension, dimension)."""
    channels = problem.channels
    others = (problem.per_channel - 1) * channels
    spread = np.concatenate([np.full(channels, 1.0), np.full(others, 0.7), 0.5 * problem.hyper_prior[:, :, 1].ravel()])
    return np.diag(spread**2)


def sample(
    problem: Problem, seed: int, progress: Callable[[float], None] | None = None, threads: int | None = None
) -> Sample:
    """Return converged draws of the posterior, or the last attempt's, whose `converged` is False.

    Parameters
    ----------
    problem : Problem
    seed : int
        Same problem and seed, same draws, whatever the number of processors.
    progress : callable, optional
        Told the share of the first rung's first block done, 0 to 1.
    threads : int, optional
        How many at most; as many as there are processors if not given.
    """
    best: Sample | None = None
    for place, rung in enumerate(LADDER):
        best = climb(problem, seed + 1000 * place, rung, CHAINS, progress if place == 0 else None, threads)
        if best.converged:
            break
    assert best is not None  # the ladder is not empty
    return best


def climb(
    problem: Problem,
    seed: int,
    rung: Rung,
    chains: int = CHAINS,
    progress: Callable[[float], None] | None = None,
    threads: int | None = None,
) -> Sample:
    """Return what one rung gives: chains warmed up once, then drawn from in blocks until they have converged.

    On as many threads as there are processors, or as are asked for.
    """
    packed = pack(problem)
    walks = [Walk(problem, packed, source) for source in np.random.SeedSequence(seed).spawn(chains)]
    found: Sample | None = None
    blocks: list[tuple[Floats, Floats]] = []
    with ThreadPoolExecutor(threads or min(chains, os.cpu_count() or 1)) as pool:
        for done, _ in enumerate(pool.map(lambda walk: walk.warm_up(rung), walks), start=1):
            if progress is not None:
                progress(0.6 * done / chains)
        for _ in range(rung.blocks):
            parts = list(pool.map(lambda walk: walk.block(rung.draws), walks))
            blocks.append((np.stack([part[0] for part in parts]), np.stack([part[1] for part in parts])))
            found = assess(*(np.concatenate(part, axis=1) for part in zip(*blocks, strict=True)))
            if progress is not None:
                progress(1.0)
            if found.converged:
                break
    assert found is not None  # at least one block is drawn
    return found


class Walk:
    """One chain on its way: where it is, its metric and its step size."""

    def __init__(
        self, problem: Problem, packed: tuple[Floats, NDArray[np.int64]], source: np.random.SeedSequence
    ) -> None:
        self._rng = np.random.default_rng(source)
        self._values, self._layout = packed
        self._position = starting_point(problem, self._rng)
        self._metric = starting_metric(problem)
        self._step = 0.0

    def warm_up(self, rung: Rung) -> None:
        """Find the typical set, the metric and the step size."""
        from bascule.mmm.density.model import posterior_density
        from bascule.mmm.sampler.chain import warm_up

        self._step = warm_up(
            posterior_density, self._values, self._layout, int(self._rng.integers(2**31)), self._position,
            self._metric, rung.warmup, rung.target,
        )  # fmt: skip

    def block(self, draws: int) -> tuple[Floats, Floats]:
        """Return further draws (n, dimension) and their reports (n, 4)."""
        from bascule.mmm.density.model import posterior_density
        from bascule.mmm.sampler.chain import draw

        out, reports = np.empty((draws, len(self._position))), np.empty((draws, 4))
        draw(
            posterior_density, self._values, self._layout, int(self._rng.integers(2**31)), self._position,
            self._metric, self._step, out, reports,
        )  # fmt: skip
        return out, reports


def assess(draws: Floats, reports: Floats) -> Sample:
    """Return draws (chains, n, dimension) with their diagnostics; `reports` (chains, n, 4) are the sampler's own."""
    from bascule.mmm.sampler.diagnostics import bulk_ess, ebfmi, rhat, tail_ess
    from bascule.mmm.sampler.trajectory import DIVERGED, ENERGY

    each = [draws[:, :, i] for i in range(draws.shape[2])]
    return Sample(
        draws, max(map(rhat, each)), min(map(bulk_ess, each)), min(map(tail_ess, each)),
        float(ebfmi(reports[:, :, ENERGY]).min()), int(reports[:, :, DIVERGED].sum()),
    )  # fmt: skip
