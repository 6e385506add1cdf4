"""Every source that Bascule reads. To add one: a file beside this one, and a line in `SOURCES`."""

from bascule.ingest.source import Source
from bascule.ingest.sources.costs import COSTS
from bascule.ingest.sources.drivers_csv import DRIVERS_CSV
from bascule.ingest.sources.experiments_csv import EXPERIMENTS_CSV
from bascule.ingest.sources.google_ads import GOOGLE_ADS
from bascule.ingest.sources.interest_csv import INTEREST_CSV
from bascule.ingest.sources.media_csv import MEDIA_CSV
from bascule.ingest.sources.meta_ads import META_ADS
from bascule.ingest.sources.orders_csv import ORDERS_CSV
from bascule.ingest.sources.sales_csv import SALES_CSV
from bascule.ingest.sources.search_csv import SEARCH_CSV
from bascule.ingest.sources.shopify_orders import SHOPIFY_ORDERS
from bascule.ingest.sources.web_csv import WEB_CSV

SOURCES: dict[str, Source] = {
    "google_ads": GOOGLE_ADS,
    "meta_ads": META_ADS,
    "shopify_orders": SHOPIFY_ORDERS,
    "media_csv": MEDIA_CSV,
    "sales_csv": SALES_CSV,
    "orders_csv": ORDERS_CSV,
    "search_csv": SEARCH_CSV,
    "interest_csv": INTEREST_CSV,
    "web_csv": WEB_CSV,
    "experiments_csv": EXPERIMENTS_CSV,
    "drivers_csv": DRIVERS_CSV,
    "costs": COSTS,
}
