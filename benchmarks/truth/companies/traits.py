"""What channel classes are like, broadly: how much they may truly bring, what platforms claim of them, what they cost.

The returns are revenue per dollar, carry-over and repeat purchases included. Their medians follow published evidence
and their spreads are wide on purpose, so that a class says little of one company: 225 geo tests of direct-to-consumer
brands had a median of 2.31 and quartiles of 1.36 and 3.24, brand search 0.70 (Stella 2025); brand search brought
nothing at eBay (Blake, Nosko & Tadelis 2015); two television brands in three showed no significant effect (Shapiro,
Hitsch & Tuchman 2021); display moved conversions by 8 % (Johnson, Lewis & Nubbemeyer 2017); video's true return was
3.4 times the platform's (Haus 2025); small businesses gained from directories, and lost it at once on stopping (Dai,
Kim & Luca 2023).
"""

from dataclasses import dataclass
from typing import Literal

Budget = Literal["demand", "chase", "steady", "flights", "spells", "season"]


@dataclass(frozen=True)
class Trait:
    """One class: `nil` is the share of companies where it does next to nothing, else a lognormal return.

    `claims` is the median of what the platform claims per dollar from purchases it merely touched, None where nobody
    claims; `credit` the share of what it truly brings that it claims besides. `budget` is the usual way it is run.
    """

    share: float
    nil: float
    median: float
    claims: float | None
    credit: float
    cpm: float
    ctr: float | None
    budget: tuple[Budget, ...]


# Spread, in logs, of a return between companies for the class alone, and of what all channels of a company share.
SPREAD = 0.85
COMPANY_SPREAD = 0.35
CLAIM_SPREAD = 0.7
# Share of digital channels whose tag is missing.
MISSING_TAG = 0.08

TRAITS: dict[str, Trait] = {
    "brand_search": Trait(0.7, 0.35, 0.7, 7.0, 1.0, 60.0, 0.090, ("demand", "demand", "chase")),
    "retargeting": Trait(0.6, 0.30, 0.9, 4.5, 1.0, 9.0, 0.007, ("demand", "chase", "steady")),
    "generic_search": Trait(1.5, 0.12, 2.3, 1.3, 0.9, 45.0, 0.045, ("demand", "chase", "season")),
    "automated": Trait(1.2, 0.15, 2.4, 2.4, 0.9, 14.0, 0.012, ("chase", "demand", "season")),
    "social_prospecting": Trait(1.5, 0.12, 2.3, 0.9, 0.7, 11.0, 0.010, ("chase", "steady", "season", "spells")),
    "boosted_posts": Trait(0.4, 0.30, 1.4, 0.6, 0.7, 8.0, 0.012, ("steady", "spells", "season")),
    "video": Trait(0.9, 0.18, 2.3, 0.2, 0.25, 16.0, 0.004, ("flights", "spells", "steady")),
    "display": Trait(0.7, 0.30, 1.4, 0.9, 0.6, 4.0, 0.002, ("steady", "flights", "chase")),
    "radio": Trait(1.3, 0.25, 2.2, None, 0.0, 12.0, None, ("flights", "spells", "season")),
    "flyers": Trait(1.0, 0.22, 2.1, None, 0.0, 90.0, None, ("spells", "flights", "season")),
    "email": Trait(0.25, 0.12, 2.5, 3.5, 0.9, 5.0, 0.020, ("steady", "season", "flights")),
    "tv": Trait(1.6, 0.35, 1.7, None, 0.0, 22.0, None, ("flights", "season")),
    "out_of_home": Trait(1.0, 0.30, 1.7, None, 0.0, 7.0, None, ("flights", "spells", "steady")),
    "directory": Trait(0.4, 0.20, 2.3, 0.5, 0.8, 30.0, 0.030, ("steady", "steady", "spells")),
}  # fmt: skip

HARVEST = ("brand_search", "retargeting")
SEARCH = ("generic_search", "automated", "directory")

MENUS: dict[str, dict[str, float]] = {
    "funnel": {
        "brand_search": 1.5, "retargeting": 1.3, "generic_search": 1.3, "social_prospecting": 1.5, "boosted_posts": 1,
        "video": 1.2, "display": 0.8, "email": 1, "radio": 0.8, "out_of_home": 0.6, "flyers": 0.7, "automated": 0.7,
        "tv": 0.4,
    },
    "auction": {
        "brand_search": 1.7, "generic_search": 1.7, "automated": 1.3, "social_prospecting": 1.6, "retargeting": 1.3,
        "video": 0.9, "display": 0.9, "email": 1, "directory": 0.8, "boosted_posts": 0.8, "radio": 0.4,
    },
    "shock": {
        "radio": 1.4, "display": 1.4, "flyers": 1.2, "tv": 0.6, "out_of_home": 0.8, "generic_search": 1.2,
        "social_prospecting": 1.2, "brand_search": 1, "email": 0.9, "directory": 0.8, "boosted_posts": 0.8,
        "retargeting": 0.7, "video": 0.6, "automated": 0.5,
    },
}  # fmt: skip
