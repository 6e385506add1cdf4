import datetime as dt

import numpy as np
import polars as pl
import pytest

from bascule.company import Company
from bascule.customers.contracted import Contracted, contracted
from bascule.customers.contracts import Contracts
from bascule.ingest.tables import conform, empty

END = dt.date(2025, 12, 31)


def made(*rows: tuple[str, str | None, dt.date, dt.date | None, str | None, float | None]) -> Contracts:
    names = ["subscription_id", "customer_key", "start", "end", "status", "mrr"]
    kinds = [pl.String, pl.String, pl.Date, pl.Date, pl.String, pl.Float64]
    table = pl.DataFrame(list(rows), schema=dict(zip(names, kinds, strict=True)), orient="row")
    return Contracts.of(conform(table, "subscriptions"), END)


def on(month: int, day: int = 1) -> dt.date:
    return dt.date(2025, month, day)


def test_a_change_of_plan_goes_on_with_the_same_spell() -> None:
    contracts = made(
        ("1", "a", on(1), on(3), "canceled", 10.0), ("2", "a", on(3, 20), None, "active", 30.0),
    )  # fmt: skip
    assert (len(contracts), contracts.ended.tolist(), contracts.monthly.tolist()) == (1, [False], [30.0])
    assert contracts.days.tolist() == [364.0]


def test_someone_back_after_months_begins_anew() -> None:
    contracts = made(("1", "a", on(1), on(3), None, 10.0), ("2", "a", on(9), on(10), None, 30.0))
    assert contracts.days.tolist() == [59.0, 30.0]
    assert contracts.ended.all()


def test_a_short_contract_inside_a_long_one_ends_nothing() -> None:
    contracts = made(("1", "a", on(1), on(12), None, 10.0), ("2", "a", on(2), on(3), None, 5.0))
    assert (contracts.days.tolist(), contracts.ended.tolist()) == ([334.0], [True])


def test_contracts_side_by_side_add_up_while_they_run() -> None:
    contracts = made(("1", "a", on(1), None, "active", 10.0), ("2", "a", on(2), None, "active", 5.0))
    assert contracts.monthly.tolist() == [15.0]


def test_an_end_still_to_come_is_not_known_yet() -> None:
    contracts = made(("1", "a", on(1), dt.date(2026, 3, 1), "active", 10.0))
    assert (contracts.ended.tolist(), contracts.days.tolist()) == ([False], [364.0])


def test_trials_are_none_and_an_end_without_a_date_is_counted_apart() -> None:
    contracts = made(
        ("1", "a", on(1), None, "trialing", 10.0),
        ("2", "b", on(1), None, "Annulé", 10.0),
        ("3", "c", dt.date(2026, 5, 1), None, "active", 10.0),
    )
    assert (len(contracts), contracts.undated) == (0, 1)


def test_a_contract_of_nobody_known_is_one_by_its_number_and_its_amount_may_lack() -> None:
    contracts = made(("1", None, on(1), None, None, None), ("2", None, on(1), None, None, 5.0))
    assert contracts.keys.to_list() == ["1", "2"]
    assert np.isnan(contracts.monthly[0])


def test_no_contract_gives_no_spell() -> None:
    assert len(Contracts.of(empty("subscriptions"), END)) == 0


def test_what_running_contracts_leave_within_a_year_is_what_was_told_of_them() -> None:
    ratios, inside = [], []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        start = [END - dt.timedelta(days=int(day)) for day in rng.uniform(1, 60 * 30.4375, 400)]
        years = np.minimum(rng.geometric(rng.beta(1.0, 4.0, 400)), 60)
        over = [begun + dt.timedelta(days=round(n * 365.25)) for begun, n in zip(start, years, strict=True)]
        rows = [
            (str(i), str(i), begun, end if end <= END else None, "active", 50.0)
            for i, (begun, end) in enumerate(zip(start, over, strict=True))
        ]
        model = contracted(made(*rows), Company(name="Essai", gross_margin=0.4, discount=0.0), seed)
        assert isinstance(model, Contracted)
        assert model.months == 12
        low, middle, high = np.quantile(model.expected_sums(np.zeros(400, np.int64), 1)[:, 0], [0.05, 0.5, 0.95])
        left = 0.4 * 50 * sum(min(max((end - END).days, 0), 365.25) / 30.4375 for end in over)
        ratios.append(left / middle)
        inside.append(low <= left <= high)
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.02)
    assert np.mean(inside) >= 0.7
