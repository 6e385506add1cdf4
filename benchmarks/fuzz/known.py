"""The headers of each source, literally: what the naive reader knows of exports, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What is read of a source.

    `amounts` and `dates`: Bascule's name of a column → the headers it may bear, the first that is found being read.
    `dated`: a header without a date is none. A row where the cell below `total_if_blank` is blank is a total.
    `wide` is for tables with one column a month or a term: every number of a line is then an amount.
    """

    amounts: dict[str, tuple[str, ...]]
    dates: dict[str, tuple[str, ...]]
    currency: tuple[str, ...] = ()
    wide: bool = False
    total_if_blank: tuple[str, ...] = ()
    dated: bool = True


# A currency's sign beside these is odd, and changes nothing.
COUNTS = frozenset({"clicks", "sessions", "impressions", "value", "orders", "quantity", "recipients", "hours"})


ADS_CURRENCY = ("currency", "currency code", "devise", "code de la devise")
KNOWN: dict[str, Known] = {
    "google_ads": Known(
        {"spend": ("cost", "cout"), "clicks": ("clicks", "clics")},
        {"day": ("day", "jour"), "week": ("week", "semaine"), "month": ("month", "mois")},
        ("currency code", "currency", "code de la devise", "devise"), dated=False,  # then of the range stated above
    ),
    "meta_ads": Known(
        {"spend": ("amount spent", "montant depense")},
        {"day": ("day", "jour"), "start": ("reporting starts", "debut des rapports")},
        ADS_CURRENCY,
        total_if_blank=("campaign name", "nom de la campagne"),
    ),
    "linkedin_ads": Known({"spend": ("total spent",)}, {"start": ("start date (in utc)", "start date")}, ADS_CURRENCY),
    "microsoft_ads": Known({"spend": ("spend",)}, {"day": ("gregorian date",)}, ADS_CURRENCY),
    "tiktok_ads": Known({"spend": ("cost",)}, {"day": ("by day", "day", "date")}, ADS_CURRENCY),
    "ga4": Known(
        {"sessions": ("sessions",), "revenue": ("total revenue", "revenu total", "revenus totaux")}, {}, dated=False
    ),
    "search_console": Known({"impressions": ("impressions",), "clicks": ("clicks", "clics")}, {}, dated=False),
    "google_trends": Known({"value": ()}, {}, wide=True),
    "quickbooks_profit_and_loss": Known({"amount": ()}, {}, wide=True),
    "shopify_orders": Known(
        {"subtotal": ("subtotal",), "total": ("total",), "refunded": ("refunded amount",), "taxes": ("taxes",),
         "shipping": ("shipping",)},
        {"ordered_at": ("created at",)}, ("currency",),
    ),
    "shopify_customers": Known({"spent": ("total spent",), "orders": ("total orders",)}, {}, dated=False),
    "woocommerce_orders": Known(
        {"net": ("net sales", "n. revenue", "n. revenue (formatted)")}, {"ordered_at": ("date",)}, ("currency",)
    ),
    "stripe_payments": Known(
        {"amount": ("amount",), "refunded": ("amount refunded",), "converted": ("converted amount",),
         "converted_refunded": ("converted amount refunded",)},
        {"ordered_at": ("created date (utc)", "created (utc)")}, ("converted currency", "currency"),
    ),
    "stripe_subscriptions": Known(
        {"amount": ("amount",), "quantity": ("quantity",)}, {"started": ("start (utc)", "created (utc)")}, ("currency",)
    ),
    "square_transactions": Known(
        {"net": ("net sales",), "total": ("total collected",), "partial": ("partial refunds",)}, {"date": ("date",)}
    ),
    "hubspot_deals": Known({"amount": ("amount", "montant")}, {"created": ("create date", "date de creation")},
                           ("currency", "devise"), dated=False),
    "pipedrive_deals": Known(
        {"amount": ("deal - value", "affaire - valeur")},
        {"created": ("deal - deal created", "affaire - affaire creee", "deal - add time")},
        ("deal - currency of value", "affaire - devise de la valeur"), dated=False,
    ),
    "salesforce_opportunities": Known(
        {"amount": ("amount", "montant")}, {"created": ("created date", "date de creation")}, dated=False
    ),
    "mailchimp_campaigns": Known(
        {"platform_revenue": ("total revenue", "total gross sales"), "recipients": ("total recipients",)},
        {"sent_at": ("send date",)},
    ),
    "klaviyo_campaigns": Known(
        {"platform_revenue": ("revenue",), "recipients": ("total recipients",)}, {"sent_at": ("send time",)}
    ),
    "media_csv": Known({"spend": ("spend",)}, {"date": ("date",)}, ("currency",)),
    "sales_csv": Known({"revenue": ("revenue",)}, {"date": ("date",)}, ("currency",)),
    "orders_csv": Known({"net": ("net",)}, {"ordered_at": ("ordered_at", "date")}, ("currency",)),
    "costs": Known({"amount": ("montant avant taxes", "montant", "amount")}, {"start": ("date",)}, ("devise",)),
    "harvest_time": Known({"hours": ("hours",)}, {"day": ("date",)}),
    "clockify_time": Known(
        {"hours": ("duration (decimal)", "duree (decimal)")}, {"start_date": ("start date", "date de debut")}
    ),
    "drivers_csv": Known({"value": ("value",)}, {"date": ("date",)}),
}  # fmt: skip
