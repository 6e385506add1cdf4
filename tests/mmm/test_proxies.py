import csv
import dataclasses
from pathlib import Path

import numpy as np
import pytest

import world
from bascule.mmm.model import fit_model
from bascule.mmm.proxies import proxy_columns
from bascule.panel import Panel, Proxy

ROAS = Path(__file__).parents[1] / "data" / "pymc_sims" / "mmm_roas_data.csv"
TRUE_ROAS = (93.39, 171.41)
MAKES = [True, True, True]


def with_proxy(kind, values):
    return dataclasses.replace(world.panel(), proxies=(Proxy("given", kind, values),))


def test_a_category_is_read_by_its_log_and_a_driver_by_its_standard_score():
    rng = np.random.default_rng(0)
    values = rng.gamma(9, 100, 104)
    (category,) = proxy_columns(with_proxy("category", values), MAKES)
    assert category.values == pytest.approx(np.log(values) - np.log(values).mean())
    (driver,) = proxy_columns(with_proxy("driver", values - 900), MAKES)
    assert driver.values.std() == pytest.approx(1)
    assert driver.mean == 0


def test_unknown_periods_stand_at_the_mean_and_what_never_moves_is_left_out():
    values = np.linspace(50.0, 150.0, 104)
    values[3:9] = np.nan
    (column,) = proxy_columns(with_proxy("category", values), MAKES)
    assert column.values[3:9] == pytest.approx(0)
    assert proxy_columns(with_proxy("brand", np.full(104, 7.0)), MAKES) == []


def test_brand_searches_lose_what_advertising_made_of_them_and_keep_the_rest():
    panel, rng = world.panel(), np.random.default_rng(3)
    wave = 0.2 * rng.standard_normal(104)
    made = 0.3 * panel.spend[:, 2] / panel.spend[:, 2].mean()
    searches = 100 * np.exp(wave + made)
    (rid,) = proxy_columns(with_proxy("brand", searches), MAKES)
    (kept,) = proxy_columns(with_proxy("brand", searches), [False, False, False])
    spend = panel.spend[:, 2]
    assert abs(np.corrcoef(rid.values, spend)[0, 1]) < 0.5 * abs(np.corrcoef(kept.values, spend)[0, 1])
    assert np.corrcoef(rid.values, wave)[0, 1] > np.corrcoef(kept.values, wave)[0, 1]


def roas_panel(proxies=()):
    with ROAS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([float(row[name]) for row in rows]) for name in ("x1", "x2", "y", "z")}
    unknown, nothing = np.full((len(rows), 2), np.nan), np.full(len(rows), np.nan)
    return Panel(
        dates=np.array([row["date"] for row in rows], dtype="datetime64[D]"), period="week", channels=("x1", "x2"),
        spend=np.stack([column["x1"], column["x2"]], axis=1), claimed_revenue=unknown, claimed_conversions=unknown,
        impressions=unknown, clicks=unknown, revenue=column["y"], orders=nothing, new_customers=nothing,
        price_index=nothing, promo=nothing, proxies=tuple(Proxy(name, "driver", column[name]) for name in proxies),
    )  # fmt: skip


def roas_company():
    """Spending is in units of its own there, worth about a hundred: what the owner says of both channels."""
    word = {"median": 100.0, "spread": 1.0, "works": 0.95, "source": "units of the file"}
    channels = {name: {"class": "other", "prior": word} for name in ("x1", "x2")}
    general = {"total_spread": 3.0, "nil_median": 1.0, "source": "units of the file"}
    return world.company(province=None, currency="USD", channels=channels, priors={"general": general})


def test_a_confounder_given_as_a_control_leaves_the_published_returns_covered():
    model = fit_model(roas_panel(["z"]), roas_company(), ("other", "other"), seed=1)
    assert model.sample.converged
    low, high = np.quantile(model.posterior.iroas, [0.05, 0.95], axis=0)
    assert (low <= TRUE_ROAS).all()
    assert (high >= TRUE_ROAS).all()


def test_a_control_takes_away_what_the_confounder_lent_to_the_channel_it_drives():
    hidden = fit_model(roas_panel(), roas_company(), ("other", "other"), seed=1)
    given = fit_model(roas_panel(["z"]), roas_company(), ("other", "other"), seed=1)
    medians = [np.median(model.posterior.iroas, axis=0) for model in (hidden, given)]
    assert medians[1][0] < 0.8 * medians[0][0]
    assert medians[1][1] == pytest.approx(medians[0][1], rel=0.25)
