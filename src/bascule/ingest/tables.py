"""The canonical tables: names, columns and types; every row keeps where it came from."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

_ORIGIN: dict[str, pl.DataType] = {
    "source_file": pl.String(),
    "source_row": pl.Int64(),
    "import_id": pl.String(),
}
_DATED: dict[str, pl.DataType] = {"date": pl.Date(), "date_end": pl.Date(), "grain": pl.String()}
SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "media": {
        **_DATED,
        "platform": pl.String(),
        "account": pl.String(),
        "channel": pl.String(),
        "campaign": pl.String(),
        "currency": pl.String(),
        "spend": pl.Float64(),
        "impressions": pl.Float64(),
        "clicks": pl.Float64(),
        "platform_conversions": pl.Float64(),
        "platform_revenue": pl.Float64(),
        **_ORIGIN,
    },
    "costs": {
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "vendor": pl.String(),
        "kind": pl.String(),
        "channel": pl.String(),
        "amount": pl.Float64(),
        "currency": pl.String(),
        "fixed": pl.Boolean(),
        **_ORIGIN,
    },
    "orders": {
        "order_id": pl.String(),
        "ordered_at": pl.Datetime("us"),
        "customer_key": pl.String(),
        "currency": pl.String(),
        "gross": pl.Float64(),
        "discount": pl.Float64(),
        "refunds": pl.Float64(),
        "tax": pl.Float64(),
        "shipping": pl.Float64(),
        "net": pl.Float64(),
        "cost": pl.Float64(),
        "coupon": pl.String(),
        "source_channel": pl.String(),
        "region": pl.String(),
        # Postal area: the first three characters of a Canadian postal code, no more.
        "area": pl.String(),
        **_ORIGIN,
    },
    "sales": {
        **_DATED,
        "currency": pl.String(),
        "revenue": pl.Float64(),
        "orders": pl.Float64(),
        "new_customers": pl.Float64(),
        "price_index": pl.Float64(),
        "promo": pl.Float64(),
        **_ORIGIN,
    },
    "search": {
        **_DATED,
        "brand": pl.Boolean(),
        "impressions": pl.Float64(),
        "clicks": pl.Float64(),
        **_ORIGIN,
    },
    "interest": {
        **_DATED,
        "term": pl.String(),
        "kind": pl.String(),
        "value": pl.Float64(),
        **_ORIGIN,
    },
    "web": {
        **_DATED,
        "channel": pl.String(),
        "sessions": pl.Float64(),
        "engaged_sessions": pl.Float64(),
        "key_events": pl.Float64(),
        "currency": pl.String(),
        "revenue": pl.Float64(),
        **_ORIGIN,
    },
    "experiments": {
        "channel": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
        "currency": pl.String(),
        "lift": pl.Float64(),
        "lift_error": pl.Float64(),
        "spend": pl.Float64(),
        **_ORIGIN,
    },
    "drivers": {**_DATED, "driver": pl.String(), "value": pl.Float64(), **_ORIGIN},
    # One row a customer, as a shop or a CRM knows it at `as_of`; `spent` since ever.
    "customers": {
        "customer_key": pl.String(),
        "as_of": pl.Date(),
        "first_order_at": pl.Datetime("us"),
        "orders": pl.Float64(),
        "currency": pl.String(),
        "spent": pl.Float64(),
        "region": pl.String(),
        "area": pl.String(),
        "accepts_email": pl.Boolean(),
        "acquisition_channel": pl.String(),
        **_ORIGIN,
    },
    # `kind` is express, purchase, contract (`given` is its end), inquiry or withdrawn.
    "consents": {
        "customer_key": pl.String(),
        "kind": pl.String(),
        "given": pl.Date(),
        "source": pl.String(),
        **_ORIGIN,
    },
    "subscriptions": {
        "subscription_id": pl.String(),
        "customer_key": pl.String(),
        "plan": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
        "status": pl.String(),
        "currency": pl.String(),
        "mrr": pl.Float64(),
        **_ORIGIN,
    },
    # `outcome` is won, lost or open; an open deal is known up to `censored_at`. `lost_reason` only where it is lost.
    "deals": {
        "deal_id": pl.String(),
        "created": pl.Date(),
        "closed": pl.Date(),
        "stage": pl.String(),
        "pipeline": pl.String(),
        "outcome": pl.String(),
        "currency": pl.String(),
        "amount": pl.Float64(),
        "origin": pl.String(),
        "lost_reason": pl.String(),
        "censored_at": pl.Date(),
        **_ORIGIN,
    },
    # One row a sending; `platform_orders` and `platform_revenue` are what the tool claims.
    "emails": {
        "sent_at": pl.Datetime("us"),
        "platform": pl.String(),
        "campaign": pl.String(),
        "recipients": pl.Float64(),
        "delivered": pl.Float64(),
        "opens": pl.Float64(),
        "clicks": pl.Float64(),
        "unsubscribes": pl.Float64(),
        "currency": pl.String(),
        "platform_orders": pl.Float64(),
        "platform_revenue": pl.Float64(),
        **_ORIGIN,
    },
    # Working time of a week (its Monday) by role and side; nobody is named.
    "hours": {
        "week": pl.Date(),
        "role": pl.String(),
        "side": pl.String(),
        "process": pl.String(),
        "minutes": pl.Float64(),
        "origin": pl.String(),
        **_ORIGIN,
    },
    # `survey` is nps, disappointed or awareness; one row an answer, or `respondents` alike.
    "surveys": {
        "date": pl.Date(),
        "survey": pl.String(),
        "answer": pl.String(),
        "score": pl.Float64(),
        "respondents": pl.Float64(),
        **_ORIGIN,
    },
    # One row a public review, or `count` reviews of the mean `rating`, out of `scale`.
    "reviews": {
        "date": pl.Date(),
        "platform": pl.String(),
        "rating": pl.Float64(),
        "scale": pl.Float64(),
        "count": pl.Float64(),
        **_ORIGIN,
    },
    # `method` is van_westendorp (one row a respondent: the four prices) or gabor_granger (one a price asked: `answer`).
    "price_surveys": {
        "date": pl.Date(),
        "respondent": pl.String(),
        "method": pl.String(),
        "product": pl.String(),
        "currency": pl.String(),
        "price": pl.Float64(),
        "answer": pl.String(),
        "too_cheap": pl.Float64(),
        "cheap": pl.Float64(),
        "expensive": pl.Float64(),
        "too_expensive": pl.Float64(),
        **_ORIGIN,
    },
    # The profit and loss as booked: `section` is income, cost_of_sales, expense or other; nothing of it is spent twice.
    "books": {
        **_DATED,
        "section": pl.String(),
        "account": pl.String(),
        "kind": pl.String(),
        "currency": pl.String(),
        "amount": pl.Float64(),
        **_ORIGIN,
    },
    # What an ad platform billed, beside what its own report says was spent.
    "billed": {
        **_DATED,
        "platform": pl.String(),
        "currency": pl.String(),
        "amount": pl.Float64(),
        **_ORIGIN,
    },
    "prices": {
        **_DATED,
        "item": pl.String(),
        "currency": pl.String(),
        "price": pl.Float64(),
        "regular_price": pl.Float64(),
        **_ORIGIN,
    },
    "promos": {
        "start": pl.Date(),
        "end": pl.Date(),
        "name": pl.String(),
        "depth": pl.Float64(),
        **_ORIGIN,
    },
    "events": {
        "start": pl.Date(),
        "end": pl.Date(),
        "kind": pl.String(),
        "channel": pl.String(),
        "note": pl.String(),
        **_ORIGIN,
    },
    # What one unit of `currency` was worth in `base` that day.
    "rates": {
        "date": pl.Date(),
        "currency": pl.String(),
        "base": pl.String(),
        "rate": pl.Float64(),
        **_ORIGIN,
    },
}
_DATED_TABLES = ("media", "sales", "search", "interest", "web", "drivers", "books", "billed", "prices")
_SPANS = ("experiments", "promos", "events", "subscriptions")
START = {
    **dict.fromkeys(_DATED_TABLES, "date"),
    **dict.fromkeys(_SPANS, "start"),
    "costs": "period_start",
    "orders": "ordered_at",
    "customers": "as_of",
    "consents": "given",
    "deals": "created",
    "emails": "sent_at",
    "hours": "week",
    "surveys": "date",
    "reviews": "date",
    "price_surveys": "date",
    "rates": "date",
}
END = {
    **START,
    **dict.fromkeys(_DATED_TABLES, "date_end"),
    **dict.fromkeys(_SPANS, "end"),
    "costs": "period_end",
    "deals": "censored_at",
}
# The money of a table; counts, indices and the results of tests have no sum that a reader would check.
AMOUNT = {
    "media": "spend",
    "costs": "amount",
    "orders": "net",
    "sales": "revenue",
    "deals": "amount",
    "emails": "platform_revenue",
    "billed": "amount",
}
# Every column that is an amount in `currency`; sums, prices and the figures of a test alike.
MONEY: dict[str, tuple[str, ...]] = {
    "media": ("spend", "platform_revenue"),
    "costs": ("amount",),
    "orders": ("gross", "discount", "refunds", "tax", "shipping", "net", "cost"),
    "sales": ("revenue",),
    "web": ("revenue",),
    "experiments": ("lift", "lift_error", "spend"),
    "customers": ("spent",),
    "subscriptions": ("mrr",),
    "deals": ("amount",),
    "emails": ("platform_revenue",),
    "books": ("amount",),
    "billed": ("amount",),
    "prices": ("price", "regular_price"),
    "price_surveys": ("price", "too_cheap", "cheap", "expensive", "too_expensive"),
}
# The days whose exchange rate an amount takes: those it speaks of, the day a deal closed, that a subscription began.
RATED: dict[str, tuple[pl.Expr, pl.Expr]] = {
    **{name: (pl.col(START[name]), pl.col(END[name])) for name in MONEY},
    "deals": (pl.coalesce("closed", "created"), pl.coalesce("closed", "created")),
    "subscriptions": (pl.col("start"), pl.col("start")),
}


def conform(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return the frame with exactly the columns and types of a canonical table; absent columns are null.

    Examples
    --------
    >>> conform(pl.DataFrame({"spend": [1]}), "media").columns[:3]
    ['date', 'date_end', 'grain']
    """
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in SCHEMAS[table].items()
    )


def empty(table: str) -> pl.DataFrame:
    """Return a canonical table without rows.

    Examples
    --------
    >>> empty("sales").height
    0
    """
    return pl.DataFrame(schema=SCHEMAS[table])


def span(tables: Mapping[str, pl.DataFrame]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that canonical tables speak of.

    Examples
    --------
    >>> span({"sales": empty("sales")})
    (None, None)
    """
    starts = [rows[START[name]].cast(pl.Date).min() for name, rows in tables.items()]
    ends = [rows[END[name]].cast(pl.Date).max() for name, rows in tables.items()]
    return (
        min((day for day in starts if isinstance(day, dt.date)), default=None),
        max((day for day in ends if isinstance(day, dt.date)), default=None),
    )


def total(tables: Mapping[str, pl.DataFrame]) -> float | None:
    """Return the sum of the main amounts of canonical tables; None when none of them is in money.

    Examples
    --------
    >>> total({"sales": empty("sales")})
    0.0
    """
    amounts = [float(rows[AMOUNT[name]].sum() or 0.0) for name, rows in tables.items() if name in AMOUNT]
    return sum(amounts) if amounts else None
