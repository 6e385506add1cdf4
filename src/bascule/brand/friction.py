"""What slows a sale or gives part of it away: discounts, the time a deal takes, quotes lost on price."""

import datetime as dt
from typing import Any

import polars as pl

from bascule.brand.dealing import closings
from bascule.brand.lost import on_price
from bascule.company import Company
from bascule.customers.shares import jeffreys
from bascule.plans import Reason
from bascule.returns.brand import Friction
from bascule.warehouse.tables import Tables

_YEAR = dt.timedelta(days=365)
# Of a year's sales, what must say what was discounted before its share is told; of quotes lost, what must say why.
_TELLING = 0.8
# Fewer deals have no median worth a name.
_LEAST_DEALS = 5
_SHORTER = 0.1


def friction(tables: Tables, company: Company, end: dt.date) -> Friction:
    """Return the friction of the year that ends on `end`, company currency a year.

    What cannot be told is None, with a reason in `missing` that says the cheapest way to measure it; a shop without a
    deal has no cycle nor quote to measure, and who sells by deals alone no discounts of orders. Discounts count those
    of promotions too.

    Examples
    --------
    >>> nothing = friction(Tables.of({}), Company(name="A", gross_margin=0.4), dt.date(2026, 11, 1))
    >>> [reason.code for reason in nothing.missing]
    ['friction_discounts_missing', 'friction_cycle_missing', 'friction_reasons_missing']
    """
    orders, deals = tables["orders"], tables["deals"]
    parts: list[_Part] = []
    if not orders.is_empty() or deals.is_empty():
        parts.append(_discounts(orders, end))
    if not deals.is_empty() or orders.is_empty():
        parts += [_cycle(deals, company, end), _lost_on_price(deals, end)]
    figures: dict[str, Any] = {name: value for part, _ in parts for name, value in part.items()}
    return Friction(**figures, missing=tuple(reason for _, reasons in parts for reason in reasons))


_Part = tuple[dict[str, Any], tuple[Reason, ...]]


def _discounts(orders: pl.DataFrame, end: dt.date) -> _Part:
    year = orders.filter(_within(pl.col("ordered_at").dt.date(), end) & pl.col("net").is_not_null())
    known = year.filter(pl.col("gross").is_not_null() & pl.col("discount").is_not_null() & (pl.col("gross") > 0))
    if known.is_empty() or known.height < _TELLING * year.height:
        return {}, (Reason(code="friction_discounts_missing"),)
    discounts, gross = float(known["discount"].sum()), float(known["gross"].sum())
    found = {"discount_share": discounts / gross}
    first = orders.select(pl.col("ordered_at").dt.date().min()).item()
    if first > end - _YEAR + dt.timedelta(days=31):
        return found, (Reason(code="friction_year_short", params={"first_date": first}),)
    return {**found, "discounts": discounts * year.height / known.height}, ()


def _cycle(deals: pl.DataFrame, company: Company, end: dt.date) -> _Part:
    """Return the median days of a deal won now and a year ago, and the margin of a cycle a tenth shorter.

    What is under way is what comes in a day times the days it takes (Little 1961, doi:10.1287/opre.9.3.383): with
    days shorter by Δ, the value of Δ days is signed that much earlier, once. Δ is a tenth of the mean days of a dollar
    won; the margin is the company's.
    """
    won = closings(deals).filter((pl.col("outcome") == "won") & pl.col("days").is_not_null())
    now, before = won.filter(_within(pl.col("closed"), end)), won.filter(_within(pl.col("closed"), end - _YEAR))
    if now.height < _LEAST_DEALS:
        return {}, (Reason(code="friction_cycle_missing"),)
    found: dict[str, Any] = {"cycle_days": now["days"].median()}
    if before.height >= _LEAST_DEALS:
        found["cycle_days_year_ago"] = before["days"].median()
    paid = now.filter(pl.col("amount") > 0)
    if paid.height < _TELLING * now.height:
        return found, (Reason(code="friction_amounts_missing"),)
    value_days = float((paid["amount"] * paid["days"]).sum()) / _YEAR.days
    return {**found, "cycle_money": _SHORTER * value_days * company.gross_margin}, ()


def _lost_on_price(deals: pl.DataFrame, end: dt.date) -> _Part:
    lost = deals.filter((pl.col("outcome") == "lost") & _within(pl.col("closed"), end))
    said = lost.with_columns(on_price(pl.col("lost_reason")).alias("on_price")).filter(pl.col("on_price").is_not_null())
    if said.is_empty():
        return {}, (Reason(code="friction_reasons_missing"),)
    cheaper = said.filter("on_price")
    found: dict[str, Any] = {"lost_on_price_share": jeffreys(cheaper.height, said.height)}
    reasons: tuple[Reason, ...] = ()
    if said.height < _TELLING * lost.height:
        reasons = (Reason(code="friction_reasons_few", params={"said": said.height, "lost": lost.height}),)
    if cheaper.height and not cheaper["amount"].count():
        return found, (*reasons, Reason(code="friction_lost_amounts_missing"))
    return {**found, "lost_on_price": float(cheaper["amount"].sum())}, reasons


def _within(day: pl.Expr, end: dt.date) -> pl.Expr:
    return (day > end - _YEAR) & (day <= end)
