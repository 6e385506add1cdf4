"""Three returns of one budget that add up: what it brought at once, what its customers leave later, what lasts beyond.

The response model counts, with what sales show at once, what lasts beyond by published studies of its class of channel
(:func:`bascule.mmm.posterior.lasting`). Purchases that the customers so won make later are part of what lasts: they are
counted under structure, from the company's own customers, and brand keeps the rest of what lasts, nothing if they are
more. So a draw's three parts are

    acquisition = m · short,  structure = new · later,  brand = max(m · lasting − structure, 0)

and what the first purchase brings is in the first part alone. One overlap is left, since no model tells it apart: a
purchase that this year's advertising brought sooner from a customer whom it had won the same year is in both of the
first two parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bascule.diagnosis.reading import Reading
from bascule.diagnosis.verdict import verdicts
from bascule.mmm.posterior import Posterior, year
from bascule.panel import Evidence, Floats, Panel
from bascule.plans import Interval90, Reason
from bascule.returns import HORIZONS
from bascule.returns.together import Pillar, Together, VerdictChange

MONTHS = HORIZONS[-1]


@dataclass(frozen=True)
class Brought:
    """Draws of what a year's budget brought, currency.

    Attributes
    ----------
    budget : float
        Fees and media of the year.
    short, lasting : arrays of shape (draws,)
        Margin of the sales brought at once, and of those that last beyond.
    new : array of shape (draws,) or None
        New customers brought; None where none were counted.
    later : array of shape (draws,) or None
        Margin that a new customer leaves after its first purchase, within MONTHS, discounted; None where customers are
        not known.
    proven : bool
        Whether the company's own data speak of most of the spending.
    supposed : bool
        Whether the share of new customers in what was brought is supposed: the structure is then not proven.
    """

    budget: float
    short: Floats
    lasting: Floats
    new: Floats | None
    later: Floats | None
    proven: bool
    supposed: bool = False

    @property
    def structure(self) -> Floats | None:
        """Margin that the customers brought leave later, shape (draws,)."""
        return None if self.new is None or self.later is None else self.new * self.later

    @property
    def brand(self) -> Floats:
        """Margin that lasts beyond and that structure does not count, shape (draws,)."""
        return np.asarray(np.maximum(self.lasting - (0.0 if self.structure is None else self.structure), 0.0))


def brought(
    posterior: Posterior,
    panel: Panel,
    gross_margin: float,
    budget: float,
    new: Floats | None,
    later: Floats | None,
    rungs: Sequence[Evidence],
    seed: int,
) -> Brought:
    """Return what the last year's spending brought, draw by draw.

    Parameters
    ----------
    posterior : Posterior
    panel : Panel
    gross_margin : float
    budget : float
        All costs of the year (currency).
    new : array of shape (draws, channels) or None
        New customers that each channel brought.
    later : array of shape (any,) or None
        Draws of the margin of a customer after its first purchase.
    rungs : sequence of str
        The evidence of each channel.
    seed : int
        The two models know nothing of each other: their draws are paired at random.
    """
    recent = year(panel)
    spent = panel.spend[-recent:].sum(axis=0)
    margin = gross_margin * np.nan_to_num(posterior.iroas) * spent
    known = sum(amount for amount, rung in zip(spent, rungs, strict=True) if rung != "prior")
    if later is not None:
        later = np.random.default_rng([seed, 31]).choice(later, len(margin))
    return Brought(
        budget=budget,
        short=(margin * (1 - posterior.lasting_share)).sum(axis=1),
        lasting=(margin * posterior.lasting_share).sum(axis=1),
        new=None if new is None else new.sum(axis=1),
        later=later,
        proven=bool(known > spent.sum() / 2),
    )


def together(found: Brought, seen: Sequence[Reading], lasting_share: Floats) -> Together | None:
    """Return the three returns side by side; None where nothing was spent.

    Parameters
    ----------
    found : Brought
    seen : sequence of Reading
        The channels as the verdicts saw them, what lasts counted.
    lasting_share : array of shape (draws, channels)
    """
    if found.budget <= 0:
        return None
    parts = {"acquisition": found.short, "structure": found.structure, "brand": found.brand}
    total = np.sum([part for part in parts.values() if part is not None], axis=0)
    return Together(
        budget=round(found.budget, 2),
        months=MONTHS,
        pillars=(
            _pillar("acquisition", found.short, found.budget, found.proven),
            _structure(found),
            _pillar("brand", found.brand, found.budget, proven=False),
        ),
        margin=Interval90.of(total),
        net=Interval90.of(total - found.budget),
        per_dollar=Interval90.of(total / found.budget),
        earns_share=float((total > found.budget).mean()),
        verdicts=changes(seen, lasting_share),
    )


def _pillar(name: str, margin: Floats, budget: float, proven: bool) -> Pillar:
    return Pillar.model_validate({
        "name": name, "margin": Interval90.of(margin), "per_dollar": Interval90.of(margin / budget), "proven": proven,
    })  # fmt: skip


def _structure(found: Brought) -> Pillar:
    if found.structure is not None:
        return _pillar("structure", found.structure, found.budget, found.proven and not found.supposed)
    code = "structure_no_new_customers" if found.new is None else "structure_no_customers"
    return Pillar(name="structure", margin=None, per_dollar=None, missing=Reason(code=code))


def changes(seen: Sequence[Reading], lasting_share: Floats) -> tuple[VerdictChange, ...]:
    """Return each channel's verdict on what it brings at once, beside the one with what lasts beyond counted."""
    short = [
        replace(one, iroas=one.iroas * (1 - lasting_share[:, c]), mroas=one.mroas * (1 - lasting_share[:, c]))
        for c, one in enumerate(seen)
    ]
    at_once, overall = verdicts(short), verdicts(list(seen))
    return tuple(
        VerdictChange(
            channel=one.channel,
            short=at_once[one.channel],
            long=overall[one.channel],
            short_return=Interval90.of(now.returns),
            long_return=Interval90.of(one.returns),
        )
        for one, now in zip(seen, short, strict=True)
    )
