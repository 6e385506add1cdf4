"""Where a figure comes from: what was assumed, what platforms claim, or what the company's own sales said."""

import math
from dataclasses import dataclass

import numpy as np

from bascule.mmm.beliefs import effect_priors
from bascule.mmm.build import Setup
from bascule.mmm.density.quantile import effects
from bascule.mmm.natural import breaks
from bascule.panel import Evidence, Floats, Panel

# Sales have spoken when they take away this share of the prior's variance, or move it by this many of its spreads.
LEARNT_VARIANCE = 0.2
LEARNT_SHIFT = 0.5
PRIOR_DRAWS = 4000
# Fewer periods than this are an anecdote, whatever they seem to say.
ENOUGH_PERIODS = {"week": 13, "month": 9}


@dataclass(frozen=True)
class Learnt:
    """What one channel's figure rests on.

    `long_enough` tells whether the history may speak at all, `variance` is the share of the prior's variance that the
    sales removed, `shift` how far they moved its mean, in prior spreads; `breaks` counts natural experiments; `tested`
    tells whether planned tests moved or narrowed as much what class and claims left open.
    """

    claims: bool
    long_enough: bool
    variance: float
    shift: float
    breaks: int
    tested: bool = False

    @property
    def rung(self) -> Evidence:
        """Rung of the evidence ladder: prior < claims < natural < model < experiment.

        Examples
        --------
        >>> Learnt(claims=True, long_enough=True, variance=0.05, shift=0.1, breaks=4).rung
        'claims'
        """
        if self.tested:
            return "experiment"
        if self.long_enough and (self.variance >= LEARNT_VARIANCE or abs(self.shift) >= LEARNT_SHIFT):
            return "natural" if self.breaks else "model"
        return "claims" if self.claims else "prior"


def prior_draws(setup: Setup, seed: int) -> Floats:
    """Return draws of every parameter before any sale is read, claims taken in, shape (PRIOR_DRAWS, dimension).

    Independent draws weighted by the prior on the channels' total share, then resampled.
    """
    rng = np.random.default_rng([seed, 11])
    problem, channels = setup.problem, len(setup.classes)
    many = 4 * PRIOR_DRAWS
    scores = rng.standard_normal((many, channels))
    share = (effects(scores, problem.effect_table) * problem.scale).sum(axis=1) / problem.spend.shape[1]
    location, spread = problem.total_prior
    log_weight = -0.5 * ((np.log(share) - location) / spread) ** 2
    weight = np.exp(log_weight - log_weight.max())
    chosen = rng.choice(many, PRIOR_DRAWS, p=weight / weight.sum())
    keep = rng.beta(problem.carry_prior[:, 0], problem.carry_prior[:, 1], size=(PRIOR_DRAWS, channels)).clip(
        1e-6, 1 - 1e-6
    )
    half = rng.normal(*problem.half_prior.T, size=(PRIOR_DRAWS, channels))
    split = rng.normal(*problem.split_prior.T, size=(PRIOR_DRAWS, channels))
    hypers = problem.hyper_prior.reshape(-1, 2)
    shared = rng.normal(*hypers.T, size=(PRIOR_DRAWS, len(hypers)))
    own = [scores[chosen], np.log(keep / (1 - keep)), half, split][: problem.per_channel]
    return np.concatenate([*own, shared], axis=1)


def learnt(setup: Setup, prior: Floats, posterior: Floats, panel: Panel) -> list[Learnt]:
    """Return what each channel's figure rests on, from draws (n, dimension) before and after reading sales."""
    found = []
    for c in range(len(setup.classes)):
        before, after = prior[:, c], posterior[:, c]
        found.append(
            Learnt(
                claims=setup.claims[c] is not None and setup.priors[c].claim is not None,
                long_enough=panel.periods >= ENOUGH_PERIODS[panel.period],
                variance=float(1 - after.var() / before.var()),
                shift=float((after.mean() - before.mean()) / before.std()),
                breaks=breaks(panel.spend[:, c]),
                tested=narrowed(setup, panel, c),
            )
        )
    return found


def narrowed(setup: Setup, panel: Panel, channel: int) -> bool:
    """Tell whether the planned tests of a channel moved what class and claims left open, as sales would have to."""
    if not any(trial.channel == panel.channels[channel] and trial.spend for trial in panel.experiments):
        return False
    untested = effect_priors((setup.priors[channel],), (setup.claims[channel],), setup.table.general)[0]
    (mean, variance), (before, doubt) = map(mixture_moments, (setup.effect_prior[channel], untested))
    return variance <= (1 - LEARNT_VARIANCE) * doubt or abs(mean - before) >= LEARNT_SHIFT * math.sqrt(doubt)


def mixture_moments(mixture: Floats) -> tuple[float, float]:
    """Return mean and variance of a mixture of normals (components, 3): probability, location, spread.

    Examples
    --------
    >>> import numpy as np
    >>> mixture_moments(np.array([[0.5, -1.0, 0.0], [0.5, 1.0, 0.0]]))
    (0.0, 1.0)
    """
    share, location, spread = mixture.T
    centre = float(share @ location)
    return centre, float(share @ (spread**2 + (location - centre) ** 2))
