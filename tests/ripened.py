"""Brand, transition and maturity made by hand: everything known, and next to nothing known."""

import datetime as dt
import math
from dataclasses import replace

from bascule.plans import Interval80, Interval90, Reason
from bascule.results import Results
from bascule.returns import Brand, Maturity, Returns, Transition
from bascule.returns.brand import (
    Desirability,
    Friction,
    GaborGranger,
    GaborGrangerPoint,
    IndexPoint,
    PriceCase,
    PricingPower,
    Signal,
    VanWestendorp,
)
from bascule.returns.maturity import DimensionLine, RuleLine
from bascule.returns.transition import Area, DirectorCase, Dispersion, Fit, Kept, System

# A year of Maison Boréale: sales of which 43 % is margin, as in `conftest.py`.
REVENUE, MARGIN = 840_000.0, 0.43
GROSS, DISCOUNTS = 880_000.0, 36_960.0
# name, direction, weight, latest, a year ago, periods; weights of what is measured add up to one
MEASURED = (
    ("brand_search_share", 1, 0.28, 0.34, 0.29, 30),
    ("direct_visits", 1, 0.17, 412.0, 371.0, 30),
    ("base_sales", 1, 0.25, 15_900.0, 15_200.0, 30),
    ("full_price_share", 1, 0.18, 0.71, 0.74, 30),
    ("cycle_length", -1, 0.12, 34.0, 31.0, 18),
)
UNMEASURED = (
    ("interest_share", "not_measured", "need_interest_export"), ("win_rate", "too_short", "need_stages"),
    ("nps", "not_measured", "need_nps_survey"), ("reviews", "not_measured", "need_reviews_export"),
)  # fmt: skip
DIRECTIONS = {"cycle_length": -1}
SURVEYED = 86
RISE = Interval90(p05=1.2, p50=6.1, p95=11.3)


def around(middle: float, spread: float) -> Interval90:
    """The interval of so much on either side."""
    return Interval90(p05=middle - spread, p50=middle, p95=middle + spread)


def signals() -> tuple[Signal, ...]:
    """Five that are measured and four that are not."""
    known = [
        Signal(name=name, how="measured", direction=way, weight=weight, latest=now, year_ago=then, periods=periods)
        for name, way, weight, now, then, periods in MEASURED
    ]
    return (*known, *unmeasured(UNMEASURED))


def unmeasured(rows) -> tuple[Signal, ...]:
    """Signals that the index does without, each with the easiest way to measure it."""
    return tuple(
        Signal(name=name, how=how, direction=DIRECTIONS.get(name, 1), weight=0, needs=needs,
               periods=5 if how == "too_short" else 0)
        for name, how, needs in rows
    )  # fmt: skip


