"""The reading of a company under one million: does its market want it, can it be measured, is its money scattered."""

from bascule.diagnosis.transition.director import director
from bascule.diagnosis.transition.dispersion import dispersion
from bascule.diagnosis.transition.fit import fit
from bascule.diagnosis.transition.inputs import TransitionInputs
from bascule.diagnosis.transition.revenue import LIMIT, yearly_revenue
from bascule.diagnosis.transition.systems import systems
from bascule.returns.transition import Transition

__all__ = ["LIMIT", "TransitionInputs", "transition"]


def transition(inputs: TransitionInputs) -> Transition | None:
    """Return the reading of a company whose revenue is under :data:`LIMIT`; None above, or where it is not known.

    Parameters
    ----------
    inputs : TransitionInputs

    Examples
    --------
    >>> import datetime as dt
    >>> from bascule.company import Company
    >>> from bascule.warehouse.tables import Tables
    >>> nordet = Company(name="Nordet", gross_margin=0.4, yearly_revenue=600_000)
    >>> found = transition(TransitionInputs(Tables.of({}), nordet, dt.date(2026, 11, 23)))
    >>> found.fit.state, found.director.not_yet, transition(TransitionInputs(
    ...     Tables.of({}), nordet.model_copy(update={"yearly_revenue": 2e6}), dt.date(2026, 11, 23)))
    ('not_measured', True, None)
    """
    revenue, short = yearly_revenue(inputs.panel, inputs.company)
    if revenue is None or not 0 < revenue < LIMIT:
        return None
    scattered, why = dispersion(inputs)
    post, about_post = director(inputs, revenue)
    return Transition(
        revenue=revenue,
        limit=LIMIT,
        fit=fit(inputs),
        systems=systems(inputs),
        dispersion=scattered,
        director=post,
        notes=(*short, *why, *about_post),
    )
