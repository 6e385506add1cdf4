import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from bascule.charts import (
    Chart,
    cash_chart,
    channel_label,
    fit_chart,
    margins_chart,
    plan_chart,
    response_chart,
    returns_chart,
)
from bascule.charts.palette import DARK, LIGHT, VERDICT_ORDER, VERDICT_SHAPE, VERDICT_SIGN, VERDICT_TONE
from bascule.locale import Locale
from bascule.plans import Interval80, Plan
from bascule.results import MarginCase, Results

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"


def all_charts(results: Results, locale: Locale) -> list[Chart]:
    plan = results.decisions.plan
    curves = {curve.channel: curve for curve in results.curves}
    return [
        *([plan_chart(results, plan, locale), cash_chart(plan, locale)] if plan else []),
        returns_chart(results, locale),
        fit_chart(results, results.fit, locale),
        margins_chart(results, locale),
        *(
            response_chart(results, decision, curves[decision.channel], locale)
            for decision in results.decisions.channels
            if decision.channel in curves
        ),
    ]


def texts(chart: Chart) -> list[str]:
    root = ET.fromstring(chart.svg())
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_chart_has_a_finding_words_and_a_table(study, lang):
    for chart in all_charts(study, Locale(lang)):
        assert chart.title
        assert chart.alt.startswith(chart.title)
        assert chart.table.rows
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def test_every_picture_is_well_formed_and_needs_nothing_else(study):
    for chart in all_charts(study, FR):
        svg = chart.themed_svg()
        ET.fromstring(svg)
        assert "<image" not in svg
        assert re.findall(r'href="(?!#)', svg) == []


def test_the_same_study_draws_the_same_bytes(study, make_results):
    again = make_results()
    assert [c.svg() for c in all_charts(study, EN)] == [c.svg() for c in all_charts(again, EN)]


def test_ids_are_unique_when_pictures_share_a_page(study):
    pictures = [chart.svg(narrow=narrow) for chart in all_charts(study, EN) for narrow in (False, True)]
    found = [name for svg in pictures for name in re.findall(r'\bid="([^"]+)"', svg)]
    assert found
    assert len(found) == len(set(found))


def test_references_inside_a_picture_still_lead_somewhere(study):
    for chart in all_charts(study, EN):
        svg = chart.svg()
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'\bid="([^"]+)"', svg))


def test_french_amounts_keep_their_space_before_the_dollar(study):
    for chart in all_charts(study, FR):
        for words in texts(chart):
            assert not re.search(r"\d\$", words), words
            assert not re.search(r"\d [$%]", words), words


def test_tones_follow_the_page_on_screens_and_not_on_paper(study):
    chart = returns_chart(study, EN)
    assert f"var(--accent, {LIGHT['accent']})" in chart.themed_svg()
    assert "var(" not in chart.svg()
    painted = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"url\(#[^)]*\)", "", chart.svg())))
    assert painted <= set(LIGHT.values()), painted - set(LIGHT.values())


