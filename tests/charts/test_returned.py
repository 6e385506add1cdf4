import re
import xml.etree.ElementTree as ET

import pytest

import returned
from bascule.charts import (
    Chart,
    cohorts_chart,
    leverage_chart,
    lifetime_chart,
    origins_chart,
    pillars_chart,
    quarters_chart,
    retention_chart,
    stages_chart,
)
from bascule.charts.palette import LIGHT
from bascule.locale import Locale
from bascule.plans import Interval90

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"


def all_charts(locale: Locale) -> list[Chart]:
    acquisition, structure, funnel = returned.acquisition(), returned.structure(), returned.funnel()
    return [
        pillars_chart(returned.together(), locale),
        quarters_chart(acquisition.quarters, locale),
        stages_chart(funnel, locale),
        origins_chart(funnel, locale),
        cohorts_chart("orders", structure.cohorts, 1, locale),
        retention_chart("repeat", structure.repeat_curve, locale),
        lifetime_chart(structure.lifetime, acquisition.cac_loaded, locale),
        leverage_chart(structure.retention_against_acquisition, locale),
    ]


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_chart_has_a_finding_words_and_a_table(lang):
    charts = all_charts(Locale(lang))
    assert len({chart.name for chart in charts}) == len(charts)
    for chart in charts:
        assert chart.alt.startswith(chart.title)
        assert len(chart.alt) > 60
        assert chart.table.rows
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def test_pictures_are_well_formed_in_the_palette_and_fit_a_telephone():
    for chart in all_charts(FR):
        for narrow in (False, True):
            svg = chart.svg(narrow=narrow)
            width = float(ET.fromstring(svg).get("width"))
            assert width <= (400 if narrow else 800), (chart.name, width)
            assert "NaN" not in svg
            assert set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"url\(#[^)]*\)", "", svg))) <= set(LIGHT.values())
            for words in texts(svg):
                assert not re.search(r"\d[$%]|\d [$%:]", words), words


def test_the_sum_stands_beside_what_was_spent():
    chart = pillars_chart(returned.together(), EN)
    assert (
        chart.title == "A dollar of your budget brings back about $1.44 of margin: it pays for itself (almost certain)"
    )
    assert chart.table.rows[0] == ("What you spent", "–", "$160,000", "–", "–")
    assert chart.table.rows[-1][2] == EN.money(returned.together().margin.p50)


def test_what_rests_on_studies_is_said_and_striped_and_what_is_not_known_has_no_bar():
    assert "published studies" in texts(pillars_chart(returned.together(), EN).svg())
    without = pillars_chart(returned.together(brand=False), EN)
    assert "not known" in texts(without.svg())
    assert without.table.rows[3] == ("Brand: what lasts beyond", "–", "–", "–", "not known")


@pytest.mark.parametrize(("earns", "said"), [(0.1, "does not pay"), (0.5, "may pay for itself or not")])
def test_a_budget_that_does_not_pay_is_not_said_to(earns, said):
    assert said in pillars_chart(returned.together().model_copy(update={"earns_share": earns}), EN).title


def test_a_pillar_that_takes_away_is_drawn_below_zero():
    loss = Interval90(p05=-90_000, p50=-60_000, p95=-20_000)
    pillars = [pillar.model_copy(update={"margin": loss}) for pillar in returned.together().pillars]
    chart = pillars_chart(returned.together().model_copy(update={"pillars": tuple(pillars), "margin": loss}), EN)
    assert chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] < -180_000
    assert "NaN" not in chart.svg()


def test_the_cost_of_a_customer_is_compared_with_the_same_quarter_a_year_before():
    quarters = returned.quarters()
    assert "the gap may be chance" in quarters_chart(quarters, EN).title
    dear = quarters[7].model_copy(update={"cac_loaded": Interval90(p05=300, p50=320, p95=340)})
    changed = (*quarters[:7], dear, quarters[8])
    expected = f"A new customer costs more than a year before: $320 in Q3 2026, against {EN.money(142)}"
    assert quarters_chart(changed, EN).title == expected
    assert quarters_chart(quarters[:2], EN).title.startswith("A new customer cost $")
    assert quarters_chart(quarters, FR).table.rows[-1][0] == f"T4{NBSP}2026 (en cours)".replace(NBSP, " ")


