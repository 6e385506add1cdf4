"""Costs that are no channel's own, shared among channels."""

from collections.abc import Iterable, Sequence

import numpy as np

from bascule.diagnosis.acquisition.costs import Cost
from bascule.diagnosis.acquisition.days import Days
from bascule.panel import Floats


def shared(costs: Iterable[Cost], channels: Sequence[str], spend: Floats, days: Days) -> tuple[dict[str, float], float]:
    """Return what each channel bears of the last year's other costs, and how much was shared by judgement (currency).

    A cost for one channel is that channel's, be it none that media is bought on; one for several is theirs in
    proportion to their media, equally where none has any. What nobody said the channels of is borne by all in
    proportion to media: that is a judgement, for the work that a channel takes need not follow its media.

    Parameters
    ----------
    costs : iterable of Cost
    channels : sequence of str
        Those of the panel.
    spend : array of shape (channels,)
        Media of the last year, currency; some of it above zero.
    days : Days

    Examples
    --------
    >>> days = Days(__import__("datetime").date(2026, 1, 5), np.array([7]), 1)
    >>> agency = Cost("agency", "files", (), np.full(7, 10.0))
    >>> tool = Cost("tool", "files", ("email",), np.full(7, 1.0))
    >>> shared([agency, tool], ["radio", "flyers"], np.array([300.0, 100.0]), days)
    ({'radio': 52.5, 'flyers': 17.5, 'email': 7.0}, 70.0)
    """
    media = dict(zip(channels, spend.tolist(), strict=True))
    borne, judged = dict.fromkeys(channels, 0.0), 0.0
    for cost in costs:
        amount = float(cost.daily[days.year].sum())
        among = cost.channels or tuple(channels)
        weights = np.array([media.get(name, 0.0) for name in among])
        weights = weights / weights.sum() if weights.any() else np.full(len(among), 1 / len(among))
        for name, weight in zip(among, weights.tolist(), strict=True):
            borne[name] = borne.get(name, 0.0) + amount * weight
        judged += 0.0 if cost.channels else amount
    return borne, judged
