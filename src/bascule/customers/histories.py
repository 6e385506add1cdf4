"""What each customer has bought so far: how often, how recently, for how much; nothing is modelled here."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WEEK = 7.0
_EPOCH = dt.date(1970, 1, 1)
# Days of one customer, in the number that stands for both: half of them are before 1970.
_A_CUSTOMER = 1 << 20
# Cents are sums of floats: what is bought and brought back on the same day is no purchase.
_CENT = 0.005
_BOUGHT = pl.col("bought")


@dataclass(frozen=True, eq=False)
class Histories:
    """Customers and what they bought up to `end`, one entry a customer, in the order of `keys`.

    A purchase is a day on which a customer bought for more than was brought back: one a day at most, as the BG/NBD
    model counts them (Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098). Orders of zero or less are returns: they
    are taken off the last purchase before them, and never count as purchases. Amounts are in the company's currency.

    Attributes
    ----------
    keys : polars.Series of str, shape (n,)
        Sorted.
    frequency : array of float, shape (n,)
        Purchases after the first one.
    recency, age : array of float, shape (n,)
        Weeks from the first purchase to the last one, and to `end`.
    value : array of float, shape (n,)
        Mean net revenue of a purchase after the first; NaN where there is none. It can be negative, where a purchase
        older than the data is brought back.
    first_value, net : array of float, shape (n,)
        Net revenue of the first purchase, and of all orders to date.
    first : array of datetime64[D], shape (n,)
        Day of the first purchase.
    end : datetime.date
        Last day known.
    anonymous_share : float or None
        Share of the revenue of purchases that no customer is known of; None where nothing was bought.
    returned_share : float or None
        What was brought back over what was sold, refunds written on the orders counted.
    returners : int
        Customers of whom only returns are known: they are no customers here.
    unvalued : int
        Orders whose net amount is not known: left out.
    days : polars.DataFrame
        One row a customer and a day: customer_key (null where not known), day, net, `bought` whether it is a purchase,
        sold and returned (currency); in that order.
    """

    keys: pl.Series
    frequency: Floats
    recency: Floats
    age: Floats
    value: Floats
    first_value: Floats
    net: Floats
    first: NDArray[np.datetime64]
    end: dt.date
    anonymous_share: float | None
    returned_share: float | None
    returners: int
    unvalued: int
    days: pl.DataFrame = field(repr=False)

    @classmethod
    def of(cls, orders: pl.DataFrame, end: dt.date | None = None) -> Self:
        """Return the histories that the canonical `orders` tell, up to `end` (by default the day of the last order).

        Raises
        ------
        ValueError
            No order, and no `end`.

        Examples
        --------
        >>> orders = pl.DataFrame(
        ...     {
        ...         "customer_key": ["a", "a", "b"],
        ...         "ordered_at": [dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 15), dt.datetime(2026, 1, 29)],
        ...         "net": [40.0, 60.0, 10.0],
        ...     }
        ... )
        >>> histories = Histories.of(orders)
        >>> histories.frequency, histories.recency, histories.age, histories.value
        (array([1., 0.]), array([2., 0.]), array([4., 0.]), array([60., nan]))
        """
        known = orders.filter(pl.col("net").is_not_null(), pl.col("ordered_at").is_not_null())
        days = _days(known)
        last = end or days["day"].max()
        if not isinstance(last, dt.date):
            raise ValueError("without any order, the last day known must be given")
        return cls._told(days.filter(pl.col("day") <= last), last, orders.height - known.height)

    def until(self, end: dt.date) -> Self:
        """Return the histories as they were known on an earlier day, for what follows to be forecast.

        A refund written on an order counts from the day of the order: when it was made is not known.
        """
        return self._told(self.days.filter(pl.col("day") <= end), end, self.unvalued)

    def purchases_after(self, split: dt.date) -> Floats:
        """Return the purchases of each customer of :meth:`until` `split` after that day, in the same order."""
        before = self.until(split).frequency + 1.0
        # Those who first bought after that day are not known on it.
        known = self.first <= np.datetime64(split, "D")
        return (self.frequency + 1.0)[known] - before

    def __len__(self) -> int:
        return self.keys.len()

    @property
    def purchases(self) -> pl.DataFrame:
        """One row a purchase of a known customer: `customer` (place in `keys`), day, net; by customer, then day."""
        bought = self.days.filter(_BOUGHT, pl.col("customer_key").is_not_null())
        places = np.repeat(np.arange(len(self)), self.frequency.astype(np.intp) + 1)
        return bought.select(pl.Series("customer", places), "day", "net")

    @classmethod
    def _told(cls, days: pl.DataFrame, end: dt.date, unvalued: int) -> Self:
        told = _each(days.filter(pl.col("customer_key").is_not_null()))
        real = told.filter(_BOUGHT > 0)
        first, last = real["first"].to_numpy(), real["last"].to_numpy()
        frequency = real["bought"].to_numpy() - 1.0
        return cls(
            keys=real["customer_key"],
            frequency=frequency,
            recency=(last - first) / WEEK,
            age=((end - _EPOCH).days - first) / WEEK,
            value=np.where(frequency > 0, real["later_value"].to_numpy(), np.nan) / np.maximum(frequency, 1.0),
            first_value=real["first_value"].to_numpy(),
            net=real["net"].to_numpy(),
            first=first.astype("datetime64[D]"),
            end=end,
            anonymous_share=_share(days.filter(pl.col("customer_key").is_null())["sold"], days["sold"]),
            returned_share=_share(days["returned"], days["sold"]),
            returners=told.height - real.height,
            unvalued=unvalued,
            days=days,
        )


def _days(orders: pl.DataFrame) -> pl.DataFrame:
    """Return one row a customer and a day, by both; the days of nobody known come first."""
    # Refunds that an order tells of are already out of its net; a return that is a row of its own is below zero.
    net = orders["net"].to_numpy().astype(float)
    refunds = np.zeros_like(net)
    if "refunds" in orders.columns:
        refunds = np.abs(orders["refunds"].cast(pl.Float64).fill_null(0.0).to_numpy())
    people, places = _places(orders["customer_key"])
    # One number for customer and day is sorted several times as fast as a text and a date.
    number = places * _A_CUSTOMER + (orders["ordered_at"].cast(pl.Date).to_physical().to_numpy() + _A_CUSTOMER // 2)
    order = np.argsort(number, kind="stable")
    number = number[order]
    starts = np.flatnonzero(np.diff(number, prepend=-1))

    def summed(values: Floats) -> Floats:
        return np.add.reduceat(values[order], starts) if starts.size else values[:0]

    of_day, total = number[starts], summed(net)
    return pl.DataFrame(
        {
            "customer_key": people.gather(of_day // _A_CUSTOMER),
            "day": pl.Series((of_day % _A_CUSTOMER - _A_CUSTOMER // 2).astype(np.int32)).cast(pl.Date),
            "net": total,
            "bought": total > _CENT,
            "sold": summed(np.where(net >= 0, net + refunds, 0.0)),
            "returned": summed(np.where(net >= 0, refunds, -net)),
        }
    )


def _places(keys: pl.Series) -> tuple[pl.Series, NDArray[np.int64]]:
    """Return the distinct keys, sorted, null first, and the place of each row's key among them."""
    codes = keys.cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1).to_numpy() + 1
    seen, at = np.unique(codes, return_index=True)
    people = keys.gather(at)
    ranked = people.arg_sort(nulls_last=False).to_numpy()
    place = np.zeros(int(seen[-1]) + 1 if seen.size else 1, dtype=np.int64)
    place[seen[ranked]] = np.arange(seen.size)
    return people.gather(ranked), place[codes]


