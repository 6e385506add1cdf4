"""The response model, fitted: from a panel to draws of what each channel does, and what that rests on."""

from collections.abc import Callable
from dataclasses import dataclass

from bascule.company import ChannelClass, Company
from bascule.mmm.build import Setup, set_up
from bascule.mmm.evidence import Learnt, learnt, prior_draws
from bascule.mmm.fit import Sample, sample
from bascule.mmm.posterior import Posterior, read
from bascule.mmm.predictive import Predictive, predict
from bascule.panel import Panel


@dataclass(frozen=True)
class Model:
    """A fitted response model; `prior` is the same reading before any sale was read."""

    setup: Setup
    sample: Sample
    posterior: Posterior
    prior: Posterior
    learnt: list[Learnt]
    predictive: Predictive


def fit_model(
    panel: Panel,
    company: Company,
    classes: tuple[ChannelClass, ...],
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Model:
    """Fit the response model to a company's history.

    Parameters
    ----------
    panel : Panel
        Every channel of which has some spend, and some positive revenue.
    company : Company
    classes : tuple of str
        Class of each channel, in the panel's order.
    seed : int
        Same panel and seed, same result.
    progress : callable, optional
        Told the share done, 0 to 1.

    Notes
    -----
    Revenue over its mean is level + slow movement + yearly season + holidays + price and promotion + Σ ρ_c s_c h_c(t) +
    AR(1) noise, h_c being the Hill saturation of the geometric carry-over of channel c's spending, scaled to sum to
    one, s_c its total spending over mean revenue, and so ρ_c its incremental revenue per dollar (Jin, Wang, Sun, Chan &
    Koehler 2017, Google). All that is linear with a Gaussian prior is integrated out.
    """
    setup = set_up(panel, company, classes)
    drawn = sample(setup.problem, seed, progress)
    before = prior_draws(setup, seed)
    return Model(
        setup=setup,
        sample=drawn,
        posterior=read(setup, drawn.flat, panel, seed),
        prior=read(setup, before, panel, seed + 1),
        learnt=learnt(setup, before, drawn.flat, panel),
        predictive=predict(setup, drawn, seed),
    )
