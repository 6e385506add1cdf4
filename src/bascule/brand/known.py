"""Every signal of desirability: its unit, its direction, its default weight, and the easiest way to measure it."""

from dataclasses import dataclass
from typing import Literal

from bascule.returns.brand import SignalName


@dataclass(frozen=True)
class Kind:
    """What is known of a signal beforehand.

    Attributes
    ----------
    unit : {'share', 'visits', 'currency', 'days', 'points', 'stars'}
    direction : {1, -1}
        −1 where less is better.
    weight : float
        Default weight in the index; the nine add up to 1. A judgement, in the order in which signals tell demand that
        nobody paid for from anything else: what people search by name first, then what they do, then what few say.
        The company's own data move it (:mod:`bascule.brand.factor`).
    minutes : int
        What measuring it takes, about: an export, or a survey of a hundred answers.
    table : str
        The canonical table it is read from.
    """

    unit: Literal["share", "visits", "currency", "days", "points", "stars"]
    direction: Literal[1, -1]
    weight: float
    minutes: int
    table: str


KNOWN: dict[SignalName, Kind] = {
    "brand_search_share": Kind("share", 1, 0.20, 20, "search"),
    "base_sales": Kind("currency", 1, 0.20, 60, "sales"),
    "interest_share": Kind("share", 1, 0.15, 5, "interest"),
    "direct_visits": Kind("visits", 1, 0.15, 10, "web"),
    "full_price_share": Kind("share", 1, 0.10, 10, "orders"),
    "win_rate": Kind("share", 1, 0.08, 10, "deals"),
    "nps": Kind("points", 1, 0.05, 120, "surveys"),
    "cycle_length": Kind("days", -1, 0.04, 10, "deals"),
    "reviews": Kind("stars", 1, 0.03, 30, "reviews"),
}


def needs(name: SignalName) -> str:
    """Return the code of how to measure a signal.

    Examples
    --------
    >>> needs("nps")
    'measure_nps'
    """
    return f"measure_{name}"
