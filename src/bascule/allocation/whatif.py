"""What if: another margin, a dearer click, a channel without any history. Supposed, and said to be."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from bascule.allocation.places import Places
from bascule.company import ChannelClass, ChannelSettings, Company
from bascule.errors import BasculeError, ExitCode
from bascule.ingest.headers import plain
from bascule.limits import NewChannel
from bascule.mmm.model import prior_model
from bascule.mmm.posterior import Posterior
from bascule.panel import CLAIMS, Floats, Panel


def prices(find: Places, supposed: Mapping[str, float]) -> Floats:
    """Return the cost of what a dollar bought before, by channel, (channels,): 1.2 where prices rise by a fifth.

    Raises
    ------
    BasculeError
        `channel_unknown` for a name that is no channel's.

    Examples
    --------
    >>> prices(Places(("meta", "radio"), Company(name="N", gross_margin=0.4)), {"Meta": 1.2}).tolist()
    [1.2, 1.0]
    """
    found = np.ones(len(find.channels))
    for name, factor in supposed.items():
        found[find(name)] = factor
    return found


def check_new(find: Places, new: Mapping[str, NewChannel]) -> None:
    """Refuse a channel to try that bears the name or the label of one there is, or of another to try.

    Raises
    ------
    BasculeError
        `new_channel_known`.
    """
    taken = set(find.known)
    for name in new:
        if plain(name) in taken:
            raise BasculeError("new_channel_known", exit_code=ExitCode.USAGE, channel=name)
        taken.add(plain(name))


def returns_at(posterior: Posterior, price: Floats) -> tuple[Floats, Floats]:
    """Return revenue per dollar of usual spending, and that of the next dollar, at supposed prices (channels,).

    Both have the shape (draws, channels); the first is that of the next dollar where nothing is spent.
    """
    whole = np.where(np.isnan(posterior.iroas), posterior.mroas, posterior.iroas)
    following = np.empty_like(posterior.mroas)
    for c, (usual, factor) in enumerate(zip(posterior.usual, price, strict=True)):
        bought = np.array([usual / factor])
        following[:, c] = posterior.marginal(c, bought)[:, 0] / factor
        if usual == 0:
            whole[:, c] /= factor
        elif factor != 1:
            before, after = posterior.curve(c, np.array([usual]))[:, 0], posterior.curve(c, bought)[:, 0]
            whole[:, c] *= np.divide(after, before, out=np.ones_like(before), where=before > 0)
    return whole, following


def with_new(
    posterior: Posterior,
    panel: Panel,
    company: Company,
    classes: tuple[ChannelClass, ...],
    new: Mapping[str, NewChannel],
    seed: int,
) -> Posterior:
    """Return the posterior with channels that have no history: the prior of their class speaks for them alone.

    What is spent on such a channel today is nothing, and nothing carries over; its half-saturation is the class's,
    over the most that would be tried.

    Parameters
    ----------
    posterior : Posterior
        Of the panel's periods.
    panel : Panel
    company : Company
    classes : tuple of str
        Of the panel's channels.
    new : mapping of str to NewChannel
    seed : int
    """
    for rank, (name, channel) in enumerate(new.items()):
        tried = np.full((panel.periods, 1), channel.most / panel.week_share)
        unknown = np.full((panel.periods, 1), np.nan)
        claims: dict[str, Any] = {claim: np.concatenate([getattr(panel, claim), unknown], axis=1) for claim in CLAIMS}
        wider = replace(
            panel, channels=(*panel.channels, name), spend=np.concatenate([panel.spend, tried], axis=1), **claims
        )
        described = company.model_copy(
            update={"channels": {**company.channels, name: ChannelSettings(channel_class=channel.channel_class)}}
        )
        believed = prior_model(wider, described, (*classes, channel.channel_class), seed + rank).posterior
        posterior = _beside(posterior, believed, name)
    return posterior


def _beside(posterior: Posterior, believed: Posterior, name: str) -> Posterior:
    draws = len(posterior.height)
    own = np.random.default_rng(len(posterior.channels)).permutation(len(believed.height))
    own = np.resize(own, draws)

    def column(values: Floats, new: Floats) -> Floats:
        return np.concatenate([values, new[own, -1:]], axis=1)

    nothing = np.zeros((1, 2, draws))
    return replace(
        posterior,
        channels=(*posterior.channels, name),
        iroas=np.concatenate([posterior.iroas, np.full((draws, 1), np.nan)], axis=1),
        mroas=column(posterior.mroas, believed.marginal(len(believed.channels) - 1, np.zeros(1))),
        height=column(posterior.height, believed.height),
        half=column(posterior.half, believed.half),
        keep=column(posterior.keep, believed.keep),
        slope=np.append(posterior.slope, believed.slope[-1]),
        stages=np.append(posterior.stages, believed.stages[-1]),
        reference=np.append(posterior.reference, believed.reference[-1]),
        usual=np.append(posterior.usual, 0.0),
        state=np.concatenate([posterior.state, nothing]),
        year_state=np.concatenate([posterior.year_state, nothing]),
    )
