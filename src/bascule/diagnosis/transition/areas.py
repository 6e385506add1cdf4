"""Customers by postal area, and how many of its households that is."""

from collections.abc import Mapping

import polars as pl

from bascule.returns.transition import Area
from bascule.warehouse.tables import Tables

# Fewer customers than this are not shown apart: someone might be recognised (k-anonymity, Sweeney 2002,
# doi:10.1142/S0218488502001648).
LEAST = 5
OTHER = "other"


def areas(tables: Tables, households: Mapping[str, float]) -> tuple[Area, ...]:
    """Return the customers of each postal area, most first; those of small areas together, last.

    Each customer counts once, where the last order went, else where the shop's list says.

    Parameters
    ----------
    tables : Tables
    households : mapping of str to float
        Households of an area (first three characters of a postal code).
    """
    counts = _counts(tables)
    large = counts.filter(pl.col("customers") >= LEAST)
    small = int(counts["customers"].sum()) - int(large["customers"].sum())
    # Small areas that are few even together are left out, and out of the shares: else a subtraction would tell them.
    shown = int(large["customers"].sum()) + (small if small >= LEAST else 0)
    lines = [_area(name, count, shown, households.get(name)) for name, count in large.rows()]
    return tuple(lines + ([_area(OTHER, small, shown, None)] if small >= LEAST else []))


def _counts(tables: Tables) -> pl.DataFrame:
    ordered = tables["orders"].sort("ordered_at", descending=True).select("customer_key", "area")
    listed = tables["customers"].select("customer_key", "area")
    known = pl.concat([ordered, listed]).drop_nulls().unique("customer_key", keep="first", maintain_order=True)
    return known.group_by("area").agg(pl.len().alias("customers")).sort("customers", "area", descending=[True, False])


def _area(name: str, customers: int, shown: int, households: float | None) -> Area:
    penetration = 1000 * customers / households if households else None
    return Area(area=name, customers=customers, penetration=penetration, share=customers / shown)
