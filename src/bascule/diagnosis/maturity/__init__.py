"""How mature the company's measurement is: six dimensions, four levels, on evidence and never on opinion.

Staged as CMMI is (a level is held only with all the lower ones), in the words of the four stages of digital marketing
of Google and BCG (nascent, emerging, connected, multi-moment; 2018), whose causal proof is weak: the score ranks what
to do next, it promises no return.
"""

from bascule.company import Company
from bascule.diagnosis.maturity.evidence import Evidence
from bascule.diagnosis.maturity.rules import DIMENSIONS, RULES
from bascule.diagnosis.maturity.score import PROPOSED, level_of, overall, to_raise
from bascule.plans import Reason
from bascule.returns.maturity import Dimension, DimensionLine, Maturity, RuleLine

__all__ = ["Evidence", "maturity", "scored", "unknown_proofs"]


def maturity(evidence: Evidence) -> Maturity:
    """Return the maturity score: every rule judged on the company's own data, or on its owner's proofs.

    Parameters
    ----------
    evidence : Evidence

    Examples
    --------
    >>> import datetime as dt
    >>> from bascule.warehouse.tables import Tables
    >>> nothing = Evidence(Tables.of({}), Company(name="Nordet", gross_margin=0.4), dt.date(2026, 11, 23))
    >>> found = maturity(nothing)
    >>> found.level, found.next_rules
    (0, (('data', 'sales_export'), ('measurement', 'spend_known')))
    """
    lines: dict[Dimension, list[RuleLine]] = {name: [] for name in DIMENSIONS}
    for code, rule in RULES.items():
        state, why = rule.judge(evidence)
        lines[rule.dimension].append(RuleLine(rule=code, level=rule.level, state=state, evidence=why))
    return scored(lines, unknown_proofs(evidence.company))


def scored(lines: dict[Dimension, list[RuleLine]], notes: tuple[Reason, ...] = ()) -> Maturity:
    """Return the score of rules already judged, by dimension."""
    levels = {name: level_of(rules) for name, rules in lines.items()}
    return Maturity(
        level=overall(levels),
        dimensions=tuple(
            DimensionLine(dimension=name, level=levels[name], rules=tuple(rules)) for name, rules in lines.items()
        ),
        not_measured=sum(rule.state == "not_measured" for rules in lines.values() for rule in rules),
        next_rules=to_raise(lines)[:PROPOSED],
        notes=notes,
    )


def unknown_proofs(company: Company) -> tuple[Reason, ...]:
    """Return the proofs of bascule.toml that are of no rule: nothing is made of them, and it is said."""
    unknown = [code for code in company.evidence if code not in RULES]
    params = {"rules": unknown, "accepted": list(RULES)}
    return (Reason(code="maturity_proof_unknown", params=params),) if unknown else ()
