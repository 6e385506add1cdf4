"""A study made by hand: seven channels, 104 weeks, every field of `Results` filled with figures that agree."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

import planned
from bascule.company import ChannelSettings, Company
from bascule.decisions import (
    ChannelDecision,
    Check,
    CompanyLine,
    Decisions,
    Interval90,
    Reason,
    Window,
)
from bascule.panel import Panel
from bascule.results import Curve, FileLine, Fit, MarginCase, PriorLine, Results

# No test is timed: a loaded machine is not a broken program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
WEEKS = 104
CONVERGENCE = {"rhat": 1.004, "ess": 1840.0, "tail_ess": 1210.0, "ebfmi": 0.94, "divergences": 0}
# name, class, label, weekly spend, planned, claimed, iroas p05 p50 p95, mroas p50, P(earns), evidence, verdict, stake
LINES: tuple[tuple[Any, ...], ...] = (
    ("boosted_posts", "boosted_posts", "Publications boostées", 260, 0, 1.9, 0.1, 0.5, 1.2, 0.4, 0.01, "model",
     "stop", 9600),
    ("brand_search", "brand_search", "Recherche de marque", 340, 205, 7.1, 0.2, 0.6, 2.9, 0.5, 0.08, "claims",
     "test", 7100),
    ("radio", "radio", "Radio", 620, 620, None, 0.6, 2.2, 6.1, 1.7, 0.47, "prior", "test", 5200),
    ("newsletter", "email", "Infolettre", 110, 110, 4.0, 1.4, 2.4, 3.9, 2.2, 0.58, "natural", "keep", 800),
    ("retargeting", "retargeting", "Reciblage", 240, 180, 5.6, 0.9, 2.6, 4.8, 1.9, 0.66, "claims", "keep", 1500),
    ("meta_prospecting", "social_prospecting", "Meta – prospection", 480, 640, 2.8, 1.9, 3.2, 4.9, 2.9, 0.89,
     "model", "scale", 11200),
    ("generic_search", "generic_search", "Recherche générique", 410, 705, 3.3, 2.6, 4.1, 6.0, 3.4, 0.98, "model",
     "scale", 21400),
)  # fmt: skip


def _reasons(line: tuple[Any, ...]) -> list[Reason]:
    name, claimed, low, high, mroas, earns = line[0], line[5], line[6], line[8], line[9], line[10]
    found = [Reason(code=f"evidence_{line[11]}", params={"stops": 3, "bias_ratio": 2.2})]
    if claimed is not None and claimed > high:
        params = {"claimed_ratio": claimed, "low_ratio": low, "high_ratio": high}
        found.append(Reason(code="overclaimed", params=params))
    if name == "radio":
        found.append(Reason(code="too_uncertain", params={"low_ratio": low, "high_ratio": high}))
        found.append(Reason(code="collinear_with", params={"other": "newsletter"}))
    if line[12] == "scale":
        found.append(Reason(code="next_dollar_pays", params={"margin_money": mroas * 0.43}))
    if line[12] == "stop":
        found.append(Reason(code="below_break_even", params={"below_share": 1 - earns}))
    if line[12] == "keep":
        found.append(Reason(code="near_break_even"))
    return found


def _decision(line: tuple[Any, ...], margin: float) -> ChannelDecision:
    name, kind, _, spend, _, claimed, low, mid, high, mroas, earns, evidence, verdict, stake = line
    return ChannelDecision(
        channel=name, channel_class=kind, spend=spend * 52, claimed_roas=claimed,
        iroas=Interval90(p05=low, p50=mid, p95=high),
        mroas=Interval90(p05=low * 0.7, p50=mroas, p95=high * 0.9),
        margin_return=Interval90(p05=low * margin, p50=mid * margin, p95=high * margin),
        probability_earns=earns, evidence=evidence, verdict=verdict, money_at_stake=stake, reasons=_reasons(line),
    )  # fmt: skip


def _panel(lines: tuple[tuple[Any, ...], ...]) -> tuple[Panel, Fit]:
    rng = np.random.default_rng(7)
    dates = np.datetime64("2024-11-04") + 7 * np.arange(WEEKS)
    season = 1 + 0.18 * np.sin(2 * np.pi * (np.arange(WEEKS) - 40) / 52)
    spend = np.array([line[3] for line in lines]) * rng.uniform(0.6, 1.4, (WEEKS, len(lines)))
    baseline = 16_000 * season
    expected = baseline + spend @ np.array([line[7] for line in lines])
    revenue = expected * rng.normal(1, 0.06, WEEKS)
    unknown = np.full(WEEKS, np.nan)
    panel = Panel(
        dates=dates, period="week", channels=tuple(line[0] for line in lines), spend=spend,
        claimed_revenue=spend * np.array([line[5] or np.nan for line in lines]), claimed_conversions=spend / 40,
        impressions=spend * 90, clicks=spend * 1.1, revenue=revenue, orders=revenue / 85, new_customers=unknown,
        price_index=unknown, promo=unknown, notes=(("simulated_data", {}),),
    )  # fmt: skip
    fit = Fit(actual=revenue, p05=expected * 0.89, p50=expected, p95=expected * 1.11, baseline=baseline)
    return panel, fit


def _curve(line: tuple[Any, ...]) -> Curve:
    usual, planned, low, mid, high = line[3], line[4], line[6], line[7], line[8]
    spend = np.linspace(0, 3 * usual, 40)
    shape = (1 - np.exp(-spend / (1.5 * usual))) / (1 - np.exp(-1 / 1.5)) * usual
    return Curve(line[0], spend, shape * low, shape * mid, shape * high, float(usual), float(planned))


def _checks(assumed: tuple[str, ...], margin: float, with_plan: bool) -> list[Check]:
    checks = [
        Check(code="converged", severity="pass", params=CONVERGENCE),
        Check(code="history_fine", severity="pass", params={"periods": WEEKS}),
        Check(code="posterior_predictive", severity="review", params={"coverage_share": 0.83}),
        Check(code="class_guessed", severity="review", params={"channels": ["radio", "newsletter"]}),
        Check(code="collinear", severity="review", params={"channel": "radio", "other": "newsletter"}),
        Check(code="section_unavailable", severity="review", params={"section": "tipping_point"}),
        Check(code="section_unavailable", severity="review", params={"section": "next_test"}),
    ]
    if "gross_margin" in assumed:
        checks.append(Check(code="margin_assumed", severity="review", params={"margin_share": margin}))
    if not with_plan:
        checks.append(Check(code="plan_unavailable", severity="review"))
    return checks


def _files() -> tuple[FileLine, ...]:
    return (
        FileLine("google_ads_fr.csv", "google_ads", "media", 2184, 0, dt.date(2024, 11, 4), dt.date(2026, 11, 1),
                 78_004.0),
        FileLine("meta.csv", "meta_ads", "media", 1456, 3, dt.date(2024, 11, 4), dt.date(2026, 11, 1), 101_920.0,
                 (("gap", {"start_date": "2025-03-03", "end_date": "2025-03-05"}),)),
        FileLine("orders_export.csv", "shopify_orders", "orders", 26_410, 0, dt.date(2024, 11, 4),
                 dt.date(2026, 11, 1), 2_244_850.0),
        FileLine("notes.txt", None, None, 0, 0, None, None, None),
    )  # fmt: skip


def build_results(
    lines: tuple[tuple[Any, ...], ...] = LINES,
    *,
    currency: str = "CAD",
    simulated: bool = False,
    assumed: tuple[str, ...] = (),
    with_plan: bool = True,
) -> Results:
    margin, start = 0.43, dt.date(2026, 11, 30)
    panel, fit = _panel(lines)
    company = Company(
        name="Maison Boréale", gross_margin=margin, currency=currency, simulated=simulated, assumed=assumed,
        channels={line[0]: ChannelSettings(channel_class=line[1], label=line[2]) for line in lines},
    )  # fmt: skip
    decisions = Decisions(
        company=CompanyLine(name=company.name, currency=currency, gross_margin=margin),
        window=Window(start=dt.date(2024, 11, 4), end=dt.date(2026, 11, 1), period="week", periods=WEEKS),
        channels=[_decision(line, margin) for line in lines],
        plan=planned.plan(lines, start) if with_plan else None,
        hindsight=planned.hindsight(lines) if with_plan else None,
        checks=_checks(assumed, margin, with_plan),
    )
    cases = []
    for other in (0.3, 0.35, 0.43, 0.5, 0.55):
        verdicts = {line[0]: line[12] for line in lines}
        if other < 0.4 and "newsletter" in verdicts:
            verdicts["newsletter"] = "test"
        cases.append(MarginCase(gross_margin=other, verdicts=verdicts))
    priors = tuple(
        PriorLine(
            line[0], line[1], 1.7, 0.54, 5.4, "Keep", guessed_class=line[0] in {"radio", "newsletter"}, sure="weak"
        )
        for line in lines
    )
    return Results(
        company=company, panel=panel, decisions=decisions, curves=tuple(_curve(line) for line in lines), fit=fit,
        margin_cases=tuple(cases), priors=priors, files=_files(), simulated=simulated, made_on=dt.date(2026, 11, 23),
    )  # fmt: skip


@pytest.fixture(scope="session")
def make_results() -> Callable[..., Results]:
    """Build a study by hand; see `build_results` for its options."""
    return build_results


@pytest.fixture(scope="session")
def study() -> Results:
    """Seven channels, a plan, a margin that the owner gave."""
    return build_results()


@pytest.fixture(scope="session")
def one_channel_study() -> Results:
    """A single channel."""
    return build_results(LINES[-1:])


@pytest.fixture(scope="session")
def undecided_study() -> Results:
    """Every channel is still to be proven, and no plan is possible."""
    lines = tuple((*line[:11], "prior", "test", line[13]) for line in LINES)
    return replace(build_results(lines, with_plan=False), curves=())
