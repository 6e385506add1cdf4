"""What the customers of a company say: the pillar, and what the other pillars need of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.company import Company
from bascule.customers.bgnbd import probability_alive
from bascule.customers.consent import standing
from bascule.customers.contracted import Contracted, contract_structure, contracted
from bascule.customers.contracts import Contracts
from bascule.customers.gamma_gamma import expected_new_value, expected_value
from bascule.customers.histories import Histories
from bascule.customers.leverage import Buyers, Habits, Leverage, Subscribers
from bascule.customers.rows import unique_rows
from bascule.customers.structure import structure
from bascule.customers.valued import Valued, valued
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns.structure import RetentionAgainstAcquisition, RetentionCase, Structure

# Draws that other rates of leaving are worked out for, and sizes of groups of present customers alike.
HABIT_DRAWS, _PARTS = 80, 6
_COUNTS = np.array([0, 1, 2, 3, 5, 9, 17, 33, np.inf])
CHANGES = (0.05, 0.1, 0.15, 0.2)
TENTH = 0.1
# Orders that chance alone would not keep away: Poisson of that mean is nil once in 22,000 times.
MISSING = 10.0
# So many new customers a contract signed, and most of them are not subscribers.
OTHERS = 2.0


@dataclass(frozen=True, eq=False)
class CustomersRead:
    """Customers as their files tell them.

    Attributes
    ----------
    structure : Structure
    model : Valued or Contracted
    """

    structure: Structure
    model: Valued | Contracted

    @property
    def later(self) -> Floats:
        """Margin of a new customer after its first purchase (or period), three years, discounted, shape (draws,)."""
        return self.model.later

    @property
    def margin_by_month(self) -> Floats:
        """Margin that a new customer has left after 0, 1 … 36 months, shape (draws, 37), currency."""
        return self.model.margin_by_month

    @property
    def new_a_year(self) -> float | None:
        """New customers of the last twelve months; None where less than that is known for sure."""
        if isinstance(self.model, Contracted):
            known = self.model.contracts.known_days
            return float((known <= 365.25).sum()) if known.max() > 365.25 else None
        of = self.model.histories
        sure = float(of.age[self.model.known].max())
        recent = float((of.age <= min(sure, 365.25 / 7)).sum())
        return recent * 365.25 / 7 / min(sure, 365.25 / 7) if sure >= 26 else None

    def with_leverage(self, cac: float, *, loaded: bool) -> Structure:
        """Return the pillar with what retention would bring beside acquisition cost, where new customers are known.

        Parameters
        ----------
        cac : float
            What a new customer costs (currency).
        loaded : bool
            Whether people, agencies and tools are in it.
        """
        new = self.new_a_year
        if not new or cac <= 0:
            return self.structure
        found = weighed(leverage(self.model, new, cac), loaded=loaded)
        return self.structure.model_copy(update={"retention_against_acquisition": found})


def read_customers(
    tables: Mapping[str, pl.DataFrame], company: Company, end: dt.date, today: dt.date, seed: int
) -> CustomersRead | Reason:
    """Return what the customers of a company say, or why nothing can be said.

    Contracts are read where they bring more than orders do in a year, or where there are no orders; else orders.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Canonical `orders`, `subscriptions`, `customers` and `consents`.
    company : Company
    end : datetime.date
        Last day of the data.
    today : datetime.date
        Whom the law lets write to is judged on that day.
    seed : int
    """
    subscriptions = tables["subscriptions"]
    if not subscriptions.is_empty() and _contracts_first(tables, end):
        found = contracted(Contracts.of(subscriptions, end), company, seed)
        return found if isinstance(found, Reason) else CustomersRead(contract_structure(found, seed), found)
    orders = tables["orders"].filter(pl.col("ordered_at").dt.date() <= end)
    if orders["ordered_at"].count() == 0:
        return Reason(code="customers_absent")
    last = last_known(orders["ordered_at"].dt.date(), end)
    model = valued(Histories.of(orders, last), company, seed)
    if isinstance(model, Reason):
        return model
    may = _contactable(tables, model.histories, today)
    told = structure(model, may, came_by(tables))
    if last < end:
        ended = Reason(code="orders_end", params={"last_date": last.isoformat()})
        told = told.model_copy(update={"notes": (ended, *told.notes)})
    return CustomersRead(told, model)


def beside_contracts(read: CustomersRead, counted: float) -> Reason | None:
    """Return why contracts do not tell what a new customer leaves: far more customers came than contracts were signed.

    Parameters
    ----------
    read : CustomersRead
    counted : float
        New customers of the last year, as sales or orders count them.
    """
    signed = read.new_a_year
    if read.structure.kind != "contracts" or signed is None or not counted > OTHERS * signed:
        return None
    return Reason(code="contracts_beside_orders", params={"customers": round(counted), "contracts": round(signed)})


def last_known(ordered: pl.Series, end: dt.date) -> dt.date:
    """Return the last day that orders are known of: `end`, or that of the last order where they stop well before.

    A silence in which MISSING orders would have come at the pace of the year before it is that of an export that is
    too old: read as customers who no longer buy, it would lose nearly all of them.

    Examples
    --------
    >>> days = pl.date_range(dt.date(2025, 1, 1), dt.date(2025, 12, 31), "1d", eager=True)
    >>> last_known(days, dt.date(2026, 1, 3)), last_known(days, dt.date(2026, 3, 1))
    (datetime.date(2026, 1, 3), datetime.date(2025, 12, 31))
    """
    last = ordered.max()
    if not isinstance(last, dt.date):
        return end
    a_day = (ordered > last - dt.timedelta(days=365)).sum() / 365
    return last if a_day * (end - last).days > MISSING else end


def _contracts_first(tables: Mapping[str, pl.DataFrame], end: dt.date) -> bool:
    recent = pl.col("ordered_at").dt.date() > end - dt.timedelta(days=365)
    bought = float(tables["orders"].filter(recent)["net"].sum() or 0.0)
    running = pl.col("end").is_null() | (pl.col("end") > end)
    return 12 * float(tables["subscriptions"].filter(running)["mrr"].sum() or 0.0) >= bought


def _contactable(tables: Mapping[str, pl.DataFrame], histories: Histories, today: dt.date) -> NDArray[np.bool_] | None:
    known = standing(tables, today)
    if known.is_empty():
        return None
    keys = pl.DataFrame({"customer_key": histories.keys})
    told = keys.join(known, on="customer_key", how="left", maintain_order="left")["contactable"]
    return told.fill_null(value=False).to_numpy()


def came_by(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return how each customer came: `customer_key`, `channel`; as the list of customers says, else the first order."""
    listed = tables["customers"].select("customer_key", pl.col("acquisition_channel").alias("channel")).drop_nulls()
    if not listed.is_empty():
        return listed.unique("customer_key", keep="first", maintain_order=True)
    first = tables["orders"].sort("ordered_at").select("customer_key", pl.col("source_channel").alias("channel"))
    return first.drop_nulls("customer_key").unique("customer_key", keep="first", maintain_order=True).drop_nulls()


