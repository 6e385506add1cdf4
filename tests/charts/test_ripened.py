"""The charts of brand, transition and maturity: their findings, their figures, what they say when little is known."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ripened
from bascule.charts import Chart
from bascule.charts.desirability import desirability_chart
from bascule.charts.dispersion import dispersion_chart
from bascule.charts.market_fit import market_fit_chart
from bascule.charts.maturity import maturity_chart, rung
from bascule.charts.palette import LIGHT
from bascule.charts.price_offers import price_offers_chart
from bascule.charts.price_survey import price_survey_chart
from bascule.charts.pricing import pricing_chart
from bascule.charts.scales import ticks_between
from bascule.locale import Locale
from bascule.plans import Interval90
from bascule.returns.brand import PriceCase
from bascule.returns.maturity import Maturity

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"


def all_charts(company, locale: Locale) -> list[Chart]:
    """Every chart of the three pages, rich and thin."""
    brands, thin = (ripened.brand(), ripened.unsure_brand()), ripened.thin_transition()
    return [
        *(desirability_chart(brand.desirability, locale) for brand in brands),
        *(pricing_chart(brand.pricing, locale) for brand in brands),
        *(price_offers_chart(brand.gabor_granger, locale) for brand in brands),
        price_survey_chart(ripened.van_westendorp(), locale),
        market_fit_chart(ripened.market_fit(), locale),
        market_fit_chart(thin.fit, locale),
        dispersion_chart(ripened.dispersion(), company, locale),
        dispersion_chart(thin.dispersion, company, locale),
        maturity_chart(ripened.maturity(), locale),
        maturity_chart(ripened.maturity(ripened.EMPTY, 0, ()), locale),
    ]


def texts(chart: Chart, *, narrow: bool = False) -> list[str]:
    root = ET.fromstring(chart.svg(narrow=narrow))
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


def check_picture(svg: str) -> None:
    assert "NaN" not in svg
    painted = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"url\(#[^)]*\)", "", svg)))
    assert painted <= set(LIGHT.values())


def test_every_chart_in_french_has_a_finding_its_figures_and_a_picture(study):
    for chart in all_charts(study.company, FR):
        assert chart.alt.startswith(chart.title)
        assert len(chart.alt) > 60
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}
        check_picture(chart.svg())
        for words in (*texts(chart), chart.title, chart.alt, *(cell for row in chart.table.rows for cell in row)):
            assert not re.search(r"\d[$%]|\d [$%:]", words), words


def test_every_chart_has_a_picture_that_a_telephone_shows_whole(study):
    for chart in all_charts(study.company, Locale("en", "USD")):
        svg = chart.svg(narrow=True)
        check_picture(svg)
        assert float(ET.fromstring(svg).attrib["width"]) <= 420, chart.name


@pytest.mark.parametrize(
    ("rising", "change", "said"),
    [
        (0.97, 6.1, "Your brand is wanted more than a year ago: +6 points (almost certain)"),
        (0.1, -4.2, "Your brand is wanted less than a year ago: −4 points (very probable)"),
        (0.5, 0.3, "Your data do not say whether your brand is wanted more, or less, than a year ago"),
    ],
)
def test_the_index_says_which_way_it_goes_or_that_it_cannot(rising, change, said):
    found = ripened.index(ripened.around(change, 5), rising)
    assert desirability_chart(found, EN).title == said


def test_a_short_index_compares_with_nothing_and_marks_no_year_ago():
    chart = desirability_chart(ripened.index(None, None, months=9), FR)
    assert chart.title == f"L’indice couvre 9 mois{NBSP}: trop court pour comparer avec l’an dernier"
    assert len(chart.table.rows) == 9
    assert not any("il y a un an" in words for words in texts(chart))
    assert any("il y a un an" in words for words in texts(desirability_chart(ripened.index(), FR)))


def test_the_index_of_one_month_is_drawn():
    assert len(desirability_chart(ripened.index(None, None, months=1), FR).table.rows) == 1


def test_a_price_that_pays_costs_or_cannot_be_told():
    def told(low, middle, high, share):
        case = PriceCase(change=0.05, margin=Interval90(p05=low, p50=middle, p95=high), gain_share=share)
        return pricing_chart(ripened.pricing(cases=(case,)), EN).title

    assert told(7_200, 15_000, 24_000, 0.998) == (
        "Prices 5% higher would bring $7,200 to $24,000 of margin a year (almost certain)"
    )
    assert told(-24_000, -15_000, -7_200, 0.01) == "Prices 5% higher would cost margin (almost certain)"
    assert told(-9_000, 500, 9_000, 0.52).startswith("Your data do not say whether prices 5% higher")


@pytest.mark.parametrize("changes", [{"identified": False}, {"evidence": "prior"}])
def test_a_price_that_only_comparable_sellers_tell_of_is_said_as_such_and_drawn_in_grey(changes):
    chart = pricing_chart(ripened.pricing().model_copy(update=changes), FR)
    assert chart.title.startswith("Vos données ne disent pas ce que rapporterait un prix plus élevé")
    assert LIGHT["accent"] not in chart.svg()
    assert LIGHT["accent"] in pricing_chart(ripened.pricing(), FR).svg()


def test_what_no_price_of_the_company_ever_did_is_dashed():
    power = ripened.pricing()
    cases = tuple(case.model_copy(update={"beyond_seen": case.change > 0.03}) for case in power.cases)
    whole, part = (pricing_chart(power.model_copy(update={"cases": some}), FR) for some in (power.cases, cases))
    lines = [layer["data"]["name"] for layer in part.spec["layer"] if layer["mark"]["type"] == "line"]
    points = [len(part.spec["datasets"][name]) for name in lines]
    assert points == [7, 4]
    assert whole.spec != part.spec


def test_the_survey_gives_the_acceptable_range_and_names_its_four_curves():
    chart = price_survey_chart(ripened.van_westendorp(), FR)
    assert chart.title == f"Les gens trouvent acceptables les prix de 39{NBSP}$ à 51{NBSP}$"
    for narrow in (False, True):
        assert {"trop bas", "bon marché", "cher", "trop cher"} <= set(texts(chart, narrow=narrow))
    assert [row[1] for row in chart.table.rows] == [f"{price}{NBSP}$" for price in (39, 46, 43, 51)]


def test_a_survey_without_its_curves_still_gives_the_range():
    bare = ripened.van_westendorp().model_copy(update={"curve": ()})
    assert "prix acceptables" in texts(price_survey_chart(bare, FR))


def test_the_best_price_is_that_of_margin_where_the_cost_is_known_else_that_of_sales():
    with_cost, without = (price_offers_chart(ripened.gabor_granger(known), EN) for known in (True, False))
    assert "the most margin is $48 ($44 to $54 nine times out of ten)" in with_cost.title
    assert "the most sales is $44" in without.title
    assert {"$44 ●", "$48 ●", "$54 ●", "$38", "$60"} <= set(texts(with_cost))
    assert [row[-1] for row in with_cost.table.rows] == ["$994", "$1,260", "$1,320", "$1,230", "$864"]
    assert {row[-1] for row in without.table.rows} == {"–"}


def test_what_is_not_measured_is_said_in_place_of_its_bar():
    chart = market_fit_chart(ripened.thin_transition().fit, FR)
    assert texts(chart).count("non mesuré") == 2
    assert not any("repère usuel" in words for words in texts(chart))
    assert any(f"repère usuel{NBSP}: 40{NBSP}%" in words for words in texts(market_fit_chart(ripened.market_fit(), FR)))


def test_scattered_money_is_told_from_gathered_money(study):
    def title(**changes):
        return dispersion_chart(ripened.dispersion(**changes), study.company, EN).title

    assert title() == "Your money is spread as if over 5.8 channels; it can support 2"
    assert title(supported=0).endswith("none gets enough for its effect to show")
    assert title(supported=6) == "Your money is not scattered: it can support the channels that you use"


def test_the_channels_to_keep_come_first_and_say_so(study):
    chart = dispersion_chart(ripened.dispersion(), study.company, FR)
    assert [row[0] for row in chart.table.rows[:2]] == ["Meta – prospection", "Recherche générique"]
    assert [row[-1] for row in chart.table.rows].count("à garder") == 2
    assert chart.table.rows[-1][2] == "–"


def test_a_ladder_is_climbed_as_far_as_its_first_missing_rung():
    found = ripened.maturity()
    levels = {line.dimension: line.level for line in found.dimensions}
    assert levels == {"data": 2, "measurement": 2, "activation": 2, "steering": 1, "organisation": 1, "compliance": 0}
    data, measurement, *_, compliance = found.dimensions
    assert [rung(data, level) for level in (1, 2, 3, 4)] == ["pass", "pass", "fail", "not_measured"]
    assert rung(measurement, 3) == "fail"
    assert rung(compliance, 4) == "not_applicable"


def test_the_ladder_can_be_read_in_black_and_white():
    for narrow in (False, True):
        words = texts(maturity_chart(ripened.maturity(), FR), narrow=narrow)
        assert {"●", "○", "?", "–"} <= {word[0] for word in words if word}
        assert all(any(state in word for word in words) for state in ("atteint", "pas encore", "non mesuré"))


def test_the_ladder_says_what_is_ahead_and_what_is_behind():
    assert maturity_chart(ripened.maturity(), EN).title == (
        "Furthest along: data, measurement and activation; furthest behind: compliance"
    )
    assert maturity_chart(ripened.maturity(ripened.EMPTY, 0, ()), EN).title == (
        "No dimension has reached the first level yet"
    )
    alike = dict.fromkeys(ripened.LADDERS, ("P", "P", "F", "N"))
    assert maturity_chart(ripened.maturity(alike, 2, ()), EN).title == "All dimensions are at level 2 of 4"


@given(st.lists(st.sampled_from("PFNA"), min_size=4, max_size=4))
def test_a_dimension_never_stands_above_a_rung_that_is_not_met(rungs):
    found: Maturity = ripened.maturity({"data": tuple(rungs)}, 0, ())
    line = found.dimensions[0]
    assert all(rung(line, level) in ("pass", "not_applicable") for level in range(1, line.level + 1))


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_are_even_and_within_their_range(low, width, count):
    ticks = ticks_between(low, low + width, count)
    steps = [after - before for before, after in pairwise(ticks)]
    slack = 1e-6 * max(abs(low), width)
    assert all(low - slack <= tick <= low + width + slack for tick in ticks)
    assert all(abs(step - steps[0]) <= slack for step in steps)
    assert len(ticks) <= count + 1