def test_both_palettes_have_the_same_tones_each_its_own():
    assert LIGHT.keys() == DARK.keys()
    assert len(set(LIGHT.values())) == len(LIGHT)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("tone", ["ink", "muted", "accent", "alarm", "doubt", "calm"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_words_can_be_read_on_their_ground(palette, tone, ground):
    light, dark = sorted((luminance(palette[tone]), luminance(palette[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(tone: str) -> float:
    channels = [int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_verdict_is_never_told_by_its_tone_alone():
    for table in (VERDICT_SHAPE, VERDICT_SIGN, VERDICT_TONE):
        assert len({table[verdict] for verdict in VERDICT_ORDER}) == 4


def test_the_plan_says_what_goes_up_and_what_goes_down(study):
    chart = plan_chart(study, study.decisions.plan, FR)
    assert chart.title == (
        "Le plan met davantage sur Recherche générique et Meta – prospection, et moins sur Publications boostées et "
        "Recherche de marque"
    )
    total = chart.table.rows[-1]
    assert total[1:] == tuple(FR.money(x) for x in (2460, study.decisions.plan.weekly_budget, 9800, 5200))


def of_cash(study: Results, *medians: float) -> Plan:
    months = study.decisions.plan.cash[: len(medians)]
    ends = [Interval80(p10=middle - 50, p50=middle, p90=middle + 80) for middle in medians]
    cash = [month.model_copy(update={"cumulative": end}) for month, end in zip(months, ends, strict=True)]
    return study.decisions.plan.model_copy(update={"cash": cash})


def test_the_cash_says_how_low_it_goes_and_when_it_is_back(study):
    chart = cash_chart(study.decisions.plan, FR)
    assert chart.title == (
        f"Le plan prend d’abord environ 1{NBSP}200{NBSP}$ dans votre encaisse; c’est remis en janvier{NBSP}2027"
    )
    assert len(chart.table.rows) == len(study.decisions.plan.cash)
    assert chart.table.rows[-1][2] == FR.money(study.decisions.plan.cash[-1].cumulative.p50)


def test_cash_never_below_zero_is_said_and_so_is_cash_that_does_not_come_back(study):
    assert cash_chart(of_cash(study, 10, 40, 90), EN).title.startswith("The plan never takes more")
    short = cash_chart(of_cash(study, -100, 20, -300), EN)
    assert short.title == (
        f"By January{NBSP}2027, the plan has not given back all that it took: about $300 is still missing"
    )


def test_cash_of_one_month_and_cash_that_does_not_move_are_drawn(study):
    for plan in (of_cash(study, 40), of_cash(study, -2), of_cash(study, 0, 0)):
        svg = cash_chart(plan, EN).svg()
        assert "NaN" not in svg
        ET.fromstring(svg)


def test_returns_stand_beside_the_break_even_of_the_company(study):
    words = texts(returns_chart(study, FR))
    assert f"seuil 2,3{NBSP}:{NBSP}1 à votre marge de 43{NBSP}%" in words


def test_a_claim_beyond_the_axis_is_said_in_words(make_results):
    study = make_results()
    channels = [
        channel.model_copy(update={"claimed_roas": 95.0}) if channel.channel == "brand_search" else channel
        for channel in study.decisions.channels
    ]
    far = replace(study, decisions=study.decisions.model_copy(update={"channels": channels}))
    assert "○ 95.0 →" in texts(returns_chart(far, EN))


def test_a_curve_without_evidence_says_so(study):
    radio = next(channel for channel in study.decisions.channels if channel.channel == "radio")
    curve = next(curve for curve in study.curves if curve.channel == "radio")
    assert "vos données ne le disent pas" in response_chart(study, radio, curve, FR).title


def test_a_curve_marks_today_and_the_plan(study):
    generic = study.decisions.channels[-1]
    words = texts(response_chart(study, generic, study.curves[-1], EN))
    assert {"today $410", "plan $705", "what it brings", "what must come back"} <= set(words)


def test_a_channel_never_spent_on_can_be_drawn(study):
    curve = replace(study.curves[0], spend=np.zeros(40), p05=np.zeros(40), p50=np.zeros(40), p95=np.zeros(40),
                    usual=0.0, planned=0.0)  # fmt: skip
    assert ET.fromstring(response_chart(study, study.decisions.channels[0], curve, FR).svg()).tag.endswith("svg")


def test_periods_with_unknown_sales_are_a_gap_not_a_zero(study):
    actual = study.fit.actual.copy()
    actual[10:14] = np.nan
    chart = fit_chart(study, replace(study.fit, actual=actual), FR)
    ET.fromstring(chart.svg())
    assert "NaN" not in chart.svg()
    assert "–" not in chart.alt


def test_margins_say_the_nearest_margin_that_changes_a_verdict(study):
    assert margins_chart(study, EN).title == "Some verdicts would change at a margin of 35% instead of 43%"
    decided = {decision.channel: decision.verdict for decision in study.decisions.channels}
    same = replace(study, margin_cases=tuple(MarginCase(margin, decided) for margin in (0.3, 0.43, 0.6)))
    assert margins_chart(same, EN).title == "No verdict changes between a margin of 30% and one of 60%"


def test_a_channel_is_called_by_its_label_else_by_its_name(study):
    assert channel_label(study.company, "newsletter") == "Infolettre"
    assert channel_label(study.company, "google_ads") == "Google ads"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("currency", ["CAD", "USD"])
def test_every_chart_has_a_picture_that_a_telephone_shows_whole(make_results, lang, currency):
    study = make_results(currency=currency)
    for chart in all_charts(study, Locale(lang, currency)):
        width = float(ET.fromstring(chart.svg(narrow=True)).attrib["width"])
        assert width <= 420, chart.name  # scaled to fit, its words stay legible


def test_a_long_name_goes_on_a_second_line(make_results):
    study = make_results()
    channels = dict(study.company.channels)
    long = "Radio et baladodiffusion, Montérégie et Estrie"
    channels["radio"] = channels["radio"].model_copy(update={"label": long})
    named = replace(study, company=study.company.model_copy(update={"channels": channels}))
    lines = returns_chart(named, FR).svg()
    assert "Radio et baladodiffusion," in lines
    assert "Montérégie et Estrie" in lines
    assert long not in lines