def _each(days: pl.DataFrame) -> pl.DataFrame:
    """Return one row a customer, in order; each return is taken off the last purchase before it."""
    starts = np.flatnonzero(days["customer_key"].ne_missing(days["customer_key"].shift(1)).to_numpy())
    if not days.height:
        starts = np.zeros(0, dtype=np.intp)
    bought, day, net = days["bought"].to_numpy().astype(np.int64), days["day"].to_physical().to_numpy(), _net(days)
    before = np.cumsum(bought) - bought
    # How many purchases of the customer's own lie before a day, that day in.
    nth = np.cumsum(bought) - np.repeat(before[starts], np.diff(np.append(starts, days.height)))

    def summed(values: NDArray[Any]) -> NDArray[Any]:
        return np.add.reduceat(values, starts) if starts.size else values[:0]

    first = summed(np.where((nth == 1) & (bought == 1), day, 0))
    last = np.maximum.reduceat(np.where(bought == 1, day, np.iinfo(np.int32).min), starts) if starts.size else first
    return pl.DataFrame(
        {
            "customer_key": days["customer_key"].gather(starts),
            "bought": summed(bought),
            "first": first.astype(np.int32),
            "last": last.astype(np.int32),
            "first_value": summed(np.where(nth == 1, net, 0.0)),
            "later_value": summed(np.where(nth > 1, net, 0.0)),
            "net": summed(net),
        }
    )


def _net(days: pl.DataFrame) -> Floats:
    return days["net"].to_numpy().astype(float)


def _share(part: pl.Series, whole: pl.Series) -> float | None:
    sold = float(whole.sum())
    return float(part.sum()) / sold if sold > 0 else None