def leverage(model: Valued | Contracted, yearly_new: float, cac: float) -> Leverage:
    """Return three years of margin under other rates of leaving, and of acquisition cost."""
    margin: Floats
    habits: Habits
    if isinstance(model, Contracted):
        habits = _subscribers(model)
        margin = np.full(habits.draws, model.monthly)
    else:
        habits = _buyers(model)
        margin = (model.gross_margin * expected_new_value(model.much_draws) * model.shared)[:HABIT_DRAWS]
    return Leverage(habits, margin, yearly_new, cac, model.discount)


def _subscribers(model: Contracted) -> Subscribers:
    """Return the habits of contracts, those that run in groups alike: renewals made, and how far the period is run."""
    running, few = ~model.contracts.ended, slice(0, HABIT_DRAWS)
    # Of monthly contracts, by halves of a month; of yearly ones, by months.
    step = 0.5 if model.months == 1 else 1.0
    elapsed = np.minimum(model.elapsed[running] // step, model.months / step - 1) * step + step / 2
    (made, run), count = unique_rows((model.renewals[running], elapsed))
    return Subscribers(model.draws.alpha[few], model.draws.beta[few], model.months, made, run, count)


def _buyers(model: Valued) -> Buyers:
    """Return the habits of customers, those present in groups alike: purchases made, and how long they are known."""
    of, draws, few = model.timed, model.often_draws, slice(0, HABIT_DRAWS)
    ages = np.unique(np.quantile(of.age, np.linspace(0, 1, _PARTS + 1)))
    cell = np.digitize(of.frequency, _COUNTS) * (len(ages) + 1) + np.digitize(of.age, ages)
    group = np.unique(cell, return_inverse=True)[1]
    size = np.bincount(group).astype(float)
    # Someone whose purchases are twice as large counts for two.
    worth = expected_value(model.much, of.frequency, of.value) / float(expected_new_value(model.much))
    alive = np.stack([
        np.bincount(group, weights=worth * probability_alive(draws.at(d), of.frequency, of.recency, of.age)) / size
        for d in range(min(HABIT_DRAWS, draws.r.size))
    ])  # fmt: skip
    return Buyers(
        draws.r[few], draws.alpha[few], draws.a[few], draws.b[few], alive,
        np.bincount(group, weights=of.frequency) / size, np.bincount(group, weights=of.age) / size, size,
    )  # fmt: skip


def weighed(found: Leverage, *, loaded: bool) -> RetentionAgainstAcquisition:
    """Return retention beside acquisition: gains by size of change, and the cut that equals a tenth."""
    gains = {change: found.by_retention(change) for change in CHANGES}
    cuts = {cut: found.by_acquisition(cut) for cut in CHANGES}
    tenth = gains[TENTH]
    return RetentionAgainstAcquisition(
        new_customers=found.yearly_new,
        cac=found.cac,
        cac_is_loaded=loaded,
        yearly=found.yearly_new * found.cac,
        retention=tuple(RetentionCase(change=change, profit=Interval90.of(gain)) for change, gain in gains.items()),
        acquisition=tuple(
            RetentionCase(change=cut, profit=Interval90(p05=gain, p50=gain, p95=gain)) for cut, gain in cuts.items()
        ),
        equal_cut=Interval90.of(tenth / found.spent),
        better_share=float((tenth > cuts[TENTH]).mean()),
        kept=Interval90.of(found.habits.kept(np.ones(found.habits.draws))),
    )