def index(change=RISE, rising=0.97, months=30) -> Desirability:
    """Months up to October 2026, on average at 100, that end higher by `change`; wider where less was measured."""
    climb = 0.0 if change is None else change.p50 / 12
    shape = [climb * max(rank - (months - 13), 0) + 3.2 * math.sin(math.pi * rank / 6) for rank in range(months)]
    mean = sum(shape) / months
    points = []
    for rank, value in enumerate(shape):
        month = (2026 * 12 + 9) - (months - 1 - rank)
        wide = 4.0 + 5.0 * max(1 - rank / 10, 0)
        points.append(IndexPoint(month=dt.date(month // 12, month % 12 + 1, 1), index=around(100 + value - mean, wide)))
    return Desirability(points=tuple(points), change=change, rising_share=rising)


def pricing(identified=True, **changes) -> PricingPower:
    """Units fall by 1.4 % for +1 % of price; margin a year by price change, the variable cost being 57 % of sales."""
    spread = 0.45 if identified else 1.1
    elasticity = around(-1.4 if identified else -1.8, spread)
    cases = tuple(_case(change, elasticity) for change in (0.01, 0.02, 0.03, 0.05, 0.075, 0.10))
    fields = {
        "elasticity": elasticity, "prior": around(-1.8, 1.1), "evidence": "natural" if identified else "prior",
        "identified": identified, "changes": 7 if identified else 1, "promotion": around(0.22, 0.11), "cases": cases,
        "reasons": () if identified else (Reason(code="price_hardly_moved", params={"changes": 1}),),
    }  # fmt: skip
    return PricingPower(**(fields | changes))


def _case(change: float, elasticity: Interval90) -> PriceCase:
    def gain(slope: float) -> float:
        return REVENUE * ((1 + change) ** slope * (1 + change - (1 - MARGIN)) - MARGIN)

    low, middle, high = (gain(slope) for slope in (elasticity.p05, elasticity.p50, elasticity.p95))
    spread = (high - low) / 3.29
    share = 0.5 * (1 + math.erf(middle / spread / math.sqrt(2)))
    return PriceCase(change=change, margin=Interval90(p05=low, p50=middle, p95=high), gain_share=share)


def van_westendorp() -> VanWestendorp:
    """Answers of 86 people on a box at 48 $, seven of them out of order: too cheap, cheap, dear, too dear."""

    def rises(price: float, middle: float, steep: float) -> float:
        return 1 / (1 + math.exp(-(price - middle) / steep))

    curve = tuple(
        (float(price), 1 - rises(price, 31, 4), 1 - rises(price, 42, 5), rises(price, 50, 5), rises(price, 62, 6))
        for price in range(20, 91, 2)
    )
    return VanWestendorp(
        respondents=SURVEYED, refused=7, too_cheap=around(39.4, 2.1), indifference=around(46.0, 1.8),
        optimal=around(43.4, 2.4), too_expensive=around(51.1, 2.7), curve=curve,
    )  # fmt: skip


def gabor_granger(margin=True) -> GaborGranger:
    """Who would buy the box at five prices; each costs 24 $ to make and to send."""
    shares = ((38.0, 0.71), (44.0, 0.63), (48.0, 0.55), (54.0, 0.41), (60.0, 0.24))
    points = tuple(
        GaborGrangerPoint(
            price=price, share=around(share, 0.08), revenue=100 * share * price,
            margin=100 * share * (price - 24) if margin else None,
        )
        for price, share in shares
    )  # fmt: skip
    best = Interval90(p05=44, p50=48, p95=54)
    return GaborGranger(respondents=SURVEYED, points=points, best_revenue=Interval90(p05=38, p50=44, p95=48),
                        best_margin=best if margin else None)  # fmt: skip


def brand(**changes) -> Brand:
    """All that the pillar can say."""
    fields = {
        "signals": signals(), "desirability": index(),
        "base_revenue": Interval90(p05=688_000, p50=731_000, p95=772_000), "base_change": around(24_000, 21_000),
        "pricing": pricing(), "van_westendorp": van_westendorp(), "gabor_granger": gabor_granger(),
        "friction": Friction(
            discount_share=DISCOUNTS / GROSS, discounts=DISCOUNTS, cycle_days=34, cycle_days_year_ago=31,
            cycle_money=9_800, lost_on_price_share=Interval90(p05=0.12, p50=0.19, p95=0.28), lost_on_price=41_000,
        ),
        "cheapest": Reason(code="need_interest_export"),
    }  # fmt: skip
    return Brand(**(fields | changes))


def silent_brand() -> Brand:
    """Nothing is measured: no index, no base, no price that moved, no friction."""
    names = ("brand_search_share", "interest_share", "direct_visits", "base_sales", "full_price_share", "win_rate",
             "cycle_length", "nps", "reviews")  # fmt: skip
    missing = tuple(Reason(code=f"friction_{name}") for name in ("discounts", "cycle", "lost_on_price"))
    return Brand(
        signals=unmeasured([(name, "not_measured", f"need_{name}") for name in names]), desirability=None,
        base_revenue=None, base_change=None, pricing=None, friction=Friction(missing=missing),
        cheapest=Reason(code="need_brand_search_share"), notes=(Reason(code="brand_nothing_measured"),),
    )  # fmt: skip


def market_fit(**changes) -> Fit:
    """Signs that do not yet settle: 34 % of 41 answers, a curve that flattens, nearly half who came by themselves."""
    areas = (("J4B", 118, 6.1), ("J4K", 74, 3.2), ("J4H", 41, 2.9), ("J4L", 33, 1.6), ("H2T", 12, None))
    customers = sum(count for _, count, _ in areas)
    fields = {
        "state": "unsure", "respondents": 41, "disappointed": Interval90(p05=0.23, p50=0.34, p95=0.47),
        "above_share": 0.22, "flattens": "yes", "floor": Interval90(p05=0.13, p50=0.18, p95=0.24),
        "organic": Interval90(p05=0.41, p50=0.46, p95=0.51),
        "areas": tuple(Area(area=area, customers=count, penetration=per_thousand, share=count / customers)
                       for area, count, per_thousand in areas),
        "reasons": (Reason(code="fit_few_answers", params={"respondents": 41}),),
    }  # fmt: skip
    return Fit(**(fields | changes))


def systems() -> tuple[System, ...]:
    """Ways in, of every state."""
    rows = (
        ("generic_search", "channel", "yes", "yes", True), ("newsletter", "channel", "yes", "unsure", True),
        ("radio", "channel", "no", "no", True), ("organic", "organic", "no", "not_measured", False),
    )  # fmt: skip
    return tuple(
        System(name=name, kind=kind, automated=automated, measurable=measurable, from_data=known,
               reasons=(Reason(code="system_never_stopped"),) if measurable == "no" else ())
        for name, kind, automated, measurable, known in rows
    )  # fmt: skip


def dispersion(**changes) -> Dispersion:
    """The seven channels of `conftest.LINES`: two could show their effect, and are kept."""
    rows = (
        ("radio", 620.0, 1450.0, False), ("meta_prospecting", 480.0, 430.0, True),
        ("generic_search", 410.0, 360.0, True),
        ("brand_search", 340.0, 900.0, False), ("boosted_posts", 260.0, 1900.0, False),
        ("retargeting", 240.0, 620.0, False), ("newsletter", 110.0, None, False),
    )  # fmt: skip
    total = sum(weekly for _, weekly, _, _ in rows)
    fields = {
        "channels": len(rows), "effective": 1 / sum((weekly / total) ** 2 for _, weekly, _, _ in rows),
        "supported": 2, "weeks": 26, "weekly_budget": total,
        "kept": tuple(Kept(channel=name, weekly=weekly, needed_weekly=needed, keep=keep)
                      for name, weekly, needed, keep in rows),
        "third": "retargeting", "third_weekly": 620.0, "third_weeks": 26, "third_cost": 620.0 * 13,
    }  # fmt: skip
    return Dispersion(**(fields | changes))


def director(**changes) -> DirectorCase:
    """A post of 105 000 $ beside a margin of 361 200 $."""
    loaded, margin = 121_800.0, REVENUE * MARGIN
    fields = {
        "salary": 105_000.0, "loaded_cost": loaded, "source": "bascule.toml", "revenue": REVENUE, "margin": margin,
        "revenue_needed": loaded / MARGIN, "growth_needed": loaded / MARGIN / REVENUE,
        "best_gain": Interval80(p10=9_000, p50=19_600, p90=36_000), "not_yet": True,
    }  # fmt: skip
    return DirectorCase(**(fields | changes))


def transition(**changes) -> Transition:
    """A company of 840 000 $: signs that do not settle, money over seven channels, no director yet."""
    fields = {"revenue": REVENUE, "limit": 1_000_000.0, "fit": market_fit(), "systems": systems(),
              "dispersion": dispersion(), "director": director()}  # fmt: skip
    return Transition(**(fields | changes))


def silent_transition() -> Transition:
    """No survey, no customer, no spending that can be read."""
    fit = Fit(state="not_measured", respondents=0, disappointed=None, above_share=None, flattens="not_measured",
              floor=None, organic=None, reasons=(Reason(code="fit_no_survey"),))  # fmt: skip
    return Transition(revenue=310_000, limit=1_000_000, fit=fit, systems=(), dispersion=None, director=None)


# One letter a rule, level by level: Pass, Fail, Not measured, n.A.
LADDERS = {
    "data": ("PP", "PP", "F", "N"), "measurement": ("P", "PP", "NF", "N"), "activation": ("A", "P", "F", "N"),
    "steering": ("P", "F", "N", "N"), "organisation": ("P", "N", "N", "N"), "compliance": ("F", "P", "N", "A"),
}  # fmt: skip
EMPTY = dict.fromkeys(LADDERS, ("N", "N", "N", "N"))
STATES = {"P": "pass", "F": "fail", "N": "not_measured", "A": "not_applicable"}


def maturity(ladders=None, level=1, next_rules=(("data", "data_3_1"), ("measurement", "measurement_3_1"))) -> Maturity:
    """Six dimensions of mixed levels; the rules are named by dimension, level and rank."""
    ladders = LADDERS if ladders is None else ladders
    dimensions = tuple(_dimension(name, rungs) for name, rungs in ladders.items())
    unknown = sum(rung.count("N") for rungs in ladders.values() for rung in rungs)
    return Maturity(level=level, dimensions=dimensions, not_measured=unknown, next_rules=next_rules)


def _dimension(name: str, rungs: tuple[str, ...]) -> DimensionLine:
    rules = tuple(
        RuleLine(rule=f"{name}_{level}_{rank}", level=level, state=STATES[letter],
                 evidence=Reason(code="maturity_seen", params={"count": 3}) if letter in "PF" else None)
        for level, rung in enumerate(rungs, start=1)
        for rank, letter in enumerate(rung, start=1)
    )  # fmt: skip
    reached = next((level for level, rung in enumerate(rungs) if set(rung) & set("FN")), len(rungs))
    return DimensionLine(dimension=name, level=reached, rules=rules)


def ripened(study: Results, **parts) -> Results:
    """The study with these parts: brand, transition, maturity; those of a company that knows a lot by default."""
    chosen = {"brand": brand(), "transition": transition(), "maturity": maturity()} | parts
    found = {
        "returns": Returns(brand=chosen["brand"]), "transition": chosen["transition"], "maturity": chosen["maturity"]
    }  # fmt: skip
    return replace(study, decisions=study.decisions.model_copy(update=found))


def unsure_brand() -> Brand:
    """Much is measured and little is told: an index too short, prices that hardly moved, stated prices alone."""
    return brand(
        desirability=index(None, None, months=9), base_change=around(3_000, 19_000), pricing=pricing(identified=False),
        van_westendorp=None, gabor_granger=gabor_granger(margin=False),
        friction=Friction(cycle_days=34, missing=(Reason(code="friction_discounts"),)),
    )  # fmt: skip


def thin_transition() -> Transition:
    """One sign of three, and a budget that can show the effect of no channel."""
    fit = market_fit(respondents=0, disappointed=None, above_share=None, flattens="not_measured", floor=None, areas=())
    kept = tuple(line.model_copy(update={"keep": False, "needed_weekly": 3_000.0}) for line in dispersion().kept)
    return transition(fit=fit, dispersion=dispersion(supported=0, kept=kept, third=None, third_weekly=None,
                                                     third_weeks=None, third_cost=None),
                      director=director(not_yet=False, best_gain=None))  # fmt: skip
