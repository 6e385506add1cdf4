"""From a fitted model to one decision a channel."""

import numpy as np

from bascule.company import Company
from bascule.decisions import ChannelDecision, Verdict
from bascule.diagnosis.reading import Reading
from bascule.diagnosis.rules import reasons
from bascule.diagnosis.verdict import money_at_stake
from bascule.mmm.chasing import FOLLOWS, follows_sales, twins, varied
from bascule.mmm.model import Model
from bascule.mmm.posterior import year
from bascule.mmm.trials import found_by_trials
from bascule.panel import Panel
from bascule.plans import Interval90


def readings(model: Model, panel: Panel, company: Company) -> list[Reading]:
    """Return what the rules see of each channel; a channel without recent spend is read at its prior-period return."""
    recent = year(panel)
    full_year = 52.18 if panel.period == "week" else 12.0
    chasing, together = follows_sales(panel), twins(panel)
    posterior = model.posterior
    spent = panel.spend[-recent:].sum(axis=0)
    return [
        Reading(
            channel=name,
            channel_class=model.setup.classes[c],
            prior=model.setup.priors[c],
            claim=model.setup.claims[c],
            spend=float(spent[c]),
            yearly=float(spent[c]) * full_year / recent,
            iroas=posterior.iroas[:, c] if spent[c] > 0 else posterior.mroas[:, c],
            mroas=posterior.mroas[:, c],
            gross_margin=company.gross_margin,
            evidence=model.learnt[c].rung,
            breaks=model.learnt[c].breaks,
            varied=varied(panel.spend[:, c]),
            twin=panel.channels[together[c]] if c in together else None,
            chases=bool(chasing[c] > FOLLOWS),
            tested=found_by_trials([trial for trial in panel.experiments if trial.channel == name]),
        )
        for c, name in enumerate(panel.channels)
    ]


def decide(reading: Reading, verdict: Verdict) -> ChannelDecision:
    """Return the decision of one channel, with its figures and its reasons."""
    returns = Interval90.of(reading.iroas)
    return ChannelDecision(
        channel=reading.channel,
        channel_class=reading.channel_class,
        spend=round(reading.spend, 2),
        claimed_roas=reading.claim.roas if reading.claim else None,
        iroas=returns,
        mroas=Interval90.of(reading.mroas),
        margin_return=scaled(returns, reading.gross_margin),
        probability_earns=reading.earns,
        evidence=reading.evidence,
        verdict=verdict,
        money_at_stake=round(money_at_stake(reading, verdict), 2),
        reasons=reasons(reading, verdict),
    )


def scaled(values: Interval90, factor: float) -> Interval90:
    """Return an interval times a positive factor: margin return from revenue return, exactly.

    Examples
    --------
    >>> scaled(Interval90(p05=1, p50=2, p95=4), 0.5)
    Interval90(p05=0.5, p50=1.0, p95=2.0)
    """
    low, middle, high = np.array([values.p05, values.p50, values.p95]) * factor
    return Interval90(p05=float(low), p50=float(middle), p95=float(high))
