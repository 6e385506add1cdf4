"""Which answers the data support, what the others lack, and the easiest export that would give it."""

from collections.abc import Callable
from dataclasses import dataclass

from bascule.company import Company
from bascule.ingest.imported import Imported
from bascule.locale.catalogue import N_

Lacks = Callable[[Imported, Company | None], bool]


@dataclass(frozen=True)
class Need:
    """Something an answer needs: how it is called, whether it lacks, and which sources give it, the easiest first."""

    name: str
    lacks: Lacks
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One answer, and the things without which it cannot be given."""

    name: str
    needs: tuple[Need, ...]

    @property
    def of_history(self) -> bool:
        """Return whether it is read in the history of spending and sales."""
        return MEDIA in self.needs

    def lacking(self, imported: Imported, company: Company | None) -> tuple[Need, ...]:
        """Return what is missing."""
        return tuple(need for need in self.needs if need.lacks(imported, company))


def easiest(need: Need, imported: Imported) -> str | None:
    """Return the source that gives what is needed with the least effort; None where no export does.

    A tool that the company already exports from comes first: nobody has to sign in elsewhere. Then the order of the
    need, which is that of the clicks it takes.

    Examples
    --------
    >>> easiest(SALES, Imported({}))
    'shopify_orders'
    """
    used = {_tool(report.source) for report in imported.files if report.source}
    return next((source for source in need.sources if _tool(source) in used), next(iter(need.sources), None))


def cheapest(imported: Imported, company: Company | None) -> str | None:
    """Return the one missing export that would give the most answers, the easiest among equals; None if none would.

    Only answers that lack exports alone are counted for an export: what a later version gives is not for the asking.
    """
    votes: dict[str, int] = {}
    for answer in ANSWERS:
        lacking = answer.lacking(imported, company)
        if LATER in lacking:
            continue
        for need in lacking:
            if source := easiest(need, imported):
                votes[source] = votes.get(source, 0) + 1
    return max(votes, key=lambda source: votes[source], default=None)


def _tool(source: str | None) -> str:
    return (source or "").partition("_")[0]


def _without(table: str) -> Lacks:
    def lacks(imported: Imported, _: Company | None) -> bool:
        rows = imported.tables.get(table)
        return rows is None or rows.is_empty()

    return lacks


def _unknown(table: str, column: str) -> Lacks:
    def lacks(imported: Imported, company: Company | None) -> bool:
        return _without(table)(imported, company) or imported.tables[table][column].count() == 0

    return lacks


def _no_sales(imported: Imported, company: Company | None) -> bool:
    return _without("orders")(imported, company) and _without("sales")(imported, company)


def _no_prices(imported: Imported, company: Company | None) -> bool:
    return _without("prices")(imported, company) and _unknown("sales", "price_index")(imported, company)


def _no_margin(_: Imported, company: Company | None) -> bool:
    return company is None or "gross_margin" in company.assumed


def _always(_: Imported, __: Company | None) -> bool:
    return True


MEDIA = Need(
    N_("an export of your advertising (Google Ads, Meta, Microsoft, LinkedIn, TikTok), or a media.csv"),
    _without("media"),
    ("google_ads", "meta_ads", "microsoft_ads", "linkedin_ads", "tiktok_ads"),
)
SALES = Need(
    N_("your orders (Shopify, WooCommerce, Square, Stripe), an orders.csv or a sales.csv"),
    _no_sales,
    ("shopify_orders", "woocommerce_orders", "square_transactions", "stripe_payments"),
)
MARGIN = Need(N_("your own contribution margin in bascule.toml"), _no_margin, ("quickbooks_profit_and_loss",))
CLAIMS = Need(
    N_("the conversion value column in the advertising exports"),
    _unknown("media", "platform_revenue"),
    ("google_ads", "meta_ads"),
)
CUSTOMERS = Need(
    N_("orders with the customer's email or key"),
    _unknown("orders", "customer_key"),
    ("shopify_orders", "stripe_payments", "square_transactions"),
)
SEARCH = Need(N_("how often people search for your name"), _without("search"), ("search_console",))
INTEREST = Need(N_("your name beside your rivals' in Google Trends"), _without("interest"), ("google_trends",))
VISITS = Need(N_("the visits of your site by channel"), _without("web"), ("ga4",))
COSTS = Need(
    N_("the bills of agencies, tools and freelancers"),
    _without("costs"),
    ("quickbooks_transactions", "quickbooks_profit_and_loss", "costs"),
)
HOURS = Need(
    N_("the hours your people spend on marketing"),
    _without("hours"),
    ("calendar_ics", "toggl_time", "harvest_time", "clockify_time"),
)
DEALS = Need(
    N_("your deals, won, lost and open"),
    _without("deals"),
    ("hubspot_deals", "pipedrive_deals", "salesforce_opportunities"),
)
PRICES = Need(
    N_("your prices over time (prices.csv), or a price_index in sales.csv"),
    _no_prices,
    ("prices_csv",),
)
LATER = Need(N_("a later version of Bascule"), _always)
ANSWERS = (
    Answer(N_("What each channel brings in revenue"), (MEDIA, SALES)),
    Answer(N_("What to stop, prove, keep or scale, in margin"), (MEDIA, SALES, MARGIN)),
    Answer(N_("How far the platforms over-claim"), (MEDIA, SALES, CLAIMS)),
    Answer(N_("The plan: where the next dollars go"), (MEDIA, SALES, MARGIN)),
    Answer(N_("What your brand's own demand explains"), (MEDIA, SALES, SEARCH, INTEREST, VISITS)),
    Answer(N_("What marketing costs in all: people, agencies and tools too"), (MEDIA, COSTS, HOURS)),
    Answer(N_("Customer value and retention"), (CUSTOMERS,)),
    Answer(N_("How deals are won, and how long it takes"), (DEALS,)),
    Answer(N_("Whether more and more people want your brand"), (SEARCH, INTEREST, VISITS)),
    Answer(N_("What your prices can bear"), (SALES, PRICES)),
    Answer(N_("The tipping point (outsource or hire) and independence"), (COSTS, HOURS, LATER)),
)
