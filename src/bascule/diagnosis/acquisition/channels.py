"""One channel's year: its costs, what it claims, what it brings, what the customers it brought cost."""

from dataclasses import dataclass

import numpy as np

from bascule.diagnosis.acquisition.newcomers import LEAST_CUSTOMERS, cac, payback
from bascule.mmm.model import Model
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns.acquisition import ChannelAcquisition


@dataclass(frozen=True)
class Year:
    """The last year of a company, as its channels are read.

    Attributes
    ----------
    spend : array of shape (channels,), currency
        Media by channel of the panel.
    borne : dict of str to float, currency
        Other costs by channel, those without media included.
    gross_margin : float
    per_revenue : array of shape (draws, channels) or None
        New customers that a dollar of incremental revenue is.
    margin_by_month : array of shape (draws, months) or None
    """

    spend: Floats
    borne: dict[str, float]
    gross_margin: float
    per_revenue: Floats | None
    margin_by_month: Floats | None


def short_iroas(model: Model) -> Floats:
    """Return incremental revenue per dollar of the last year's media in the short run alone, (draws, channels).

    What lasts beyond what a history of sales can show (`Posterior.lasting_share`) is left out; zero without spending.
    """
    return np.nan_to_num(model.posterior.iroas) * (1 - np.nan_to_num(model.posterior.lasting_share))


def channel_lines(model: Model, year: Year) -> tuple[tuple[ChannelAcquisition, ...], tuple[Reason, ...]]:
    """Return a line for each channel with any cost in the year, the panel's first, and what to know of them."""
    names = model.posterior.channels
    lines, doubtful = [], []
    for place, name in enumerate(names):
        if year.spend[place] > 0:
            line = _line(model, year, place)
            lines.append(line)
            if line.new_customers is not None and line.new_customers.p05 < LEAST_CUSTOMERS:
                doubtful.append(name)
    rest = [
        name for name in year.borne if name not in {line.channel for line in lines} and abs(year.borne[name]) > 0.005
    ]
    rest.sort(key=lambda name: (-year.borne[name], name))
    lines += [
        ChannelAcquisition(channel=name, media=0.0, other=round(year.borne[name], 2), claimed_roas=None)
        for name in rest
    ]
    notes = [("cac_perhaps_none", doubtful), ("channel_return_unknown", rest)]
    return tuple(lines), tuple(Reason(code=code, params={"channels": found}) for code, found in notes if found)


def _line(model: Model, year: Year, place: int) -> ChannelAcquisition:
    name, claim = model.posterior.channels[place], model.setup.claims[place]
    media, other = float(year.spend[place]), year.borne.get(name, 0.0)
    iroas, short = model.posterior.iroas[:, place], short_iroas(model)[:, place]
    loaded = media / (media + other)
    line = ChannelAcquisition(
        channel=name,
        media=round(media, 2),
        other=round(other, 2),
        claimed_roas=claim.roas if claim else None,
        iroas=Interval90.of(iroas),
        iroas_loaded=Interval90.of(iroas * loaded),
        margin_return=Interval90.of(short * loaded * year.gross_margin),
        margin_return_long=Interval90.of(iroas * loaded * year.gross_margin),
    )
    if year.per_revenue is None:
        return line
    customers = short * media * year.per_revenue[:, place]
    cost = cac(media + other, customers)
    months, never = payback(cost, year.margin_by_month)
    found = {
        "new_customers": Interval90.of(customers),
        "cac_loaded": Interval90.of(cost),
        "cac_paid": Interval90.of(cac(media, customers)),
        "payback_months": months,
        "never_share": never,
    }
    return line.model_copy(update=found)
