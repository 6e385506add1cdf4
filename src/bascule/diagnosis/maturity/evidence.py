"""What the rules of maturity may look at: the company's tables, what was worked out of them, and its owner's proofs."""

import datetime as dt
from dataclasses import dataclass

from bascule.company import Company
from bascule.panel import Panel
from bascule.plans import Reason
from bascule.returns.acquisition import Acquisition
from bascule.returns.maturity import State
from bascule.returns.structure import Structure
from bascule.warehouse.tables import Tables

# A proof is of the year: processes, registers and habits rot unseen.
PROOF_DAYS = 365
Found = tuple[State, Reason | None]


@dataclass(frozen=True)
class Evidence:
    """Everything a rule may rest on.

    Attributes
    ----------
    tables : Tables
        Canonical tables, in the company's currency.
    company : Company
        Its `evidence` holds, by code of a rule, what the owner saw and on which day.
    today : datetime.date
        Day that a year back is counted from.
    panel : Panel or None
        None where there is no spending or no sales to make one.
    acquisition, structure : Acquisition, Structure or None
        What these parts of the study found; None where they could not be worked out.
    """

    tables: Tables
    company: Company
    today: dt.date
    panel: Panel | None = None
    acquisition: Acquisition | None = None
    structure: Structure | None = None

    @property
    def year_ago(self) -> dt.date:
        """First day of the last year.

        Examples
        --------
        >>> nordet = Company(name="Nordet", gross_margin=0.4)
        >>> Evidence(Tables.of({}), nordet, dt.date(2026, 11, 23)).year_ago
        datetime.date(2025, 11, 23)
        """
        return self.today - dt.timedelta(days=PROOF_DAYS)


def passed_if(met: bool, evidence: Reason) -> Found:
    """Return pass or fail, with the figures behind it.

    Examples
    --------
    >>> passed_if(True, Reason(code="maturity_budget"))[0]
    'pass'
    """
    return ("pass" if met else "fail"), evidence


def proven(rule: str, evidence: Evidence) -> Found:
    """Return what the owner's proof of a rule is worth: a pass for a year from the day it was seen, else nothing.

    Examples
    --------
    >>> nordet = Company(name="Nordet", gross_margin=0.4)
    >>> proven("owners_named", Evidence(Tables.of({}), nordet, dt.date(2026, 11, 23)))[0]
    'not_measured'
    """
    said = evidence.company.evidence.get(rule)
    if said is None:
        return "not_measured", Reason(code="maturity_no_proof", params={"rule_code": rule})
    params: dict[str, object] = {"on_date": said.on.isoformat(), "proof": said.proof}
    if said.on > evidence.today:
        return "not_measured", Reason(code="maturity_proof_ahead", params=params)
    if said.on < evidence.year_ago:
        return "not_measured", Reason(code="maturity_proof_old", params=params)
    return "pass", Reason(code="maturity_proof", params=params)