def test_quarters_without_customers_are_gaps():
    quiet = returned.no_new_customers().quarters
    chart = quarters_chart(quiet, EN)
    assert chart.title == "Your data do not yet say what a new customer costs by quarter"
    assert "NaN" not in chart.svg()
    assert chart.table.rows[0][2:6] == ("–", "–", "–", "–")


def test_origins_are_named_and_compared_only_where_the_data_tell_them_apart():
    funnel = returned.funnel()
    assert origins_chart(funnel, EN).title == (
        "Deals from word of mouth and referrals are signed more often than those from paid search: 57 out of 100 "
        "against 27"
    )
    alike = funnel.model_copy(update={"origins": funnel.origins[1:]})
    assert "do not show" in origins_chart(alike, EN).title


def test_cohorts_have_their_figures_and_one_alone_is_said_to_be():
    structure = returned.structure()
    chart = cohorts_chart("orders", structure.cohorts, 1, EN)
    assert chart.title == "Newer customers come back as much as older ones: 12% in month 10, against 12%"
    assert len(chart.table.rows) == 18
    first = structure.cohorts[6]
    assert chart.table.rows[0][:4] == ("May\u00a02025", str(first.customers), "100%", EN.percent(first.active[1]))
    assert EN.number(100 * first.active[1]) in texts(chart.svg())
    alone = cohorts_chart("orders", returned.one_cohort().cohorts, 1, FR)
    assert alone.title == f"88 nouveaux clients en novembre{NBSP}2024{NBSP}: rien encore à quoi comparer"
    ET.fromstring(alone.svg())


def test_cohorts_of_quarters_count_in_months():
    chart = cohorts_chart("contracts", returned.contracts().cohorts, 3, EN)
    assert chart.table.columns[2:5] == ("0", "3", "6")
    assert "still there in month 9" in chart.title


def test_the_curve_says_what_a_year_brings_or_as_far_as_it_goes():
    curve = returned.structure().repeat_curve
    assert retention_chart("repeat", curve, EN).title == (
        "Out of 100 new customers, 38 have bought again within 12 months"
    )
    assert "within 3 months" in retention_chart("repeat", curve[:4], EN).title
    assert retention_chart("repeat", curve[:2], FR).svg().startswith("<svg")


@pytest.mark.parametrize(
    ("cost", "said"), [(145, "and costs $145 to win"), (215, "about as much"), (400, "leaves only")]
)
def test_what_a_customer_leaves_is_set_against_what_winning_one_costs(cost, said):
    assert said in lifetime_chart(returned.structure().lifetime, returned.around(cost, 0.05), EN).title


def test_what_a_customer_leaves_is_drawn_without_its_cost_too():
    chart = lifetime_chart(returned.structure().lifetime, None, EN)
    assert chart.title == "A new customer leaves $214 of margin over 36 months"
    assert not any("cost" in words for words in texts(chart.svg()))


def test_retention_and_acquisition_are_in_one_picture():
    against = returned.leverage()
    chart = leverage_chart(against, EN)
    assert chart.title == "+10% of retention brings as much profit as 13% off the cost of winning customers"
    assert [row[0] for row in chart.table.rows[2:4]] == ["Retention +10%", "Acquisition cost −10%"]
    beyond = against.model_copy(update={"equal_cut": Interval90(p05=0.9, p50=1.3, p95=2.0)})
    assert "than any cut" in leverage_chart(beyond, EN).title
    nothing = against.model_copy(update={"equal_cut": Interval90(p05=-0.2, p50=-0.1, p95=0.1)})
    assert "no profit" in leverage_chart(nothing, EN).title
