"""Fixed costs in the panel: who is still paid, how much a month, for which channels."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.panel import FixedCost, Panel
from bascule.warehouse import Warehouse

Put = Callable[..., None]
Study = Callable[..., Panel]
Weeks = Callable[..., list[dt.date]]
HEAD = "period_start,period_end,vendor,kind,channel,amount,fixed"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "maison_boreale"


@pytest.fixture(autouse=True)
def year(put: Put, weeks: Weeks) -> None:
    """Write a year and a half of sales and of radio; the last week ends on 28 June 2026."""
    put("media.csv", "date,channel,spend", [(week, "Radio", 70) for week in weeks(77)])
    put("sales.csv", "date,revenue", [(week, 900) for week in weeks(77)])


def months(first: dt.date, count: int, every: int = 1) -> list[dt.date]:
    numbers = [first.year * 12 + first.month - 1 + every * at for at in range(count)]
    return [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]


def monthly(study: Study) -> dict[str, float]:
    return {cost.name: cost.monthly for cost in study().fixed_costs}


def test_a_monthly_invoice_costs_its_mean_over_the_last_year(put: Put, study: Study) -> None:
    amounts = [9000] * 6 + [1000] * 6 + [1200] * 6
    rows = [(day, None, "Nordet", "agency", None, amount, None) for day, amount in zip(
        months(dt.date(2025, 1, 1), 18), amounts, strict=True)]  # fmt: skip
    put("costs.csv", HEAD, rows)
    (cost,) = study().fixed_costs
    assert cost == FixedCost("Nordet", "agency", 1100.0, dt.date(2025, 1, 1), dt.date(2026, 6, 30), ())


def test_a_cost_that_began_lately_counts_since_it_began(put: Put, study: Study) -> None:
    put("costs.csv", HEAD, [(day, None, "Outil", "tool", None, 90, None) for day in months(dt.date(2026, 4, 1), 3)])
    assert monthly(study) == {"Outil": 90.0}


def test_a_yearly_subscription_is_a_twelfth_a_month_though_paid_ahead(put: Put, study: Study) -> None:
    put("costs.csv", HEAD, [("2026-01-01", "2026-12-31", "Suite", "tool", None, 1200, "true")])
    (cost,) = study().fixed_costs
    assert cost.monthly == pytest.approx(100, abs=1)
    assert cost.last == dt.date(2026, 12, 31)


def test_an_invoice_a_quarter_is_a_third_of_it_a_month(put: Put, study: Study) -> None:
    rows = [(day, None, "Julie", "freelance", None, 900, None) for day in months(dt.date(2024, 6, 1), 9, every=3)]
    put("costs.csv", HEAD, rows)
    assert monthly(study) == {"Julie": 300.0}


@pytest.mark.parametrize(("last", "kept"), [(dt.date(2026, 3, 1), True), (dt.date(2026, 2, 1), False)])
def test_what_has_not_been_paid_for_three_months_is_past(put: Put, study: Study, last: dt.date, kept: bool) -> None:
    rows = [(day, None, "Nordet", "agency", None, 1450, None) for day in (*months(dt.date(2025, 1, 1), 12), last)]
    put("costs.csv", HEAD, rows)
    assert bool(monthly(study)) == kept


def test_what_varies_or_was_bought_once_is_no_fixed_cost(put: Put, study: Study) -> None:
    rows = [(day, None, "Julie", "freelance", None, 800, "false") for day in months(dt.date(2026, 1, 1), 6)]
    rows += [("2026-05-01", None, "Salon", "event", None, 5000, None)]
    rows += [
        ("2026-05-01", None, "Studio", "content", None, 400, "true"),
        ("2026-06-01", None, "Nordet", "agency", None, 900, None),
    ]
    put("costs.csv", HEAD, rows)
    assert monthly(study) == {"Nordet": 900.0, "Studio": 400.0}


def test_a_cost_without_a_vendor_goes_by_its_kind_and_a_vendor_by_one_spelling(put: Put, study: Study) -> None:
    rows = [("2026-05-01", None, None, "tool", None, 50, None), ("2026-06-01", None, None, "tool", None, 50, None)]
    rows += [
        ("2026-05-01", None, "NORDET ", "agency", None, 900, None),
        ("2026-06-01", None, "Nordet", "agency", None, 900, None),
    ]
    put("costs.csv", HEAD, rows)
    assert monthly(study) == {"Nordet": 900.0, "tool": 50.0}


@pytest.mark.parametrize(
    ("written", "channel"), [("radio", "Radio"), ("Publicité radio", "Radio"), ("Infolettre", "Infolettre")]
)
def test_the_channel_of_a_row_is_that_of_the_panel_where_it_is_known(
    put: Put, study: Study, written: str, channel: str
) -> None:
    put(
        "costs.csv",
        HEAD,
        [(day, None, "Nordet", "agency", written, 900, None) for day in months(dt.date(2026, 1, 1), 6)],
    )
    assert [cost.channels for cost in study().fixed_costs] == [(channel,)]


def test_what_is_paid_for_after_the_data_is_left_out(put: Put, study: Study) -> None:
    put("costs.csv", HEAD, [("2026-07-01", None, "Nordet", "agency", None, 900, None)])
    assert monthly(study) == {}


def test_both_panels_of_the_example_hold_its_agency_and_its_tool(folder: Path) -> None:
    company, today = Company.read(EXAMPLE), dt.date(2026, 11, 23)
    for path in EXAMPLE.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    for plain in ("media.csv", "sales.csv"):
        (folder / plain).unlink()
    warehouse = Warehouse.open(folder)
    warehouse.add(read_folder(folder, company, today))
    expected = [("Agence Nordet", "agency", 1450.0, ()), ("Courrielo", "tool", 189.0, ("Infolettre",))]
    for panel in (warehouse.panel(today), warehouse.media_panel(today)):
        assert [(cost.name, cost.kind, cost.monthly, cost.channels) for cost in panel.fixed_costs] == expected
