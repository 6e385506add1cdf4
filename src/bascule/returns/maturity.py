"""How mature the company's measurement is: rules on evidence, six dimensions, four levels."""

from typing import Literal

from bascule.plans import Frozen, Reason

Dimension = Literal["data", "measurement", "activation", "steering", "organisation", "compliance"]
State = Literal["pass", "fail", "not_applicable", "not_measured"]


class RuleLine(Frozen):
    """One rule: what it asks (`rule`, a code of the catalogue), whether it is met, and the evidence in words."""

    rule: str
    level: int
    state: State
    evidence: Reason | None = None


class DimensionLine(Frozen):
    """One dimension: the highest level of which all rules, and all of the lower ones, pass; 0 where none does."""

    dimension: Dimension
    level: int
    rules: tuple[RuleLine, ...]


class Maturity(Frozen):
    """The maturity score.

    `level` is the least of data and measurement, lowered to the median of the four others where that is less;
    `next_rules` the two rules whose passing would raise it first, as (dimension, rule); `notes` what was given as proof
    and is none.
    """

    level: int
    dimensions: tuple[DimensionLine, ...]
    not_measured: int
    next_rules: tuple[tuple[Dimension, str], ...]
    notes: tuple[Reason, ...] = ()
