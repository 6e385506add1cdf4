"""The first two returns and their sum, made by hand for the study of `conftest.py`, with figures that agree.

A small shop: 127,920 $ of media a year and 32,080 $ of agency, tools and people, 1,100 new customers of which about
620 would not have come without it, each worth about 214 $ of margin over three years.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from bascule.plans import Interval90, Reason
from bascule.results import Results
from bascule.returns import Acquisition, Funnel, Returns, Structure, Together
from bascule.returns.acquisition import ChannelAcquisition, CostLine, OriginLine, QuarterLine, StageLine
from bascule.returns.structure import (
    ChannelLifetime,
    CohortLine,
    CurvePoint,
    Holdout,
    HoldoutLine,
    LifetimeLine,
    RetentionAgainstAcquisition,
    RetentionCase,
    SegmentLine,
)
from bascule.returns.together import Pillar, VerdictChange

MARGIN, DRAWS, MONTHS = 0.43, 4000, 36
MEDIA, COSTS = 127_920.0, 160_000.0
NEW, FIRST, REVENUE = 1_100, 37.0, 1_133_000.0
# channel: weekly spend, claimed, iroas p05 p50 p95 (those of conftest.LINES), incremental new customers
CHANNELS = {
    "boosted_posts": (260, 1.9, 0.1, 0.5, 1.2, 12), "brand_search": (340, 7.1, 0.2, 0.6, 2.9, 20),
    "radio": (620, None, 0.6, 2.2, 6.1, 118), "newsletter": (110, 4.0, 1.4, 2.4, 3.9, 0),
    "retargeting": (240, 5.6, 0.9, 2.6, 4.8, 36), "meta_prospecting": (480, 2.8, 1.9, 3.2, 4.9, 186),
    "generic_search": (410, 3.3, 2.6, 4.1, 6.0, 248),
}  # fmt: skip


def around(middle: float, spread: float) -> Interval90:
    """A lognormal interval about a middle; `spread` is half of its width on the log scale."""
    return Interval90(p05=middle * np.exp(-spread), p50=middle, p95=middle * np.exp(spread))


def acquisition() -> Acquisition:
    """Every field known but the funnel."""
    channels = tuple(_channel(name, *line) for name, line in CHANNELS.items())
    iroas, loaded = Interval90(p05=1.70, p50=2.36, p95=3.20), Interval90(p05=1.36, p50=1.89, p95=2.56)
    return Acquisition(
        spend=MEDIA, cost=COSTS, costs=costs(), mer=REVENUE / MEDIA, break_even_iroas=1 / MARGIN, claimed_roas=4.1,
        iroas=iroas, iroas_loaded=loaded, margin_return=scaled(iroas, MARGIN),
        margin_return_loaded=scaled(loaded, MARGIN), margin_return_long=Interval90(p05=1.08, p50=1.55, p95=2.12),
        new_customers=float(NEW), cac_paid=around(MEDIA / NEW, 0.05), cac_loaded=around(COSTS / NEW, 0.05),
        payback_months=Interval90(p05=10.0, p50=15.0, p95=24.0), never_share=0.02, channels=channels,
        quarters=quarters(),
    )  # fmt: skip


def scaled(interval: Interval90, by: float) -> Interval90:
    """An interval times a figure."""
    return Interval90(p05=interval.p05 * by, p50=interval.p50 * by, p95=interval.p95 * by)


def costs() -> tuple[CostLine, ...]:
    """What the year cost, 160,000 $ in all."""
    return (
        CostLine(kind="media", amount=MEDIA, origin="files"),
        CostLine(kind="agency", amount=18_000.0, origin="files"),
        CostLine(kind="payroll", amount=10_000.0, origin="hours"),
        CostLine(kind="tool", amount=4_080.0, origin="books"),
    )


def _channel(name, weekly, claimed, low, middle, high, customers) -> ChannelAcquisition:
    media = weekly * 52.0
    other = media * (COSTS - MEDIA) / MEDIA
    loaded = media / (media + other)
    iroas = Interval90(p05=low, p50=middle, p95=high)
    new = around(customers, 0.35) if customers else None
    return ChannelAcquisition(
        channel=name, media=media, other=other, claimed_roas=claimed, iroas=iroas, iroas_loaded=scaled(iroas, loaded),
        margin_return=scaled(iroas, loaded * MARGIN), margin_return_long=scaled(iroas, loaded * MARGIN * 1.9),
        new_customers=new, cac_paid=around(media / customers, 0.35) if customers else None,
        cac_loaded=around((media + other) / customers, 0.35) if customers else None,
        payback_months=around(14, 0.4) if customers > 100 else None,
        never_share=None if not customers else (0.04 if customers > 100 else 0.97),
    )  # fmt: skip


def quarters() -> tuple[QuarterLine, ...]:
    """Eight whole quarters and one under way; the cost of a new customer rises."""
    starts = [dt.date(2024 + month // 12, month % 12 + 1, 1) for month in range(9, 36, 3)]
    lines = []
    for place, start in enumerate(starts):
        whole = place < 8
        end = starts[place + 1] - dt.timedelta(days=1) if whole else dt.date(2026, 11, 1)
        part = 1.0 if whole else 32 / 92
        media, customers = (30_000 + 500 * place) * part, round((290 - 4 * place) * part)
        cost = media + 8_020 * part
        lines.append(QuarterLine(
            start=start, end=end, whole=whole, media=media, cost=cost, revenue=283_000 * part,
            new_customers=float(customers), mer=283_000 * part / media,
            cac_paid=around(media / customers, 1.64 / customers**0.5),
            cac_loaded=around(cost / customers, 1.64 / customers**0.5),
        ))  # fmt: skip
    return tuple(lines)


def funnel() -> Funnel:
    """Deals of a company that sells on quotes: 212 of them, four stages, four origins, one of a single deal."""
    origins = (
        _origin("referral", 64, 34, 22, 8, 0.09, 31), _origin("paid_search", 88, 19, 55, 14, 0.08, 46),
        _origin("salon habitat", 59, 13, 38, 8, 0.10, 58),
        OriginLine(origin="direct", deals=1, won=0, lost=0, open=1, win_rate=Interval90(p05=0.02, p50=0.3, p95=0.9)),
    )  # fmt: skip
    stages = (
        _stage("appointment", 212, 66, 115, 31), _stage("quote sent", 158, 66, 70, 22),
        _stage("negotiation", 97, 66, 22, 9),
    )  # fmt: skip
    return Funnel(
        deals=212, won=66, lost=115, open=31, win_rate=Interval90(p05=0.30, p50=0.35, p95=0.41),
        cycle_days=Interval90(p05=38, p50=43, p95=49), slow_days=96.0,
        value=Interval90(p05=6_900, p50=7_800, p95=8_900),
        origins=origins, stages=stages, lost_on_price_share=Interval90(p05=0.18, p50=0.26, p95=0.35),
    )  # fmt: skip


def _origin(name, deals, won, lost, open_, spread, days) -> OriginLine:
    rate = (won + 0.35 * open_) / deals
    return OriginLine(
        origin=name, deals=deals, won=won, lost=lost, open=open_,
        win_rate=Interval90(p05=rate - spread, p50=rate, p95=rate + spread),
        cycle_days=around(days, 0.18), value=around(7_800, 0.2),
    )  # fmt: skip


def _stage(name, reached, won, lost, open_) -> StageLine:
    rate = (won + 0.35 * open_) / reached
    return StageLine(
        stage=name, reached=reached, won=won, lost=lost, open=open_,
        win_rate=Interval90(p05=rate - 0.06, p50=rate, p95=rate + 0.06),
    )  # fmt: skip


def structure() -> Structure:
    """Orders over three years: 24 monthly cohorts, all that the model can tell."""
    lines = tuple(
        LifetimeLine(months=months, margin=around(middle, 0.09), first=FIRST)
        for months, middle in ((12, 121.0), (24, 176.0), (36, 214.0))
    )
    return Structure(
        kind="orders", customers=6_712, start=dt.date(2023, 11, 6), end=dt.date(2026, 11, 1), discount=0.1,
        active=Interval90(p05=3_010, p50=3_150, p95=3_290), expected=Interval90(p05=196_000, p50=214_000, p95=233_000),
        repeat_share=Interval90(p05=0.47, p50=0.48, p95=0.49), cohort_months=1, cohorts=cohorts(24),
        repeat_curve=_rising(), retention_curve=_falling(), lifetime=lines,
        by_channel=(
            ChannelLifetime(channel="generic_search", customers=1_840, lifetime=around(231, 0.12)),
            ChannelLifetime(channel="meta_prospecting", customers=1_410, lifetime=around(176, 0.14)),
        ),
        value_correlation=0.06, segments=segments(), holdout=holdout(), retention_against_acquisition=leverage(),
        returned_share=0.041, anonymous_share=0.073,
        parameters={"r": 0.52, "alpha": 9.1, "a": 0.71, "b": 2.9, "p": 5.1, "q": 3.9, "gamma": 61.0},
    )  # fmt: skip


def cohorts(count: int, step: int = 1) -> tuple[CohortLine, ...]:
    """Cohorts of which less and less come back, the older the more periods."""
    lines = []
    for place in range(count):
        month = 10 + place * step
        start = dt.date(2024 + month // 12, month % 12 + 1, 1)
        shares = [1.0, *(0.27 * (k + 1) ** -0.35 * (1 + 0.15 * np.sin(place)) for k in range(count - 1 - place))]
        lines.append(CohortLine(
            start=start, customers=88 + 5 * (place % 4), active=tuple(float(share) for share in shares),
            margin=FIRST + 4.2 * len(shares), lifetime_margin=around(214 - place, 0.12),
        ))  # fmt: skip
    return tuple(lines)


def _rising() -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(month=month, customers=6_700 - 160 * month, rate=_rate(0.52 * (1 - np.exp(-month / 9)), month))
        for month in range(37)
    )


def _falling() -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(month=month, customers=6_700 - 160 * month, rate=_rate(0.3 + 0.7 * np.exp(-month / 14), month))
        for month in range(37)
    )


def _rate(share: float, month: int) -> Interval90:
    spread = 0.0008 * month
    return Interval90(p05=share * (1 - 2 * spread), p50=share, p95=min(share * (1 + 2 * spread), 1.0))


def segments() -> tuple[SegmentLine, ...]:
    """Who they are, all 6,712 of them."""
    rows: Iterable[tuple] = (
        ("new", 1_020, 0.74, 61_000, 40_100, 0, 702), ("loyal", 940, 0.93, 97_000, 311_000, 0, 811),
        ("occasional", 1_690, 0.55, 41_000, 160_200, 0, 905), ("at_risk", 612, 0.38, 14_200, 121_000, 41, 433),
        ("lost", 2_450, 0.03, 800, 130_900, 0, None),
    )  # fmt: skip
    return tuple(
        SegmentLine(segment=name, customers=count, buying=alive, expected=around(expected, 0.12), past_margin=past,
                    to_call=call, contactable=contactable)
        for name, count, alive, expected, past, call, contactable in rows
    )  # fmt: skip


def holdout() -> Holdout:
    """Six months hidden: four cohorts of five within."""
    facts = ((181, 176), (203, 214), (188, 171), (240, 296), (262, 251))
    lines = tuple(
        HoldoutLine(start=dt.date(2024, 11 + place, 1) if place < 2 else dt.date(2025, place - 1, 1), customers=92,
                    forecast=around(forecast, 0.12), actual=actual)
        for place, (forecast, actual) in enumerate(facts)
    )  # fmt: skip
    return Holdout(
        split=dt.date(2026, 5, 3), weeks=26, forecast=around(1_074, 0.06), actual=1_108, coverage=0.8, cohorts=lines
    )


def leverage() -> RetentionAgainstAcquisition:
    """Over three years, +10 % of retention brings a third more than −10 % of acquisition cost."""
    return RetentionAgainstAcquisition(
        new_customers=float(NEW), cac=COSTS / NEW, cac_is_loaded=True, yearly=COSTS,
        retention=tuple(RetentionCase(change=change, profit=around(580_000 * change, 0.45))
                        for change in (0.05, 0.1, 0.2)),
        acquisition=tuple(RetentionCase(change=change, profit=around(437_000 * change, 0.03))
                          for change in (0.05, 0.1, 0.2)),
        equal_cut=Interval90(p05=0.085, p50=0.133, p95=0.208), better_share=0.84, kept=around(0.31, 0.04),
    )  # fmt: skip


def contracts() -> Structure:
    """A company of contracts: no repeat curve, no segments by orders, no holdout; retention instead."""
    return structure().model_copy(update={
        "kind": "contracts", "customers": 338, "alive": Interval90(p05=198, p50=206, p95=214), "cohort_months": 3,
        "cohorts": cohorts(9, 3), "repeat_curve": (), "by_channel": (), "value_correlation": None, "holdout": None,
        "returned_share": None, "anonymous_share": None, "parameters": {"alpha": 0.71, "beta": 3.4},
    })  # fmt: skip


def one_cohort() -> Structure:
    """A shop that opened this month: one cohort, nothing to forecast, nothing to compare with."""
    return structure().model_copy(update={
        "cohorts": cohorts(1), "repeat_curve": _rising()[:1], "retention_curve": (), "lifetime": (), "by_channel": (),
        "value_correlation": None, "segments": (), "holdout": None, "retention_against_acquisition": None,
        "returned_share": None, "anonymous_share": None, "parameters": {},
    })  # fmt: skip


def no_new_customers() -> Acquisition:
    """Sales are known, customers are not: nothing can be told of what one costs."""
    none = {"new_customers": None, "cac_loaded": None, "cac_paid": None, "payback_months": None, "never_share": None}
    quiet = tuple(line.model_copy(update={"new_customers": None, "cac_loaded": None, "cac_paid": None})
                  for line in quarters())  # fmt: skip
    channels = tuple(line.model_copy(update=none) for line in acquisition().channels)
    return acquisition().model_copy(update={**none, "quarters": quiet, "channels": channels})


def bare() -> Acquisition:
    """Spending alone: no sale was read, no other cost is known."""
    media = (CostLine(kind="media", amount=MEDIA, origin="files"),)
    return Acquisition(spend=MEDIA, cost=MEDIA, costs=media, mer=None, break_even_iroas=1 / MARGIN)


def together(*, brand: bool = True, customers: bool = True) -> Together:
    """One budget of 160,000 $: what each pillar brings, and the sum of their draws."""
    rng = np.random.default_rng(11)
    found = {
        "acquisition": rng.normal(130_000, 25_000, DRAWS),
        "structure": rng.normal(88_000, 17_000, DRAWS) if customers else None,
        "brand": rng.lognormal(9.2, 0.55, DRAWS) if brand else None,
    }
    total = sum(draws for draws in found.values() if draws is not None)
    return Together(
        budget=COSTS, months=MONTHS,
        pillars=tuple(_pillar(name, draws) for name, draws in found.items()),
        margin=Interval90.of(total), net=Interval90.of(total - COSTS), per_dollar=Interval90.of(total / COSTS),
        earns_share=float(np.mean(total > COSTS)), verdicts=verdicts(),
    )  # fmt: skip


def _pillar(name, draws) -> Pillar:
    if draws is None:
        return Pillar(name=name, margin=None, per_dollar=None, missing=Reason(code="never_varied"))
    per_dollar = Interval90.of(draws / COSTS)
    return Pillar(name=name, margin=Interval90.of(draws), per_dollar=per_dollar, proven=name != "brand")


def verdicts() -> tuple[VerdictChange, ...]:
    """Two channels of seven are judged otherwise when what lasts is counted."""
    short = {"boosted_posts": "stop", "brand_search": "test", "radio": "test", "newsletter": "keep",
             "retargeting": "keep", "meta_prospecting": "keep", "generic_search": "scale"}  # fmt: skip
    long = short | {"meta_prospecting": "scale", "retargeting": "scale"}
    return tuple(
        VerdictChange(channel=line.channel, short=short[line.channel], long=long[line.channel],
                      short_return=line.margin_return, long_return=line.margin_return_long)
        for line in acquisition().channels
    )  # fmt: skip


def same_verdicts() -> Together:
    """No verdict changes when the long run is counted."""
    alike = tuple(line.model_copy(update={"long": line.short}) for line in verdicts())
    return together().model_copy(update={"verdicts": alike})


def with_returns(results: Results, **pillars: object) -> Results:
    """The study with these pillars: acquisition, structure, brand, together."""
    returns = Returns(**pillars)
    return replace(results, decisions=results.decisions.model_copy(update={"returns": returns}))


def shop(results: Results) -> Results:
    """The study with the first two pillars and the sum."""
    return with_returns(results, acquisition=acquisition(), structure=structure(), together=together())
