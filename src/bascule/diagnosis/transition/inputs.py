"""What the transition reading looks at."""

import datetime as dt
from dataclasses import dataclass

from bascule.company import Company
from bascule.mmm.model import Model
from bascule.panel import Panel
from bascule.plans import Interval80
from bascule.returns.structure import CurvePoint
from bascule.warehouse.tables import Tables

# From what chance on a sign is said to be there, or absent.
SURE = 0.9


@dataclass(frozen=True)
class TransitionInputs:
    """Everything the reading of a company under one million rests on.

    Attributes
    ----------
    tables : Tables
        Canonical tables, in the company's currency.
    company : Company
    today : datetime.date
        Day the study is of: the last year ends there, and the law is that of its year.
    panel : Panel or None
        None where no spending or no sales make one: `company.yearly_revenue` then says how large the company is.
    model : Model or None
        Fitted to that panel, or its priors.
    stopped : frozenset of str
        Channels whose verdict is `stop`.
    retention_curve : tuple of CurvePoint
        Of :class:`bascule.returns.structure.Structure`; empty where unknown.
    plan_gain : Interval80 or None
        What the best plan adds to the margin, company currency a year.
    """

    tables: Tables
    company: Company
    today: dt.date
    panel: Panel | None = None
    model: Model | None = None
    stopped: frozenset[str] = frozenset()
    retention_curve: tuple[CurvePoint, ...] = ()
    plan_gain: Interval80 | None = None

    @property
    def year_ago(self) -> dt.date:
        """Last day before the last year."""
        return self.today - dt.timedelta(days=365)
